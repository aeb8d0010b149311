import 'server-only'
import type { LookupEventsCommand, LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail'
import type {
  CloudWatchClientResolvedConfig,
  $Command as MetricsCommandClass,
  ServiceInputTypes as MetricsInput,
  ServiceOutputTypes as MetricsOutput,
} from '@aws-sdk/client-cloudwatch'
import type {
  LambdaClientResolvedConfig,
  $Command as LambdaCommandClass,
  ServiceInputTypes as LambdaInput,
  ServiceOutputTypes as LambdaOutput,
} from '@aws-sdk/client-lambda'
import type {
  GetResourcesCommand,
  GetResourcesCommandOutput,
} from '@aws-sdk/client-resource-groups-tagging-api'
import type { Context } from '@/lib/auth/context'
import { bondOf, type Permit } from '@/lib/auth/permit'
import { forgetCredentials, requireTarget } from '@/lib/aws/accounts'
import { placeOf } from '@/lib/aws/answer-form'
import { BEFORE_READING, believeLambda, believeService } from '@/lib/aws/believe-aws'
import { type CallLimit, callLimit } from '@/lib/aws/call-limit'
import { cloudTrailClient, cloudWatchClient, lambdaClient, taggingClient, type Use } from '@/lib/aws/clients'
import { endedBy } from '@/lib/aws/ended-by'
import { type CallDescription, failureOf, isThrottled } from '@/lib/aws/failure-of'
import { type Asker, createPace, PaceFullError } from '@/lib/aws/pace'
import { lambdaResource, permittedUse } from '@/lib/aws/permitted-use'
import { sessionOf } from '@/lib/aws/role-session'
import { budgetKey, sharedBudget } from '@/lib/budget/shared-budget'
import { env } from '@/lib/env'
import { FailureError, fail } from '@/lib/failures/result'
import type { FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { logLine } from '@/lib/process/log'
import { singleton } from '@/lib/process/singleton'
import { observe, secondsSince } from '@/lib/telemetry/observe'
import { inSpan, type SpanOf } from '@/lib/telemetry/spans'

/** What the SDK says about the call beside its answer. */
export interface Sent {
  requestId?: string
  attempts: number
}

interface Answered {
  $metadata: { requestId?: string; attempts?: number }
}

type LambdaCommand<Input extends LambdaInput, Output extends LambdaOutput> = LambdaCommandClass<
  Input,
  Output,
  LambdaClientResolvedConfig,
  LambdaInput,
  LambdaOutput
>

/** Any command of Lambda's, where it does not matter which. */
export type LambdaWrite = LambdaCommand<LambdaInput, LambdaOutput>

/** Lambda's quotas: GetPolicy has one of its own, every other operation shares one, each per account and region. */
type Quota = 'GetPolicy' | 'control plane' | 'CloudWatch' | 'CloudTrail' | 'tagging'

/**
 * Makes a call to Lambda in one account and region, if the permit is for exactly that: through the pace of its quota
 * (every attempt, also the SDK's repeats), ended by the context's signal and deadline, with one log line.
 * @throws {PermitError} before anything is asked, when the permit is for another call or another resource.
 * @throws {FailureError} whose `cause` is the SDK's error.
 */
export async function send<Input extends LambdaInput, Output extends LambdaOutput>(
  permit: Permit,
  target: Target,
  command: LambdaCommand<Input, Output>,
  about: CallDescription,
): Promise<Output & Sent> {
  const use = permittedUse(permit, about.operation, lambdaResource(target, about.operation, command.input))
  const quota = about.operation === 'GetPolicy' ? 'GetPolicy' : 'control plane'
  const { context } = permit
  return transmit({ context, target, use, about: { ...about, target } }, async (limit) => {
    await requireTarget(permit, target)
    const { operation, resource } = about
    const place = resource ? placeOf(resource) : `${target.region}:${target.account}`
    const believed = believeLambda({ operation, input: command.input, place }, limit.signal)
    command.middlewareStack.addRelativeTo(believed, BEFORE_READING)
    command.middlewareStack.addRelativeTo(atPace(quota, askerOf(permit), target, limit), BEFORE_SIGNING)
    return lambdaClient(target, use, sessionOf(context.actor)).send(command, { abortSignal: limit.signal })
  })
}

type MetricsCommand<Input extends MetricsInput, Output extends MetricsOutput> = MetricsCommandClass<
  Input,
  Output,
  CloudWatchClientResolvedConfig,
  MetricsInput,
  MetricsOutput
>

/**
 * Makes a call to CloudWatch about one function URL, or about all of an account and region, as `send` does to Lambda.
 * @throws {PermitError, FailureError}
 */
export const sendMetrics = <Input extends MetricsInput, Output extends MetricsOutput>(
  permit: Permit,
  place: Place,
  command: MetricsCommand<Input, Output>,
  about: CallDescription,
): Promise<Output & Sent> =>
  sendBeside({ permit, place, command, about, quota: 'CloudWatch', service: 'cloudwatch' }, (call) =>
    cloudWatchClient(call.target, call.use).send(command, { abortSignal: call.signal }),
  )

/**
 * Asks CloudTrail's event history of one account and region, at two calls a second, which is all that AWS allows.
 * @throws {PermitError, FailureError}
 */
export const sendTrail = (
  permit: Permit,
  place: Target,
  command: LookupEventsCommand,
): Promise<LookupEventsCommandOutput & Sent> => {
  const about = { operation: 'LookupEvents' }
  return sendBeside({ permit, place, command, about, quota: 'CloudTrail', service: 'cloudtrail' }, (call) =>
    cloudTrailClient(call.target, call.use).send(command, { abortSignal: call.signal }),
  )
}

/** Asks for the tags of everything in one account and region. @throws {PermitError, FailureError} */
export const sendTagging = (
  permit: Permit,
  place: Target,
  command: GetResourcesCommand,
): Promise<GetResourcesCommandOutput & Sent> => {
  const about = { operation: 'GetResources' }
  return sendBeside({ permit, place, command, about, quota: 'tagging', service: 'tag' }, (call) =>
    taggingClient(call.target, call.use).send(command, { abortSignal: call.signal }),
  )
}

type Place = Target & Partial<FunctionUrlIdentity>

/** A call to a service beside Lambda. */
interface CallBeside {
  permit: Permit
  place: Place
  command: { middlewareStack: { addRelativeTo(middleware: object, options: object): void } }
  about: CallDescription
  quota: Quota
  /** Its prefix in IAM. */
  service: string
}

type Delivery<Output> = (call: { target: Target; use: Use; signal: AbortSignal }) => Promise<Output>

function sendBeside<Output extends Answered>(
  { permit, place, command, about, quota, service }: CallBeside,
  deliver: Delivery<Output>,
): Promise<Output & Sent> {
  const { account, region, functionName, qualifier } = place
  const use = permittedUse(permit, about.operation, { account, region, functionName, qualifier })
  const target = { account, region }
  const call = { context: permit.context, target, use, about: { ...about, target, service } }
  return transmit(call, async (limit) => {
    await requireTarget(permit, target)
    command.middlewareStack.addRelativeTo(believeService(limit.signal), BEFORE_READING)
    command.middlewareStack.addRelativeTo(atPace(quota, askerOf(permit), target, limit), BEFORE_SIGNING)
    return deliver({ target, use, signal: limit.signal })
  })
}

/** After the SDK's decision to repeat, so that repeats wait too; before the time of the signature is taken. */
const BEFORE_SIGNING = {
  name: 'pace',
  relation: 'before',
  toMiddleware: 'httpSigningMiddleware',
  override: true,
} as const

/** A change under way takes its turn beside the person who asked for it, not behind all that this person reads. */
function askerOf(permit: Permit): Asker {
  const { isSystem, context } = bondOf(permit)
  return { priority: context.priority, person: isSystem ? 'console' : context.actor.id }
}

/** Calls a second that AWS allows where they are fewer than Lambda's (CloudTrail API reference, "LookupEvents"). */
const MOST_A_SECOND: Partial<Record<Quota, number>> = { CloudTrail: 2 }

function atPace(quota: Quota, caller: Asker, target: Target, limit: CallLimit) {
  const key = budgetKey(quota, target)
  const rate = Math.min(env().requestRate, MOST_A_SECOND[quota] ?? Number.POSITIVE_INFINITY)
  const pace = singleton(`pace ${key}`, () => createPace(sharedBudget(key, rate)))
  return <Given, Answer>(next: (given: Given) => Promise<Answer>) =>
    async (given: Given): Promise<Answer> => {
      const startedAt = performance.now()
      await limit.whileWaiting(pace.enter(caller, limit.signal).catch(neverRepeated))
      const { priority } = caller
      observe({ kind: 'budget-wait', quota, priority, seconds: secondsSince(startedAt) })
      return next(given).catch((error: unknown) => {
        if (isThrottled(error)) {
          pace.refused()
          observe({ kind: 'throttled', quota })
        }
        throw error
      })
    }
}

/** The SDK repeats what is called a TimeoutError, but not what is called an AbortError. */
function neverRepeated(reason: unknown): never {
  if (reason instanceof PaceFullError)
    fail(
      'throttled',
      'The console has more calls waiting for AWS than can be answered in time; this one was not made.',
    )
  throw Object.assign(new Error('Given up while waiting for the quota.'), { name: 'AbortError' })
}

interface Transmission {
  context: Context
  target: Target
  use: Use
  about: CallDescription
}

async function transmit<Output extends Answered>(
  call: Transmission,
  work: (limit: CallLimit) => Promise<Output>,
): Promise<Output & Sent> {
  const startedAt = performance.now()
  const limit = callLimit(call.context)
  const { signal } = limit
  try {
    const output = await inSpan(spanOf(call), () => endedBy(signal, work(limit)))
    const { requestId, attempts = 1 } = output.$metadata
    logCall(call, startedAt, { attempts, awsRequestId: requestId, outcome: 'ok' })
    return { ...output, requestId, attempts }
  } catch (error) {
    const failure = failureOf(signal.aborted ? abortError(error, signal) : error, call.about)
    if (failure.code === 'credentials-expired' || failure.code === 'credentials-invalid')
      await forgetCredentials(call.target.account)
    logCall(call, startedAt, {
      attempts: attemptsOf(error),
      awsRequestId: failure.aws?.requestId,
      outcome: failure.code,
    })
    // What nobody knows goes on as it is, so that the log gets its stack.
    if (failure.code === 'internal') throw error
    const expected = new FailureError(failure)
    expected.cause = error instanceof FailureError ? error.cause : error
    throw expected
  } finally {
    limit.end()
  }
}

/** Out of time or left by the person: the signal knows, the SDK's AbortError does not. */
function abortError(error: unknown, signal: AbortSignal): unknown {
  return error instanceof FailureError ? error : signal.reason
}

function attemptsOf(error: unknown): number {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined
  return metadata && typeof metadata === 'object' && 'attempts' in metadata ? Number(metadata.attempts) : 0
}

/** Names of the API alone: accounts and functions are values. */
const spanOf = ({ about, target }: Transmission): SpanOf => ({
  name: `aws ${about.operation}`,
  kind: 'client',
  attributes: { 'rpc.system': 'aws-api', 'rpc.method': about.operation, 'cloud.region': target.region },
})

function logCall(
  { context, target, use, about }: Transmission,
  startedAt: number,
  ending: { attempts: number; awsRequestId?: string; outcome: string },
): void {
  const { outcome } = ending
  observe({ kind: 'aws', operation: about.operation, outcome, seconds: secondsSince(startedAt) })
  logLine({
    level: ending.outcome === 'ok' ? 'info' : 'warn',
    event: 'aws',
    operation: about.operation,
    account: target.account,
    region: target.region,
    use,
    requestId: context.requestId,
    milliseconds: Math.round(performance.now() - startedAt),
    ...ending,
  })
}
