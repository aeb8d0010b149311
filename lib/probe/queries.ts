import { type Failure, FailureError } from '@/lib/failures/result'
import { functionUrlApiPath } from '@/lib/identity/api-paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ProbeEvent } from '@/lib/probe/event'
import type { ProbeRequest } from '@/lib/probe/request'

/**
 * Has the console send a request to the function URL of an identity, and tells of it as it happens. Aborting the
 * signal ends the request at the function URL too.
 * @throws {FailureError} before the first event; or the signal's reason.
 */
export async function* sendProbe(
  identity: FunctionUrlIdentity,
  request: ProbeRequest,
  signal: AbortSignal,
): AsyncGenerator<ProbeEvent> {
  const response = await fetch(functionUrlApiPath(identity, 'send'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    cache: 'no-store',
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new FailureError({ code: 'unreachable', message: 'The console itself does not respond.' })
  })
  if (!response.ok || response.body === null) throw new FailureError(await failureIn(response))
  yield* eventsIn(response.body)
}

async function failureIn(response: Response): Promise<Failure> {
  const result: unknown = await response.json().catch(() => undefined)
  if (result !== null && typeof result === 'object' && 'failure' in result) return result.failure as Failure
  const message = `The console answered with status ${response.status} and nothing that can be read.`
  return { code: 'internal', message }
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ProbeEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as ProbeEvent
  }
}
