import 'server-only'
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { BEFORE_READING, believeService } from '@/lib/aws/believe-aws'
import { endpointConfig } from '@/lib/aws/endpoint'
import type { RoleSession } from '@/lib/aws/role-session'
import { env } from '@/lib/env'
import type { RoleAccess } from '@/lib/identity/account-target'
import { singleton } from '@/lib/process/singleton'

/** Credentials as the SDK's clients take them. */
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

export interface CredentialSource {
  get: () => Promise<Credentials>
  /** Lets the next asker ask where they come from: AWS no longer takes the ones that are held. */
  forget: () => void
}

/** Temporary credentials are renewed this long before they run out. */
const RENEW_BEFORE_MS = 5 * 60_000

/** Asks `provide` once for everybody, until what it gave is about to expire. */
function remembered(provide: () => Promise<Credentials>): CredentialSource {
  let held: Promise<Credentials> | undefined
  let renewAt = Number.POSITIVE_INFINITY
  const ask = () => {
    renewAt = Number.POSITIVE_INFINITY
    const asked = provide()
    held = asked
    asked.then(
      ({ expiration }) => {
        if (held === asked && expiration) renewAt = expiration.getTime() - RENEW_BEFORE_MS
      },
      () => {
        if (held === asked) held = undefined
      },
    )
    return asked
  }
  return {
    get: () => (held && Date.now() < renewAt ? held : ask()),
    forget: () => {
      held = undefined
    },
  }
}

/** The console's own credentials: the SDK's default chain, which `AWS_PROFILE` and the like steer. */
export function baseCredentials(): CredentialSource {
  return singleton('credentials', () =>
    remembered(() => {
      // Files are read anew each time, so that "aws sso login" or pasted keys help without a restart.
      const chain = fromNodeProviderChain({
        ignoreCache: true,
        clientConfig: endpointConfig(env().regions[0]),
      })
      return chain()
    }),
  )
}

/** How many sessions are held at a time; whose was used longest ago is begun anew when it is wanted again. */
const MAX_SESSIONS = 500

const sessions = () => singleton('aws.sessions', () => new Map<string, CredentialSource>())

const keyOf = (access: RoleAccess, { name }: RoleSession) =>
  JSON.stringify([
    access.roleArn,
    access.externalId,
    access.sendsSourceIdentity,
    access.sendsSessionTags,
    name,
  ])

/** Credentials of a role that the console's own credentials assume, in a session of this name. */
export function roleCredentials(access: RoleAccess, session: RoleSession): CredentialSource {
  const held = sessions()
  const key = keyOf(access, session)
  const source = held.get(key) ?? remembered(() => assumeRole(access, session))
  held.delete(key)
  held.set(key, source)
  for (const oldest of held.keys()) if (held.size > MAX_SESSIONS) held.delete(oldest)
  return source
}

/** Every session of a role is begun anew. */
export function forgetSessions(roleArn: string): void {
  for (const key of sessions().keys()) if (JSON.parse(key)[0] === roleArn) sessions().delete(key)
}

/** STS AssumeRole, once: an hour long, which is as long as a session may be that is begun from another. */
export function assumeRole(access: RoleAccess, session: RoleSession): Promise<Credentials> {
  const { roleArn, externalId, sendsSourceIdentity, sendsSessionTags } = access
  const assume = fromTemporaryCredentials({
    masterCredentials: () => baseCredentials().get(),
    clientPlugins: [{ applyToStack: (stack) => stack.addRelativeTo(believeService(), BEFORE_READING) }],
    params: {
      RoleArn: roleArn,
      RoleSessionName: session.name,
      ...(externalId && { ExternalId: externalId }),
      ...(sendsSourceIdentity && { SourceIdentity: session.name }),
      ...(sendsSessionTags && { Tags: [...session.tags] }),
    },
    clientConfig: { ...endpointConfig(env().regions[0]), requestHandler: STS_TIMES, maxAttempts: 2 },
  })
  return assume()
}

/** Time-outs in milliseconds; without `throwOnRequestTimeout` the SDK would only warn. */
export const STS_TIMES = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true }
