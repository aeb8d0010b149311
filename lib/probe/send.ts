import 'server-only'
import type { IncomingMessage } from 'node:http'
import type { Permit } from '@/lib/auth/permit'
import { type VerbCall, verb } from '@/lib/auth/verb'
import { type RequestSignature, signRequest } from '@/lib/aws/sign-request'
import { env } from '@/lib/env'
import { functionUrlNotFound } from '@/lib/failures/not-found'
import { FailureError, fail } from '@/lib/failures/result'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { ProbeEvent, ShownHeader } from '@/lib/probe/event'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import { openExchange, type Wire } from '@/lib/probe/open-exchange'
import { type ProbeTarget, probeTarget } from '@/lib/probe/probe-target'
import { readReply } from '@/lib/probe/read-reply'
import { recordSending } from '@/lib/probe/record-sending'
import { requestHeaders, requestTarget, sendingOperation } from '@/lib/probe/request'
import { type ProbeInput, probeInputSchema } from '@/lib/probe/schema'
import { isSecretName } from '@/lib/probe/secret-name'
import { takeSendingPlace } from '@/lib/probe/sending-places'
import { withoutSecrets } from '@/lib/probe/without-secrets'
import { logLine } from '@/lib/process/log'

/**
 * Sends one request to the function URL of an identity and tells of it as it happens: the reply's head, its body in
 * chunks, its end. In read-only mode only requests that are meant to change nothing.
 * @throws {FailureError} before the reply's head is here: `read-only`, `sending-limit`, `not-found`,
 * `not-a-function-url`, `unreachable`, `timed-out`, or what is wrong with the credentials.
 */
export const sendRequest = verb({
  name: 'sendRequest',
  input: probeInputSchema,
  operation: sendingOperation,
  resource: (input) => input,
  work: (call) => sendOver(call),
})

/** The work of `sendRequest`; tests give a wire of their own. */
export async function sendOver(call: VerbCall<ProbeInput>, wire?: Wire): Promise<AsyncIterable<ProbeEvent>> {
  const leave = await takeSendingPlace(call.permit.actor.id)
  call.permit.context.signal.addEventListener('abort', leave, { once: true })
  try {
    return thenDo(leave, await reply(call, wire))
  } catch (error) {
    leave()
    throw error
  }
}

async function* thenDo<T>(last: () => void, events: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* events
  } finally {
    last()
  }
}

async function reply(
  { permit, input }: VerbCall<ProbeInput>,
  wire?: Wire,
): Promise<AsyncIterable<ProbeEvent>> {
  const { config } = await getFunctionUrlConfig.within(permit, input)
  if (config === null) throw functionUrlNotFound()
  const target = targetOf(config, input)
  const startedAt = performance.now()
  const { headers, sent, signature } = await outgoingHeaders(permit, input, target)
  const { mode, method, body } = input
  const outgoing = { mode, method, target: requestTarget(input), headers, body }
  const signal = AbortSignal.any([permit.context.signal, AbortSignal.timeout(timeLimit(config))])
  const record = await recordSending(permit, input, input)
  const begun = performance.now()
  const received = await openWithin(permit, input, target, outgoing, signal, wire).catch(
    async (error: unknown) => {
      const failure = failureOfSending(error, target, permit.context.signal)
      logSending(permit, input, startedAt, failure.failure.code)
      await record.end({ failure: failure.failure.code })
      throw failure
    },
  )
  await record.end({ status: received.statusCode })
  logSending(permit, input, startedAt, 'answered', received.statusCode)
  const head: ProbeEvent = {
    kind: 'head',
    url: `${target.origin}${outgoing.target}`,
    sent,
    status: received.statusCode ?? 0,
    statusText: received.statusMessage ?? '',
    headers: receivedHeaders(received),
    isStreamed: config.InvokeMode === 'RESPONSE_STREAM',
    firstByteMs: performance.now() - begun,
  }
  return withoutSecrets(readReply(head, received, signal, begun), signature?.secrets ?? [])
}

function targetOf(config: FunctionUrlConfig, { region }: ProbeInput): ProbeTarget {
  const pattern = env().functionUrlHost
  const target = probeTarget(config.FunctionUrl, region, pattern)
  if (target) return target
  return fail(
    'not-a-function-url',
    `AWS named an address for this function URL that is not one of ${pattern}.`,
  )
}

const timeLimit = ({ InvokeMode }: FunctionUrlConfig) =>
  InvokeMode === 'RESPONSE_STREAM' ? PROBE_LIMITS.streamMs : PROBE_LIMITS.replyMs

/** The reply's head has a limit of its own, which ends with it. */
async function openWithin(
  ...[permit, identity, target, outgoing, signal, wire]: Parameters<typeof openExchange>
) {
  const late = new AbortController()
  const timer = setTimeout(
    () => late.abort(new DOMException('No reply in time.', 'TimeoutError')),
    PROBE_LIMITS.replyMs,
  )
  try {
    return await openExchange(
      permit,
      identity,
      target,
      outgoing,
      AbortSignal.any([signal, late.signal]),
      wire,
    )
  } finally {
    clearTimeout(timer)
  }
}

interface OutgoingHeaders {
  headers: Record<string, string>
  /** The same for the screen. */
  sent: ShownHeader[]
  signature?: RequestSignature
}

async function outgoingHeaders(
  permit: Permit,
  input: ProbeInput,
  target: ProbeTarget,
): Promise<OutgoingHeaders> {
  const typed = requestHeaders(input)
  const own = Object.fromEntries(typed.map(({ name, value }) => [name, value]))
  const signature = input.mode === 'signed' ? await signatureOf(permit, input, target, own) : undefined
  const headers = {
    ...(signature?.headers ?? { host: target.host, ...own }),
    ...(typed.some(({ name }) => name.toLowerCase() === 'user-agent') ? {} : { 'user-agent': USER_AGENT }),
    ...lengthOf(input),
    connection: 'close',
  }
  const sent = Object.entries(headers).map(
    ([name, value]): ShownHeader => [name, isSecretName(name) ? null : value],
  )
  return { headers, sent, signature }
}

const USER_AGENT = 'function-url-console'

function lengthOf({ method, body }: ProbeInput): Record<string, string> {
  const hasLength = body !== '' || method === 'POST' || method === 'PUT' || method === 'PATCH'
  return hasLength ? { 'content-length': String(Buffer.byteLength(body)) } : {}
}

function signatureOf(
  permit: Permit,
  input: ProbeInput,
  target: ProbeTarget,
  headers: Record<string, string>,
): Promise<RequestSignature> {
  const query: Record<string, string[]> = Object.create(null)
  for (const { name, value } of input.query) query[name] = [...(query[name] ?? []), value]
  const [path = '/'] = requestTarget(input).split('?')
  const { host, isLocal } = target
  const protocol = isLocal ? 'http:' : 'https:'
  const { method, body } = input
  return signRequest(permit, input, { method, protocol, host, path, query, headers, body })
}

function receivedHeaders({ rawHeaders }: IncomingMessage): ShownHeader[] {
  return rawHeaders.flatMap((name, index): ShownHeader[] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
  )
}

/** What the network said, as a failure; what nobody knows goes on as it is, so that the log gets its stack. */
function failureOfSending(error: unknown, { host, hostname }: ProbeTarget, left: AbortSignal): FailureError {
  if (error instanceof FailureError) return error
  if (left.aborted)
    return new FailureError({ code: 'aborted', message: 'The request was ended before a response came.' })
  const { name = '', code = '' } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError' || name === 'AbortError') {
    const message = `${host} did not respond within ${PROBE_LIMITS.replyMs / 1000} seconds.`
    return new FailureError({ code: 'timed-out', message })
  }
  const message =
    code === 'ENOTFOUND'
      ? `The name service does not know ${hostname}.`
      : `${host} could not be reached (${code || name}).`
  return new FailureError({ code: 'unreachable', message })
}

/** Every request that was sent; one with another method than GET, HEAD and OPTIONS may have changed something. */
function logSending(
  permit: Permit,
  input: ProbeInput,
  startedAt: number,
  outcome: string,
  status?: number,
): void {
  const { account, region, functionName, qualifier, method, mode } = input
  logLine({
    level: 'info',
    event: 'request-sent',
    account,
    region,
    functionName,
    qualifier,
    method,
    mode,
    actor: permit.actor.name,
    requestId: permit.context.requestId,
    milliseconds: Math.round(performance.now() - startedAt),
    outcome,
    status,
  })
}
