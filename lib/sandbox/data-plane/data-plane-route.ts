import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { authenticate, type Caller, CredentialError } from '../credentials'
import { metricsOf } from '../metrics'
import type { SandboxContext, SandboxRequest, SandboxRoute } from '../route'
import type { SandboxState } from '../state'
import { functionAnswer } from './function-answer'
import { readFunctionUrlHost } from './function-url-host'
import {
  forbidden,
  functionFailed,
  type HeaderLine,
  type HttpAnswer,
  throttled,
  unknownUrl,
} from './http-answer'
import { type CalledUrl, mayInvokeUrl } from './may-invoke-url'
import { FunctionError, runFunction } from './run-function'
import { preflightAnswer, withCors } from './url-cors'
import { urlEvent } from './url-event'

interface Outcome {
  readonly answer: HttpAnswer
  /** A handler that throws answers 502, but was recorded to leave no datum in Url5xxCount. */
  readonly isHandlerFailure?: boolean
}

const LATEST = '$LATEST'

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
 * Who signed the request, on a URL that asks for it. What AWS answers to a signature it cannot accept was not
 * recorded: such a caller is nobody, and gets the same 403 as an unsigned one.
 */
function callerOf(context: SandboxContext, request: SandboxRequest, called: CalledUrl): Caller | undefined {
  if (called.url.authType === 'NONE') return undefined
  try {
    const caller = authenticate(context, request)
    return caller.service === 'lambda' && caller.region === called.fn.region ? caller : undefined
  } catch (error) {
    if (error instanceof CredentialError) return undefined
    throw error
  }
}

function invoke(
  context: SandboxContext,
  request: SandboxRequest,
  called: CalledUrl,
  requestId: string,
): Outcome {
  const { fn, qualifier, url } = called
  // A URL outlives its alias, but the alias's policy and target are gone.
  if (qualifier !== LATEST && !fn.aliases.has(qualifier)) return { answer: forbidden() }
  const preflight = preflightAnswer(url.cors, request)
  if (preflight !== undefined) return { answer: preflight }
  const caller = callerOf(context, request, called)
  const surroundings = { sourceIp: request.raw.socket.remoteAddress, now: context.now() }
  if (!mayInvokeUrl(called, caller, surroundings)) return { answer: forbidden() }
  if (fn.reservedConcurrency === 0) return { answer: throttled() }
  try {
    const event = urlEvent(request, { requestId, nowMs: context.now(), caller })
    return { answer: withCors(url.cors, request, functionAnswer(runFunction(fn.behaviour, event))) }
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error
    return { answer: functionFailed(), isHandlerFailure: true }
  }
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
  const [type, ...others] = answer.headers
  const hasBody = answer.status !== 204 && answer.status !== 304
  // A streamed answer has no length beforehand: Node then sends it in chunks.
  const length: HeaderLine[] = isStreamed || !hasBody ? [] : [['Content-Length', String(answer.body.length)]]
  const lines = [...(type ? [type] : []), ...length, ['x-amzn-RequestId', requestId] as const, ...others]
  response.writeHead(answer.status, lines.flat())
  response.end(hasBody ? answer.body : undefined)
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
    const outcome = invoke(context, request, called, requestId)
    count(context, called, outcome, startedAt)
    send(response, outcome.answer, requestId, called.url.invokeMode === 'RESPONSE_STREAM')
  },
}
