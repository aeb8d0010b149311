import 'server-only'
import * as oidc from 'openid-client'
import { env } from '@/lib/env'
import { fail } from '@/lib/failures/result'
import { logLine } from '@/lib/process/log'
import type { OidcSettings } from '@/lib/process/sign-in-settings'

/** What the provider says of itself is asked for again after this time. In milliseconds. */
const RENEWED_AFTER = 60 * 60_000
/** In seconds. */
const ANSWER_LIMIT = 10

const CALLBACK_PATH = '/sign-in/callback'

/** Where the provider sends people back to. */
export const callbackUrl = (): URL => new URL(CALLBACK_PATH, env().signIn?.publicUrl)

interface Discovered {
  at: number
  configuration: Promise<oidc.Configuration>
}

/**
 * Of this bundle and not of the process: openid-client knows its own configurations alone, and each bundle has a copy
 * of it.
 */
const held: { known?: Discovered } = {}

/**
 * The provider as it describes itself. Signatures of ID tokens are checked although they come straight from it
 * (`enableNonRepudiationChecks`); plain http is for a provider on this computer alone.
 * @throws {FailureError} `unreachable` where it does not answer, `not-found` where there is none.
 */
export async function provider(): Promise<oidc.Configuration> {
  const settings = env().signIn?.oidc
  if (!settings) return fail('not-found', 'This console knows no provider of sign-in.')
  if (!held.known || Date.now() - held.known.at > RENEWED_AFTER) held.known = discovered(settings)
  try {
    return await held.known.configuration
  } catch (error) {
    held.known = undefined
    logLine({ level: 'warn', event: 'sign-in.provider-away', reason: problemName(error) })
    return fail('unreachable', 'The provider of sign-in does not answer as one. Try again in a moment.')
  }
}

function discovered({ issuer, clientId, clientSecret }: OidcSettings): Discovered {
  const authentication = clientSecret ? oidc.ClientSecretBasic(clientSecret) : oidc.None()
  const execute = [oidc.enableNonRepudiationChecks]
  if (issuer.protocol === 'http:') execute.push(oidc.allowInsecureRequests)
  const configuration = oidc.discovery(issuer, clientId, undefined, authentication, {
    execute,
    timeout: ANSWER_LIMIT,
  })
  return { at: Date.now(), configuration }
}

/** What an error of the protocol is called; its text may hold what somebody sent. */
export function problemName(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return [name, code].filter((each) => typeof each === 'string').join(' ')
}
