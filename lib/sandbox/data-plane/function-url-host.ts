/** The part of a function URL's host that says which URL is meant. */
export interface FunctionUrlHost {
  urlId: string
  region: string
}

const HOST = /^([^.:]+)\.lambda-url\.([a-z0-9-]+)\.localhost\.?(?::\d+)?$/

/** Reads a Host header (lower-cased, with or without its port); undefined when it is not a function URL's. */
export function readFunctionUrlHost(host: string): FunctionUrlHost | undefined {
  const match = HOST.exec(host)
  if (match === null) return undefined
  const [, urlId = '', region = ''] = match
  return { urlId, region }
}
