import 'server-only'
import { env } from '@/lib/env'
import { isLoopback } from '@/lib/process/sign-in-settings'
import { singleton } from '@/lib/process/singleton'

/**
 * Region and endpoint for an AWS client. The endpoint is always given in words, so that no setting that the
 * SDK finds by itself decides where requests go.
 */
export function endpointConfig(region: string | undefined): {
  region: string | undefined
  endpoint?: string
} {
  const { endpoint } = env()
  return endpoint ? { region, endpoint } : { region }
}

/** How long to wait for the sandbox to say that it is one, and how long another's answer, or none, holds; in milliseconds. */
const PATIENCE = 3_000
const ANSWER_HOLDS = 60_000
const SILENCE_HOLDS = 5_000

/**
 * What the header calls the other side: `AWS`, `Sandbox`, or the endpoint's host. Other emulators listen on this
 * computer too, so that what is on loopback is asked whether it is the sandbox.
 */
export async function endpointLabel(): Promise<string> {
  const { endpoint } = env()
  if (!endpoint) return 'AWS'
  const url = new URL(endpoint)
  if (!isLoopback(url)) return url.host
  const asked = singleton('aws.sandbox-asked', () => ({ until: 0, isSandbox: false }))
  if (!asked.isSandbox && performance.now() >= asked.until) {
    const answer = await isSandbox(url)
    asked.isSandbox ||= answer ?? false
    asked.until = performance.now() + (answer === undefined ? SILENCE_HOLDS : ANSWER_HOLDS)
  }
  return asked.isSandbox ? 'Sandbox' : url.host
}

/** Undefined where it did not answer in time. */
async function isSandbox(endpoint: URL): Promise<boolean | undefined> {
  const init = { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) } as const
  const response = await fetch(new URL('/_sandbox/about', endpoint), init).catch(() => undefined)
  if (!response) return undefined
  const about: unknown = response.ok ? await response.json().catch(() => undefined) : undefined
  return (
    typeof about === 'object' &&
    about !== null &&
    'sandbox' in about &&
    about.sandbox === 'function-url-console'
  )
}
