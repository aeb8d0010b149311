import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/auth/context'
import { DatabaseError } from '@/lib/db/database-error'
import { type Failure, FailureError, failed, ok, type Result } from '@/lib/failures/result'
import { logLine } from '@/lib/process/log'
import { observe, secondsSince } from '@/lib/telemetry/observe'
import { inSpan } from '@/lib/telemetry/spans'

/**
 * The one catch: what a verb answers or throws as a value. What nobody expected is written to the log under an id
 * and shown as that id alone. One log line for each verb.
 */
export async function attempt<T>(
  name: string,
  ctx: Pick<Context, 'requestId' | 'signal'>,
  work: () => Promise<T>,
): Promise<Result<T>> {
  const startedAt = performance.now()
  const span = { name: `verb ${name}`, attributes: { 'console.request_id': ctx.requestId } }
  const result = await inSpan(span, () => caught(name, ctx, work), ending)
  observe({
    kind: 'verb',
    verb: name,
    outcome: result.ok ? 'ok' : result.failure.code,
    seconds: secondsSince(startedAt),
  })
  logLine({
    level: 'info',
    event: 'verb',
    verb: name,
    requestId: ctx.requestId,
    milliseconds: Math.round(performance.now() - startedAt),
    outcome: result.ok ? 'ok' : result.failure.code,
  })
  return result
}

/** A failure that a person can do something about has failed nothing of the console's. */
const ending = (result: Result<unknown>) => ({
  attributes: { 'console.outcome': result.ok ? 'ok' : result.failure.code },
  isFailed: !result.ok && result.failure.code === 'internal',
})

async function caught<T>(
  name: string,
  ctx: Pick<Context, 'requestId' | 'signal'>,
  work: () => Promise<T>,
): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    return failed(failureOfError(error, ctx, name))
  }
}

function endOf({ reason }: AbortSignal): Failure {
  const isTimeOut = reason instanceof Error && reason.name === 'TimeoutError'
  if (isTimeOut) return { code: 'timed-out', message: 'The request took longer than it may.' }
  return { code: 'aborted', message: 'The request was ended before it was finished.' }
}

function failureOfError(error: unknown, ctx: Pick<Context, 'requestId' | 'signal'>, verb: string): Failure {
  if (error instanceof FailureError) return error.failure
  if (error instanceof DatabaseError) return { code: error.code, message: error.message }
  if (ctx.signal.aborted) return endOf(ctx.signal)
  const logId = randomUUID()
  const stack = error instanceof Error ? error.stack : String(error)
  logLine({ level: 'error', event: 'surprise', logId, verb, requestId: ctx.requestId, stack })
  return { code: 'internal', message: `Something unexpected happened; the log has it under ${logId}.`, logId }
}
