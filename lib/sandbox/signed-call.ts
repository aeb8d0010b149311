import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { authenticate, CredentialError, isDenied, type Signer } from '@/lib/sandbox/credentials'
import { delay } from '@/lib/sandbox/delay'
import type { FaultEffect } from '@/lib/sandbox/faults'
import type { SandboxContext, SandboxRequest } from '@/lib/sandbox/route'
import { accessDenied, rateExceeded, ServiceError } from '@/lib/sandbox/service-error'
import { trailOf } from '@/lib/sandbox/trail/trail'
import { trailEventOf } from '@/lib/sandbox/trail/trail-event'

/** What goes out, ready to be written. */
export interface WireAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** How one service spells its failures on the wire. */
export interface Dialect {
  credentialFailure(error: CredentialError): ServiceError
  render(error: ServiceError, requestId: string): WireAnswer
}

/** One API call, already recognised but neither authorised nor carried out. */
export interface SignedCall {
  /** Prefix of the IAM action: `lambda`, `sts`, `cloudwatch`. */
  service: string
  operation: string
  functionName?: string
  /** For the ledger. */
  parameters: Readonly<Record<string, unknown>>
  /** Whether Lambda's control-plane rate applies. */
  isThrottled: boolean
  /** Whether IAM may deny it; GetCallerIdentity is always allowed. */
  isAlwaysAllowed?: boolean
  dialect: Dialect
  /** The ARN that messages and the ledger name, `*` when the call is about no single resource. */
  resource(caller: Signer): string
  /** Does it; throws ServiceError for every failure the service has a name for. */
  run(caller: Signer, requestId: string): WireAnswer
}

/** What a service signs as, where that is not the prefix of its IAM actions. Source: the API models, signingName. */
const SIGNING_NAMES: Readonly<Record<string, string>> = { cloudwatch: 'monitoring', tag: 'tagging' }

interface Decision {
  answer: WireAnswer | 'reset' | 'hang'
  errorCode?: string
  /** The call never reached AWS. */
  isUnseen?: boolean
  /** What AWS answered, whatever arrived of it. */
  effect?: WireAnswer
}

function authorise(context: SandboxContext, call: SignedCall, caller: Signer): void {
  const action = `${call.service}:${call.operation}`
  if (!call.isAlwaysAllowed && isDenied(caller.principal, action)) {
    throw accessDenied(
      `User: ${caller.principal.arn} is not authorized to perform: ${action} on resource: ` +
        `${call.resource(caller)} because no identity-based policy allows the ${action} action`,
    )
  }
  if (!call.isThrottled) return
  const { account, region } = caller
  if (!context.throttle.take(account.id, region, call.operation, context.now())) throw rateExceeded()
}

const CAPITAL_MESSAGE = new Set(['ResourceNotFoundException', 'PublicPolicyException'])

async function applyFault(call: SignedCall, effect: FaultEffect | undefined, requestId: string) {
  if (effect === undefined) return undefined
  if (effect === 'reset' || effect === 'hang') return { answer: effect } satisfies Decision
  if ('slowMs' in effect) {
    await delay(effect.slowMs)
    return undefined
  }
  if ('foreign' in effect) {
    const { status, headers = {}, body = '' } = effect.foreign
    return { answer: { status, headers, body } } satisfies Decision
  }
  const message = effect.message ?? effect.code
  // The same spelling rule as the real errors have.
  const text = CAPITAL_MESSAGE.has(effect.code) ? { Message: message } : { message }
  const error = new ServiceError(effect.status, effect.code, { Type: 'User', ...text })
  return { answer: call.dialect.render(error, requestId), errorCode: effect.code } satisfies Decision
}

async function decide(
  context: SandboxContext,
  call: SignedCall,
  caller: Signer,
  requestId: string,
): Promise<Decision> {
  const { operation, functionName } = call
  const target = { operation, functionName, account: caller.account.id, region: caller.region }
  try {
    authorise(context, call, caller)
    const refused = await applyFault(call, context.faults.take(target, 'before'), requestId)
    if (refused !== undefined) return { ...refused, isUnseen: refused.errorCode === undefined }
    const answer = call.run(caller, requestId)
    const instead = await applyFault(call, context.faults.take(target, 'after'), requestId)
    return { answer, ...instead, effect: answer }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { answer: call.dialect.render(error, requestId), errorCode: error.code }
  }
}

function send(response: ServerResponse, answer: WireAnswer | 'reset' | 'hang'): void {
  if (answer === 'hang') return
  if (answer === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const length = answer.status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(answer.body)) }
  response.writeHead(answer.status, { ...answer.headers, ...length })
  response.end(answer.body)
}

interface Decided {
  signer: Signer
  verdict: Decision
  requestId: string
}

/** Lambda's calls are management events, whatever became of them, but for those that never got that far. */
function tellTrail(
  context: SandboxContext,
  request: SandboxRequest,
  call: SignedCall,
  { signer, verdict, requestId }: Decided,
): void {
  const { isUnseen, effect = verdict.answer } = verdict
  // What went wrong on the way back went right there.
  const errorCode = verdict.effect ? undefined : verdict.errorCode
  if (call.service !== 'lambda' || isUnseen || errorCode === 'TooManyRequestsException') return
  const body = typeof effect === 'string' || effect.body === '' ? {} : JSON.parse(effect.body)
  const { operation, functionName, parameters } = call
  const error = errorCode && { code: errorCode, message: String(body.message ?? body.Message ?? '') }
  const told = {
    operation,
    functionName,
    parameters,
    requestId,
    ...(error ? { error } : { response: body }),
    sourceIp: request.raw.socket.remoteAddress ?? '127.0.0.1',
    userAgent: request.headers['user-agent'] ?? '',
    at: context.now(),
  }
  trailOf(context.state).add(trailEventOf(told, signer))
}

/**
 * Takes one call through everything a signed AWS call goes through: signature, permission, rate, scripted faults,
 * effect, ledger, latency, answer.
 */
export async function serveSignedCall(
  context: SandboxContext,
  request: SandboxRequest,
  response: ServerResponse,
  call: SignedCall,
): Promise<void> {
  const requestId = randomUUID()
  let caller: Signer | undefined
  let verdict: Decision
  try {
    caller = authenticate(context, request, { service: SIGNING_NAMES[call.service] ?? call.service })
    verdict = await decide(context, call, caller, requestId)
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error
    const failure = call.dialect.credentialFailure(error)
    verdict = { answer: call.dialect.render(failure, requestId), errorCode: failure.code }
  }
  if (caller !== undefined) tellTrail(context, request, call, { signer: caller, verdict, requestId })
  context.ledger.record({
    at: context.now(),
    requestId,
    service: call.service,
    operation: call.operation,
    account: caller?.account.id ?? '',
    region: caller?.region ?? '',
    principalArn: caller?.principal.arn ?? '',
    resource: caller ? call.resource(caller) : '*',
    functionName: call.functionName,
    parameters: call.parameters,
    status: typeof verdict.answer === 'string' ? 0 : verdict.answer.status,
    errorCode: verdict.errorCode,
  })
  await delay(context.latencyMs)
  send(response, verdict.answer)
}
