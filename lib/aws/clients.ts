import 'server-only'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { credentialsFor } from '@/lib/aws/accounts'
import type { Credentials } from '@/lib/aws/credentials'
import { endpointConfig } from '@/lib/aws/endpoint'
import type { Target } from '@/lib/function-urls/schema'
import { singleton } from '@/lib/singleton'

/** What a call is for: a person waits, everything is read through, or something is changed. */
export type Use = 'read' | 'sweep' | 'write'

const CONNECTION_TIMEOUT_MS = 2000
const READ_TIMEOUT_MS = 5000
const WRITE_TIMEOUT_MS = 10_000
/** Connections to one AWS host; more than the gate ever has under way. */
const MAX_SOCKETS = 30
/** See `provider`. */
const ALWAYS_ASK_MS = 60_000

/**
 * How each kind of client repeats and how long it waits. Writes are made once: the SDK's own repeats would turn
 * a lost reply into a false conflict, so only the executor repeats, and only what certainly had no effect.
 */
const USES = {
  read: { maxAttempts: 4, retryMode: 'standard', requestTimeout: READ_TIMEOUT_MS },
  sweep: { maxAttempts: 10, retryMode: 'adaptive', requestTimeout: READ_TIMEOUT_MS },
  write: { maxAttempts: 1, retryMode: 'standard', requestTimeout: WRITE_TIMEOUT_MS },
} as const

/** The Lambda client of one account, region and use; made once. */
export function lambdaClient(target: Target, use: Use): LambdaClient {
  return singleton(
    `lambda ${target.account} ${target.region} ${use}`,
    () => new LambdaClient(config(target, use)),
  )
}

/** The CloudWatch client of one account and region, for people who wait. */
export function cloudWatchClient(target: Target): CloudWatchClient {
  return singleton(
    `cloudwatch ${target.account} ${target.region}`,
    () => new CloudWatchClient(config(target, 'read')),
  )
}

function config({ account, region }: Target, use: Use) {
  const { requestTimeout, ...repeats } = USES[use]
  const agent = { maxSockets: MAX_SOCKETS, keepAlive: true }
  return {
    ...endpointConfig(region),
    ...repeats,
    credentials: () => provider(account),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  }
}

/** Clients keep credentials until shortly before their end; with an end this near they ask us at every call. */
async function provider(account: string): Promise<Credentials> {
  return { ...(await credentialsFor(account)), expiration: new Date(Date.now() + ALWAYS_ASK_MS) }
}
