import 'server-only'
import http from 'node:http'
import https from 'node:https'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import type { Priority } from '@/lib/auth/context'
import { credentialsFor } from '@/lib/aws/accounts'
import type { Credentials } from '@/lib/aws/credentials'
import { endpointConfig } from '@/lib/aws/endpoint'
import { CONSOLE_SESSION, type RoleSession } from '@/lib/aws/role-session'
import type { Target } from '@/lib/identity/schema'
import { singleton } from '@/lib/process/singleton'

/** How a call goes out, told by its permit: a reading with the priority of its context, or a write. */
export type Use = Priority | 'write'

const CONNECTION_TIMEOUT_MS = 2000
const READ_TIMEOUT_MS = 5000
const WRITE_TIMEOUT_MS = 10_000
/** Connections to one AWS host; more than the pace ever lets be under way. */
const MAX_SOCKETS = 30
/** See `provider`. */
const ALWAYS_ASK_MS = 60_000

/**
 * How each kind of client repeats and how long it waits. Writes are made once: the SDK's own repeats would turn
 * a lost reply into a false conflict, so only the executor repeats, and only what certainly had no effect. How fast
 * AWS is asked after a refusal is the budget's to say, for all clients and processes together.
 */
const USES = {
  person: { maxAttempts: 4, retryMode: 'standard', requestTimeout: READ_TIMEOUT_MS },
  background: { maxAttempts: 10, retryMode: 'standard', requestTimeout: READ_TIMEOUT_MS },
  write: { maxAttempts: 1, retryMode: 'standard', requestTimeout: WRITE_TIMEOUT_MS },
} as const

/** How many clients that write are held: one for each account, region and person. */
const MAX_WRITERS = 200

/**
 * The Lambda client of one account, region and use; for writes also of who makes them, since a client asks once for all
 * calls that wait for credentials at the same time.
 */
export function lambdaClient(target: Target, use: Use, session = CONSOLE_SESSION): LambdaClient {
  if (use === 'write') return writer(target, session)
  return singleton(
    `lambda ${target.account} ${target.region} ${use}`,
    () => new LambdaClient(config(target, use)),
  )
}

function writer(target: Target, session: RoleSession): LambdaClient {
  const held = singleton('lambda writers', () => new Map<string, LambdaClient>())
  const key = `${target.account} ${target.region} ${session.name}`
  const client = held.get(key) ?? new LambdaClient(config(target, 'write', session))
  held.delete(key)
  held.set(key, client)
  for (const oldest of held.keys()) if (held.size > MAX_WRITERS) held.delete(oldest)
  return client
}

/** The CloudWatch client of one account, region and use; made once. */
export function cloudWatchClient(target: Target, use: Use): CloudWatchClient {
  return singleton(
    `cloudwatch ${target.account} ${target.region} ${use}`,
    () => new CloudWatchClient(config(target, use)),
  )
}

/** The client of CloudTrail's event history of one account, region and use; made once. */
export function cloudTrailClient(target: Target, use: Use): CloudTrailClient {
  return singleton(
    `cloudtrail ${target.account} ${target.region} ${use}`,
    () => new CloudTrailClient(config(target, use)),
  )
}

/** The client of the Resource Groups Tagging API of one account, region and use; made once. */
export function taggingClient(target: Target, use: Use): ResourceGroupsTaggingAPIClient {
  return singleton(
    `tagging ${target.account} ${target.region} ${use}`,
    () => new ResourceGroupsTaggingAPIClient(config(target, use)),
  )
}

function config({ account, region }: Target, use: Use, session = CONSOLE_SESSION) {
  const { requestTimeout, ...repeats } = USES[use]
  return {
    ...endpointConfig(region),
    ...repeats,
    credentials: () => provider(account, session),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout,
      throwOnRequestTimeout: true,
      ...connections({ account, region }, use),
    },
  }
}

/**
 * Writes go out on the connections of what a person reads. AWS may close a connection that lay idle in the moment it is used
 * again; reads are repeated then, a write is not, and nobody would know whether it arrived. The connection used last
 * is taken first, and in front of every write stands a fresh read, so a write never meets an idle one.
 */
function connections({ account, region }: Target, use: Use) {
  const lane = use === 'write' ? 'person' : use
  const options = { maxSockets: MAX_SOCKETS, keepAlive: true, scheduling: 'lifo' } as const
  return singleton(`connections ${account} ${region} ${lane}`, () => ({
    httpAgent: new http.Agent(options),
    httpsAgent: new https.Agent(options),
  }))
}

/** Clients keep credentials until shortly before their end; with an end this near they ask us at every call. */
async function provider(account: string, session: RoleSession): Promise<Credentials> {
  return { ...(await credentialsFor(account, session)), expiration: new Date(Date.now() + ALWAYS_ASK_MS) }
}
