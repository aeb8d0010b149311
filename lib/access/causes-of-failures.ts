import type { AccessFacts } from '@/lib/access/access-facts'
import { type Cause, fromGate } from '@/lib/access/cause'
import { gatesOf } from '@/lib/access/walk-gates'

const cause = (id: string, title: string, text: string, state: Cause['state'] = 'unseen'): Cause => ({
  id,
  title,
  state,
  text,
})

const NOT_PERMISSIONS = cause(
  'permissions',
  'Permissions',
  'Calls that are not allowed get 403.',
  'ruled-out',
)
const NOT_CONCURRENCY = cause(
  'concurrency',
  'Concurrency',
  'Calls over the concurrency get 429.',
  'ruled-out',
)

/** What makes a function URL answer 429 (Lambda developer guide, "Throttling" of function URLs). */
export function causesOf429(facts: AccessFacts): Cause[] {
  const { reservedConcurrency } = facts
  const reserved = reservedConcurrency.ok ? reservedConcurrency.value : null
  const tooMany = cause(
    'too-many',
    'More requests than the concurrency allows',
    reserved === null
      ? 'Functions without reserved concurrency share the account’s concurrency in this Region.'
      : `${reserved} reserved: at most ${reserved} requests at once, and ${10 * reserved} a second.`,
  )
  return [
    ...fromGate(gatesOf(facts, { kind: 'unsigned' }), 'concurrency', 'The reserved concurrency is 0'),
    ...(reserved === 0 ? [] : [tooMany]),
    cause(
      'own-code',
      'The function’s own code answered 429',
      'A rate limit in the code looks the same. Its logs tell.',
    ),
    NOT_PERMISSIONS,
  ]
}

/** What makes a function URL answer 502: the function was started and gave no usable response. */
export function causesOf502(): Cause[] {
  return [
    cause(
      'function-failed',
      'The function ended with an error',
      'An unhandled error returns 502 with “Internal Server Error”. CloudWatch Logs has the error.',
    ),
    cause(
      'timed-out',
      'The function timed out',
      'CloudWatch Logs shows “Task timed out”. Raise the timeout, or make the function faster.',
    ),
    cause(
      'out-of-memory',
      'The function ran out of memory',
      'In CloudWatch Logs, Max Memory Used equals Memory Size, or the runtime was killed. Raise the memory.',
    ),
    cause(
      'wrong-shape',
      'The response has the wrong shape',
      'statusCode must be an HTTP status, header values strings, and the body a string; binary bodies need isBase64Encoded: true.',
    ),
    cause(
      'too-large',
      'The response is over 6 MB',
      'With invoke mode BUFFERED a response has at most 6 MB, Base64 counted. Stream it (RESPONSE_STREAM), or put it into S3 and redirect.',
    ),
    cause(
      'own-code',
      'The function’s own code answered 502',
      'A gateway behind the function may have failed. Its logs tell.',
    ),
    NOT_PERMISSIONS,
    NOT_CONCURRENCY,
  ]
}

/** What makes a function URL answer 413. */
export function causesOf413(): Cause[] {
  return [
    cause(
      'too-large',
      'The request is over Lambda’s limit',
      'A request has at most 6 MB, and a binary body counts a third larger, since Lambda hands it on in Base64. Upload large files to S3 with a presigned URL.',
    ),
    cause(
      'own-code',
      'The function’s own code answered 413',
      'A body limit in a framework, such as Express’s 100 KB for JSON, looks the same.',
    ),
    NOT_PERMISSIONS,
  ]
}

/** What makes a function URL answer 431. */
export function causesOf431(): Cause[] {
  return [
    cause(
      'too-large',
      'The request headers are too large',
      'Lambda or a proxy in front refuses them. Large cookies and tokens are the usual cause.',
    ),
    cause(
      'own-code',
      'The function’s own code answered 431',
      'A web server inside the function has a limit of its own; Node.js’s is 16 KB.',
    ),
    NOT_PERMISSIONS,
  ]
}

/** Why a response breaks off, comes all at once, or never ends (Lambda developer guide, "Response streaming"). */
export function causesOfStream(facts: AccessFacts): Cause[] {
  const isBuffered = facts.invokeMode === 'BUFFERED'
  const isStreamed = facts.invokeMode === 'RESPONSE_STREAM'
  const buffered = cause(
    'buffered',
    'It arrives all at once: the invoke mode is BUFFERED',
    isStreamed
      ? 'The invoke mode is RESPONSE_STREAM.'
      : 'BUFFERED collects the whole response before it is sent. Change the invoke mode to RESPONSE_STREAM.',
    isBuffered ? 'applies' : isStreamed ? 'ruled-out' : 'unseen',
  )
  return [
    buffered,
    cause(
      'not-streaming-code',
      'It arrives all at once: the code or something in front buffers',
      'In Node.js the handler must be wrapped in awslambda.streamifyResponse() and write in parts. Compression and proxies may hold parts back.',
    ),
    cause(
      'broken-off',
      'It breaks off (ERR_INCOMPLETE_CHUNKED_ENCODING)',
      'The status is sent before the body, so a later error, a timeout or a lack of memory can only cut the response off. CloudWatch Logs tells which. Over 200 MB it is cut off too.',
    ),
    cause(
      'never-ends',
      'It never ends',
      'The code must call responseStream.end(), and wait for what it writes. Otherwise the response stays open until the function times out.',
    ),
  ]
}
