/** What `fetch()` gave to a script. */
export interface Outcome {
  names?: string[]
  error?: string
}

/** Runs in the page: asks for all of them at once, and marks the end in the console. */
export async function fetchInPage({
  requests,
  mark,
}: {
  requests: {
    address: string
    method: string
    headers: readonly (readonly [string, string])[]
    withCredentials: boolean
  }[]
  mark: string
}): Promise<Outcome[]> {
  const outcomes = await Promise.all(
    requests.map(async ({ address, method, headers, withCredentials }): Promise<Outcome> => {
      try {
        const credentials = withCredentials ? 'include' : 'same-origin'
        const lines = headers.map(([name, value]): [string, string] => [name, value])
        const response = await fetch(address, { method, headers: lines, credentials })
        return { names: [...response.headers.keys()] }
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) }
      }
    }),
  )
  console.debug(mark)
  return outcomes
}
