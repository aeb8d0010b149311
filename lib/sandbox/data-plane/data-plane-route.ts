import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { authenticate, CredentialError, isSigned, type Signer } from '@/lib/sandbox/credentials'
import { functionAnswer } from '@/lib/sandbox/data-plane/function-answer'
import { readFunctionUrlHost } from '@/lib/sandbox/data-plane/function-url-host'
import {
  forbidden,
  functionFailed,
  type HeaderLine,
  type HttpAnswer,
  MAX_PAYLOAD_BYTES,
  throttled,
  tooLarge,
  unknownUrl,
  wrongSignature,
} from '@/lib/sandbox/data-plane/http-answer'
import { type CalledUrl, mayInvokeUrl } from '@/lib/sandbox/data-plane/may-invoke-url'
import { FunctionError, type FunctionRun, runFunction } from '@/lib/sandbox/data-plane/run-function'
import { preflightAnswer, withCors } from '@/lib/sandbox/data-plane/url-cors'
import { urlEvent } from '@/lib/sandbox/data-plane/url-event'
import { delay } from '@/lib/sandbox/delay'
import { metricsOf } from '@/lib/sandbox/metrics'
import type { SandboxContext, SandboxRequest, SandboxRoute } from '@/lib/sandbox/route'
import type { SandboxState } from '@/lib/sandbox/state'

interface Outcome {
  answer: HttpAnswer
  /** A handler that throws answers 502, but was recorded to leave no datum in Url5xxCount. */
  isHandlerFailure?: boolean
  /** Whose signature it was, on a URL that asks for one. */
  caller?: Signer
  /** Chunks to be written one by one, instead of the answer's body. */
  stream?: FunctionRun['stream']
}

const LATEST = '$LATEST'

/** What a request to a function URL is called in the ledger. */
const INVOKE = 'InvokeFunctionUrl'

// Enough to see what was sent; a long-running demo keeps many entries.
const RECORDED_BODY_BYTES = 4096

/** Finds what stands behind the host; a URL id is only known in its own region. */
function locate(state: SandboxState, host: string): CalledUrl | undefined {
  const parsed = readFunctionUrlHost(host)
  const location = parsed && state.urlIds.get(parsed.urlId)
  if (parsed === undefined || location === undefined || location.region !== parsed.region) return undefined
  const { qualifier, functionName, region } = location
  const account = state.accounts.get(location.account)
  const fn = account?.regions.get(region)?.functions.get(functionName)
  const url = fn?.urls.get(qualifier)
  return account && fn && url ? { account, fn, qualifier, url } : undefined
}

/**
 * Who signed the request, on a URL that asks for it; nobody, where nobody did. Throws CredentialError for a signature
 * that is not right.
 */
function callerOf(context: SandboxContext, request: SandboxRequest, called: CalledUrl): Signer | undefined {
  if (called.url.authType === 'NONE' || !isSigned(request)) return undefined
  return authenticate(context, request, { service: 'lambda', region: called.fn.region })
}

async function invoke(
  context: SandboxContext,
  request: SandboxRequest,
  called: CalledUrl,
  requestId: string,
): Promise<Outcome> {
  const { fn, qualifier, url } = called
  // A URL outlives its alias, but the alias's policy and target are gone.
  if (qualifier !== LATEST && !fn.aliases.has(qualifier)) return { answer: forbidden() }
  const preflight = preflightAnswer(url.cors, request)
  if (preflight !== undefined) return { answer: preflight }
  let caller: Signer | undefined
  try {
    caller = callerOf(context, request, called)
  } catch (error) {
    if (error instanceof CredentialError) return { answer: wrongSignature(error) }
    throw error
  }
  const surroundings = { sourceIp: request.raw.socket.remoteAddress, now: context.now() }
  if (!mayInvokeUrl(called, caller, surroundings)) return { answer: forbidden(), caller }
  if (fn.reservedConcurrency === 0) return { answer: throttled(), caller }
  try {
    const event = urlEvent(request, { requestId, nowMs: context.now(), caller })
    // A binary body counts as the Base64 text that the function gets.
    if (Buffer.byteLength(event.body ?? '') > MAX_PAYLOAD_BYTES) return { answer: tooLarge(), caller }
    const { value, stream } = await runFunction(fn.behaviour, event)
    if (url.invokeMode !== 'RESPONSE_STREAM') refuseTooLarge(value)
    const answer = withCors(url.cors, request, functionAnswer(value))
    if (stream === undefined) return { answer, caller }
    if (url.invokeMode === 'RESPONSE_STREAM') return { answer, caller, stream }
    await delay(stream.gapMs * Math.max(0, stream.chunks.length - 1))
    return { answer, caller }
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error
    return { answer: functionFailed(), caller, isHandlerFailure: true }
  }
}

/** A buffered response counts as the JSON that the handler gave: a binary body as its Base64 text. */
function refuseTooLarge(value: unknown): void {
  if (Buffer.byteLength(JSON.stringify(value) ?? '') > MAX_PAYLOAD_BYTES)
    throw new FunctionError('Response payload size exceeded maximum allowed payload size')
}

/** For the ledger: what came in, without what signs it. */
function record(
  context: SandboxContext,
  request: SandboxRequest,
  called: CalledUrl,
  outcome: Outcome,
  requestId: string,
): void {
  const { account, fn, qualifier } = called
  const { authorization: _, 'x-amz-security-token': __, ...headers } = request.headers
  context.ledger.record({
    at: context.now(),
    requestId,
    service: 'function-url',
    operation: INVOKE,
    account: account.id,
    region: fn.region,
    principalArn: outcome.caller?.principal.arn ?? '',
    resource: qualifier === LATEST ? fn.arn : `${fn.arn}:${qualifier}`,
    functionName: fn.name,
    parameters: {
      method: request.method,
      path: request.rawPath,
      query: request.url.search.slice(1),
      headers,
      body: request.body.toString('utf8', 0, RECORDED_BODY_BYTES),
    },
    status: outcome.answer.status,
  })
}

function count(context: SandboxContext, called: CalledUrl, outcome: Outcome, startedAt: number): void {
  const { status } = outcome.answer
  metricsOf(context.state).record(
    {
      account: called.account.id,
      region: called.fn.region,
      functionName: called.fn.name,
      qualifier: called.qualifier,
    },
    context.now(),
    {
      latencyMs: Math.max(1, performance.now() - startedAt),
      is4xx: status >= 400 && status < 500,
      is5xx: status >= 500 && outcome.isHandlerFailure !== true,
    },
  )
}

function send(response: ServerResponse, answer: HttpAnswer, requestId: string, isStreamed: boolean): void {
  const hasBody = begin(response, answer, requestId, isStreamed)
  response.end(hasBody ? answer.body : undefined)
}

/** Writes the head; answers whether a body may follow. */
function begin(response: ServerResponse, answer: HttpAnswer, requestId: string, isStreamed: boolean) {
  const [type, ...others] = answer.headers
  const hasBody = answer.status !== 204 && answer.status !== 304
  // A streamed answer has no length beforehand: Node then sends it in chunks.
  const length: HeaderLine[] = isStreamed || !hasBody ? [] : [['Content-Length', String(answer.body.length)]]
  const lines = [...(type ? [type] : []), ...length, ['x-amzn-RequestId', requestId] as const, ...others]
  response.writeHead(answer.status, lines.flat())
  return hasBody
}

/** Writes chunk by chunk until all are out or nobody listens any more. */
async function sendStream(
  response: ServerResponse,
  answer: HttpAnswer,
  requestId: string,
  { chunks, gapMs }: NonNullable<Outcome['stream']>,
): Promise<void> {
  begin(response, answer, requestId, true)
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0) await Promise.race([delay(gapMs), closed(response)])
    if (response.destroyed) return
    response.write(chunk)
  }
  response.end()
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('close', resolve))
}

/** The endpoint behind every function URL: routed by Host, open to unsigned requests. */
export const dataPlaneRoute: SandboxRoute = {
  name: 'function URLs',
  matches: (request) => readFunctionUrlHost(request.host) !== undefined,
  async handle(context, request, response) {
    const requestId = randomUUID()
    const startedAt = performance.now()
    const called = locate(context.state, request.host)
    if (called === undefined) return send(response, unknownUrl(), requestId, false)
    const outcome = await invoke(context, request, called, requestId)
    count(context, called, outcome, startedAt)
    record(context, request, called, outcome, requestId)
    if (outcome.stream) return sendStream(response, outcome.answer, requestId, outcome.stream)
    send(response, outcome.answer, requestId, called.url.invokeMode === 'RESPONSE_STREAM')
  },
}
