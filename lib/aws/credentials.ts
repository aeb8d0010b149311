import 'server-only'
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { BEFORE_READING, believeService } from '@/lib/aws/believe-aws'
import { endpointConfig } from '@/lib/aws/endpoint'
import { env } from '@/lib/env'
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
const SESSION_NAME = 'function-url-console'

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

/** Credentials of a role that the console's own credentials assume. */
export function roleCredentials(roleArn: string): CredentialSource {
  return singleton(`credentials ${roleArn}`, () =>
    remembered(() => {
      const assume = fromTemporaryCredentials({
        masterCredentials: () => baseCredentials().get(),
        clientPlugins: [{ applyToStack: (stack) => stack.addRelativeTo(believeService(), BEFORE_READING) }],
        params: { RoleArn: roleArn, RoleSessionName: SESSION_NAME },
        clientConfig: { ...endpointConfig(env().regions[0]), requestHandler: STS_TIMES, maxAttempts: 2 },
      })
      return assume()
    }),
  )
}

/** Time-outs in milliseconds; without `throwOnRequestTimeout` the SDK would only warn. */
export const STS_TIMES = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true }
