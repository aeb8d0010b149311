import 'server-only'
import { randomUUID } from 'node:crypto'
import { assertCovers, type Permit } from '@/lib/auth/permit'
import type { FailureCode } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { appendEvent } from '@/lib/journal/journal'
import { isSafeRequest, type ProbeRequest } from '@/lib/probe/request'
import { SENDING_STREAM, type SendingEvent } from '@/lib/probe/sending-events'
import { logLine } from '@/lib/process/log'

interface RecordedSending {
  /** How it ended. What cannot be written any more is in the log; nobody can take the request back. */
  end: (ending: { status?: number; failure?: FailureCode }) => Promise<void>
}

const NOT_RECORDED: RecordedSending = { end: async () => undefined }

/**
 * Writes down that a request goes out which may change something, before it does. GET, HEAD and OPTIONS, which are
 * not meant to, stand in the log only, unless a header or parameter stands for another method.
 * @throws {FailureError} `record-unavailable`: then it must not be sent.
 */
export async function recordSending(
  permit: Permit,
  identity: FunctionUrlIdentity,
  request: Pick<ProbeRequest, 'method' | 'mode' | 'headers' | 'query'>,
): Promise<RecordedSending> {
  const { method, mode } = request
  if (isSafeRequest(request)) return NOT_RECORDED
  const { account, region, functionName, qualifier } = identity
  const of = { account, region, functionName, qualifier }
  assertCovers(permit, of)
  const id = randomUUID()
  const append = (event: SendingEvent) =>
    appendEvent(SENDING_STREAM, {
      id,
      actor: permit.actor,
      requestId: permit.context.requestId,
      at: permit.context.now().toISOString(),
      identity: of,
      event,
    })
  await append({ type: 'sending', method, mode })
  return {
    end: (ending) =>
      append({ type: 'sending-ended', ...ending }).catch(() =>
        logLine({ level: 'error', event: 'journal.incomplete', sending: id }),
      ),
  }
}
