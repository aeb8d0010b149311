import { isLoopback } from '@/lib/process/sign-in-settings'

/** Where a chat or another program is told of requests and findings, and what its messages are signed with. */
export interface WebhookSettings {
  url: URL
  secret: string
}

const LEAST_SECRET = 32
const ADDRESS =
  'CONSOLE_WEBHOOK_URL must be an https address without a name or password in it; http is taken to this computer only.'
const SECRET = `CONSOLE_WEBHOOK_SECRET is a secret of at least ${LEAST_SECRET} characters; messages are signed with it.`

/** The webhook of the environment, which alone may name one. What is wrong is added to `problems`. */
export function webhookOf(
  { CONSOLE_WEBHOOK_URL: address, CONSOLE_WEBHOOK_SECRET: secret }: Record<string, string | undefined>,
  problems: string[],
): WebhookSettings | undefined {
  if (address === undefined && secret === undefined) return undefined
  const url = address === undefined ? null : URL.parse(address)
  if (!url || !isAllowed(url)) problems.push(ADDRESS)
  if (secret === undefined || secret.length < LEAST_SECRET) problems.push(SECRET)
  return url && secret !== undefined ? { url, secret } : undefined
}

const isAllowed = (url: URL): boolean =>
  url.username === '' &&
  url.password === '' &&
  (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
