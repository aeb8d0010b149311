import { type Failure, FailureError, type Result } from '@/lib/failures/result'

export interface FetchOptions {
  signal?: AbortSignal
  /** Reading ahead waits behind people. */
  priority?: 'background'
}

/**
 * Asks one of the console's own GET handlers, from the browser.
 * @throws {FailureError} the handler's failure, or `unreachable` when the console itself does not answer.
 */
export async function fetchJson<T>(path: string, { signal, priority }: FetchOptions = {}): Promise<T> {
  const headers = new Headers({ accept: 'application/json' })
  if (priority) headers.set('x-priority', priority)
  const response = await fetch(path, { signal, headers, cache: 'no-store' }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new FailureError({ code: 'unreachable', message: 'The console does not respond.' })
  })
  const result: unknown = await response.json().catch(() => undefined)
  if (signal?.aborted) throw signal.reason
  if (!isResult(result))
    throw new FailureError({
      code: 'internal',
      message: `The console answered with status ${response.status} and no readable body.`,
    })
  if (!result.ok) throw new FailureError(result.failure)
  return result.value as T
}

/**
 * Asks one of the console's own handlers that answer files, from the browser: no browser goes there by itself.
 * @throws {FailureError} as `fetchJson`, also where the file was cut off on its way.
 */
export async function fetchFile(path: string): Promise<{ content: Blob; fileName: string }> {
  const response = await fetch(path, { cache: 'no-store' }).catch(() => undefined)
  if (!response) throw new FailureError({ code: 'unreachable', message: 'The console does not respond.' })
  const fileName = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  if (!response.ok || !fileName) {
    const result: unknown = await response.json().catch(() => undefined)
    if (isResult(result) && !result.ok) throw new FailureError(result.failure)
    throw new FailureError({
      code: 'internal',
      message: `The console answered with status ${response.status}.`,
    })
  }
  const content = await response.blob().catch(() => undefined)
  if (!content) throw new FailureError({ code: 'unreachable', message: 'The file was cut off on its way.' })
  return { content, fileName }
}

/** What a query threw, as the failure to show. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  return { code: 'internal', message: 'Something unexpected happened in this page.' }
}

function isResult(value: unknown): value is Result<unknown> {
  return value !== null && typeof value === 'object' && 'ok' in value && typeof value.ok === 'boolean'
}
