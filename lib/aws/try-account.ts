import 'server-only'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import {
  GetAliasCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda'
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { BEFORE_READING, believeService } from '@/lib/aws/believe-aws'
import { ownerOf } from '@/lib/aws/credential-owner'
import { assumeRole, baseCredentials, type Credentials, STS_TIMES } from '@/lib/aws/credentials'
import { endedBy } from '@/lib/aws/ended-by'
import { endpointConfig } from '@/lib/aws/endpoint'
import { failureOf } from '@/lib/aws/failure-of'
import { sessionOf } from '@/lib/aws/role-session'
import type { Failure } from '@/lib/failures/result'
import type { RoleAccess } from '@/lib/identity/account-target'
import type { ReadAction } from '@/lib/identity/read-actions'
import type { Target } from '@/lib/identity/schema'

/** A session in an account that is only tried: what it can read can be asked, and nothing else. */
export interface TriedSession {
  principalArn: string
  /** Makes each call that reads, once, in one region; answers those that failed. */
  read: (target: Target) => Promise<TriedRead[]>
}

interface TriedRead {
  action: ReadAction
  failure: Failure
}

/** Whom the console is before it assumes anything. @throws what AWS or the SDK throws about its credentials */
export async function ownPrincipal(permit: Permit): Promise<string> {
  assertOperation(permit, 'account:list', 'account:manage')
  const identified = baseCredentials().get().then(ownerOf)
  return (await endedBy(permit.context.signal, identified)).principalArn
}

/** Assumes a role as it would be, in the session of who asks, and keeps nothing of it. */
export async function tryRole(
  permit: Permit,
  access: RoleAccess,
): Promise<TriedSession | { failure: Failure }> {
  assertOperation(permit, 'account:manage')
  const about = { operation: 'AssumeRole', service: 'sts', resource: access.roleArn }
  const { signal } = permit.context
  try {
    const credentials = await endedBy(signal, assumeRole(access, sessionOf(permit.actor)))
    const { principalArn } = await endedBy(signal, ownerOf(credentials))
    return { principalArn, read: (target) => readAll(credentials, target, signal) }
  } catch (error) {
    return { failure: failureOf(error, about) }
  }
}

/** A name that hardly any function has: AWS judges the right before it looks for the function. */
const NOBODY = 'function-url-console-test'
const MINUTE = 60_000

interface Clients {
  lambda: LambdaClient
  metrics: CloudWatchClient
  trail: CloudTrailClient
  tags: ResourceGroupsTaggingAPIClient
  signal: AbortSignal
  /** What is asked about: a function that is there, or one that is not. */
  name: string
  arn: string
}

type Try = (clients: Clients) => Promise<unknown>

const within = ({ signal }: Clients) => ({ abortSignal: signal })

/** How each action is tried; ListFunctions goes first and names the function that the others ask about. */
const TRIES: Record<Exclude<ReadAction, 'lambda:ListFunctions'>, Try> = {
  'lambda:GetFunctionConfiguration': (all) =>
    all.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: all.name }), within(all)),
  'lambda:ListAliases': (all) =>
    all.lambda.send(new ListAliasesCommand({ FunctionName: all.name, MaxItems: 1 }), within(all)),
  'lambda:GetAlias': (all) =>
    all.lambda.send(new GetAliasCommand({ FunctionName: all.name, Name: NOBODY }), within(all)),
  'lambda:ListVersionsByFunction': (all) =>
    all.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: all.name, MaxItems: 1 }), within(all)),
  'lambda:ListTags': (all) => all.lambda.send(new ListTagsCommand({ Resource: all.arn }), within(all)),
  'lambda:GetFunctionConcurrency': (all) =>
    all.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: all.name }), within(all)),
  'lambda:ListFunctionUrlConfigs': (all) =>
    all.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName: all.name, MaxItems: 1 }), within(all)),
  'lambda:GetFunctionUrlConfig': (all) =>
    all.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: all.name }), within(all)),
  'lambda:GetPolicy': (all) => all.lambda.send(new GetPolicyCommand({ FunctionName: all.name }), within(all)),
  'cloudwatch:GetMetricData': (all) => all.metrics.send(metricOf(all.name), within(all)),
  'cloudwatch:ListMetrics': (all) => all.metrics.send(new ListMetricsCommand(COUNTED), within(all)),
  'tag:GetResources': (all) => all.tags.send(new GetResourcesCommand(TAGGED), within(all)),
  'cloudtrail:LookupEvents': (all) => all.trail.send(new LookupEventsCommand({ MaxResults: 1 }), within(all)),
}

const COUNTED = { Namespace: 'AWS/Lambda', MetricName: 'UrlRequestCount' }
const TAGGED = { ResourceTypeFilters: ['lambda:function'], ResourcesPerPage: 1 }

function metricOf(name: string): GetMetricDataCommand {
  const Metric = {
    ...COUNTED,
    Dimensions: [{ Name: 'FunctionName', Value: name }],
  }
  const now = Date.now()
  return new GetMetricDataCommand({
    StartTime: new Date(now - 10 * MINUTE),
    EndTime: new Date(now),
    MetricDataQueries: [{ Id: 'requests', MetricStat: { Metric, Period: 300, Stat: 'Sum' } }],
  })
}

/** These say that AWS let the call through, whatever it found. */
const LET_THROUGH = new Set<Failure['code']>(['not-found'])
/** With these no further call to the region would be answered otherwise. */
const OF_REGION = new Set<Failure['code']>([
  'credentials-invalid',
  'credentials-expired',
  'unreachable',
  'timed-out',
  'not-from-aws',
  'aborted',
])

/** One call after the other: what is tried must not use up the account's quota. */
async function readAll(credentials: Credentials, target: Target, signal: AbortSignal): Promise<TriedRead[]> {
  const { made, clients } = clientsFor(credentials, target, signal)
  try {
    const failed: TriedRead[] = []
    const first = await attempt('lambda:ListFunctions', target, async () => {
      const { Functions } = await clients.lambda.send(new ListFunctionsCommand({ MaxItems: 1 }), {
        abortSignal: signal,
      })
      clients.name = Functions?.[0]?.FunctionName ?? clients.name
      clients.arn = Functions?.[0]?.FunctionArn ?? clients.arn
    })
    if (first) failed.push(first)
    if (first && OF_REGION.has(first.failure.code)) return failed
    for (const [action, work] of Object.entries(TRIES)) {
      const found = await attempt(action as ReadAction, target, () => work(clients))
      if (found) failed.push(found)
    }
    return failed
  } finally {
    for (const client of made) client.destroy()
  }
}

async function attempt(
  action: ReadAction,
  target: Target,
  work: () => Promise<unknown>,
): Promise<TriedRead | undefined> {
  const [service = '', operation = ''] = action.split(':')
  try {
    await work()
    return undefined
  } catch (error) {
    const failure = failureOf(error, { operation, service, target })
    return LET_THROUGH.has(failure.code) ? undefined : { action, failure }
  }
}

function clientsFor(credentials: Credentials, { account, region }: Target, signal: AbortSignal) {
  const settings = { ...endpointConfig(region), credentials, maxAttempts: 3, requestHandler: STS_TIMES }
  const lambda = new LambdaClient(settings)
  const metrics = new CloudWatchClient(settings)
  const trail = new CloudTrailClient(settings)
  const tags = new ResourceGroupsTaggingAPIClient(settings)
  for (const { middlewareStack } of [lambda, metrics, trail, tags] as {
    middlewareStack: LambdaClient['middlewareStack']
  }[])
    middlewareStack.addRelativeTo(believeService(signal), BEFORE_READING)
  const arn = `arn:aws:lambda:${region}:${account}:function:${NOBODY}`
  const clients: Clients = { lambda, metrics, trail, tags, signal, name: NOBODY, arn }
  return { made: [lambda, metrics, trail, tags], clients }
}
