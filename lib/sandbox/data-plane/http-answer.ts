import { CREDENTIAL_ERROR_NAMES, type CredentialError } from '@/lib/sandbox/credentials'

/** One header line; a name may come more than once. */
export type HeaderLine = readonly [name: string, value: string]

/** What goes back to the caller of a function URL, header lines in the order they are written. */
export interface HttpAnswer {
  status: number
  headers: readonly HeaderLine[]
  body: Buffer
}

/** An answer that Lambda itself gives instead of the function. */
function serviceAnswer(status: number, body: string, errorType?: string): HttpAnswer {
  const headers: HeaderLine[] = [['Content-Type', 'application/json']]
  if (errorType !== undefined) headers.push(['x-amzn-ErrorType', errorType])
  return { status, headers, body: Buffer.from(body) }
}

/** Lambda developer guide, "Lambda quotas": a synchronous request or buffered response has at most 6 MB. */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024

const TROUBLESHOOTING = 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'

/** No permission, or nothing behind the URL any more. */
export function forbidden(): HttpAnswer {
  const message = `Forbidden. For troubleshooting Function URL authorization issues, see: ${TROUBLESHOOTING}`
  return serviceAnswer(403, JSON.stringify({ Message: message }), 'AccessDeniedException')
}

/**
 * A signature that is there and not right. The body with `message` and its text are what callers of function URLs
 * report; that it is the same front end as Lambda's API, with that one's names of errors, is our reading.
 */
export function wrongSignature({ failure, message }: CredentialError): HttpAnswer {
  return serviceAnswer(403, JSON.stringify({ message }), CREDENTIAL_ERROR_NAMES[failure])
}

/** An address that never was, or no longer is, a function URL. */
export function unknownUrl(): HttpAnswer {
  return serviceAnswer(403, JSON.stringify({ Message: null }), 'AccessDeniedException')
}

/**
 * Reserved concurrency 0. The status is documented; the body was never recorded for a URL and is kept to the text
 * that a direct Invoke answers.
 */
export function throttled(): HttpAnswer {
  return serviceAnswer(429, JSON.stringify({ Message: 'Rate Exceeded.' }), 'TooManyRequestsException')
}

/**
 * A request over 6 MB. Status and limit are documented; the body was never recorded for a URL and is kept to the text
 * that a direct Invoke answers.
 */
export function tooLarge(): HttpAnswer {
  const message = `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes for the InvokeFunction operation`
  return serviceAnswer(413, JSON.stringify({ message }), 'RequestEntityTooLargeException')
}

/** The function threw, or answered something that is no HTTP response. */
export function functionFailed(): HttpAnswer {
  return serviceAnswer(502, 'Internal Server Error')
}
