import * as z from 'zod/mini'

/** How people sign in, as the environment says. */
export interface SignInSettings {
  /** Where people open the console: an origin, without a path. */
  publicUrl: URL
  oidc?: OidcSettings
  hasLocalAccounts: boolean
  /** People of this group administer the console. */
  adminGroup?: string
  /** Subjects and verified email addresses of people who administer it. */
  admins: string[]
  /** Whose `X-Forwarded-For` is believed: addresses, or networks as `10.0.0.0/8`. */
  trustedProxies: string[]
  /** Files of an own certificate and its key. */
  tls?: { certFile: string; keyFile: string }
}

export interface OidcSettings {
  issuer: URL
  clientId: string
  clientSecret?: string
  /** Where the groups stand in the claims: a name, or names with dots between them. */
  groupsClaim: string
  scopes: string
  /** What the button of the sign-in page calls the provider. */
  name: string
}

/** The settings that are about sign-in, as they came. */
export interface SignInVariables {
  HOSTNAME: string
  CONSOLE_SIGN_IN: 'on' | 'off'
  CONSOLE_PUBLIC_URL?: string
  CONSOLE_OIDC_ISSUER?: string
  CONSOLE_OIDC_CLIENT_ID?: string
  CONSOLE_OIDC_CLIENT_SECRET?: string
  CONSOLE_OIDC_GROUPS_CLAIM: string
  CONSOLE_OIDC_SCOPES: string
  CONSOLE_OIDC_NAME: string
  CONSOLE_LOCAL_ACCOUNTS: 'on' | 'off'
  CONSOLE_ADMIN_GROUP?: string
  CONSOLE_ADMINS: string[]
  CONSOLE_TRUSTED_PROXIES: string[]
  CONSOLE_TLS_CERT?: string
  CONSOLE_TLS_KEY?: string
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '::1']

/** Names that mean nothing while nobody signs in. */
const NEEDS_SIGN_IN = [
  'CONSOLE_PUBLIC_URL',
  'CONSOLE_OIDC_ISSUER',
  'CONSOLE_ADMIN_GROUP',
  'CONSOLE_TLS_CERT',
  'CONSOLE_TLS_KEY',
] as const

export const NOT_ALONE =
  'HOSTNAME must be 127.0.0.1, localhost or ::1: to serve other computers the console needs CONSOLE_SIGN_IN=on and an https: address in CONSOLE_PUBLIC_URL.'

/** Whether a URL is of this computer by its host alone, whatever a name service says. */
export const isLoopback = ({ hostname }: URL): boolean =>
  /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === 'localhost' || hostname === '[::1]'

/** Whether the variables, as they were set, let other computers in while nobody has to sign in. */
export const isOpenToOthers = ({ HOSTNAME, CONSOLE_SIGN_IN }: Record<string, string | undefined>): boolean =>
  HOSTNAME !== undefined && !LOOPBACK_NAMES.includes(HOSTNAME) && CONSOLE_SIGN_IN !== 'on'

/** How people sign in; nothing while sign-in is off. What cannot be used is told in `problems`, a sentence each. */
export function signInSettings(variables: SignInVariables, problems: string[]): SignInSettings | undefined {
  const isLocal = LOOPBACK_NAMES.includes(variables.HOSTNAME)
  if (variables.CONSOLE_SIGN_IN === 'off') {
    if (!isLocal) problems.push(NOT_ALONE)
    for (const name of NEEDS_SIGN_IN)
      if (variables[name]) problems.push(`${name} is about sign-in: set CONSOLE_SIGN_IN=on too.`)
    return undefined
  }
  const publicUrl = publicUrlOf(variables.CONSOLE_PUBLIC_URL, problems)
  if (!publicUrl) return undefined
  if (!isLocal && publicUrl.protocol !== 'https:') problems.push(NOT_ALONE)
  const tls = tlsOf(variables, publicUrl, problems)
  const trustedProxies = proxiesOf(variables.CONSOLE_TRUSTED_PROXIES, problems)
  if (!isLocal && !tls && trustedProxies.length === 0)
    problems.push(
      'HOSTNAME lets other computers in: set CONSOLE_TLS_CERT and CONSOLE_TLS_KEY, or name the proxy that speaks https in CONSOLE_TRUSTED_PROXIES.',
    )
  const oidc = oidcOf(variables, problems)
  const hasLocalAccounts = variables.CONSOLE_LOCAL_ACCOUNTS === 'on'
  if (!variables.CONSOLE_OIDC_ISSUER && !hasLocalAccounts)
    problems.push(
      'CONSOLE_SIGN_IN=on needs a way in: set CONSOLE_OIDC_ISSUER and CONSOLE_OIDC_CLIENT_ID, or CONSOLE_LOCAL_ACCOUNTS=on.',
    )
  const { CONSOLE_ADMIN_GROUP: adminGroup, CONSOLE_ADMINS: admins } = variables
  return { publicUrl, oidc, hasLocalAccounts, adminGroup, admins, trustedProxies, tls }
}

function publicUrlOf(text: string | undefined, problems: string[]): URL | undefined {
  const url = text ? URL.parse(text) : null
  const isPlain = url?.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (url && isPlain && isSafe) return url
  problems.push(
    'CONSOLE_SIGN_IN=on needs CONSOLE_PUBLIC_URL: where people open the console, such as https://console.example.com (http only on this computer).',
  )
  return undefined
}

function oidcOf(variables: SignInVariables, problems: string[]): OidcSettings | undefined {
  const { CONSOLE_OIDC_ISSUER: text, CONSOLE_OIDC_CLIENT_ID: clientId } = variables
  if (!text && !clientId) return undefined
  const issuer = text ? URL.parse(text) : null
  const isSafe = issuer?.protocol === 'https:' || (issuer?.protocol === 'http:' && isLoopback(issuer))
  if (!issuer || !isSafe) {
    problems.push('CONSOLE_OIDC_ISSUER must be the https: address of an OpenID Connect provider.')
    return undefined
  }
  if (!clientId) {
    problems.push('CONSOLE_OIDC_ISSUER is set: set CONSOLE_OIDC_CLIENT_ID too.')
    return undefined
  }
  return {
    issuer,
    clientId,
    clientSecret: variables.CONSOLE_OIDC_CLIENT_SECRET,
    groupsClaim: variables.CONSOLE_OIDC_GROUPS_CLAIM,
    scopes: variables.CONSOLE_OIDC_SCOPES,
    name: variables.CONSOLE_OIDC_NAME,
  }
}

function tlsOf(variables: SignInVariables, publicUrl: URL, problems: string[]): SignInSettings['tls'] {
  const { CONSOLE_TLS_CERT: certFile, CONSOLE_TLS_KEY: keyFile } = variables
  if (!certFile && !keyFile) return undefined
  if (!certFile || !keyFile) {
    problems.push('CONSOLE_TLS_CERT and CONSOLE_TLS_KEY name two files: set both.')
    return undefined
  }
  if (publicUrl.protocol !== 'https:')
    problems.push('CONSOLE_TLS_CERT is set, so CONSOLE_PUBLIC_URL must begin with https:.')
  return { certFile, keyFile }
}

function proxiesOf(entries: string[], problems: string[]): string[] {
  for (const entry of entries)
    if (!isNetwork(entry))
      problems.push(
        `“${entry}” in CONSOLE_TRUSTED_PROXIES is no address: write 10.0.0.5, or a network such as 10.0.0.0/8.`,
      )
  return entries
}

const networkSchema = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
const isNetwork = (text: string) => networkSchema.safeParse(text).success
