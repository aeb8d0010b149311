import 'server-only'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as z from 'zod/mini'
import { KnownError } from '@/lib/failures/known-error'
import { ACCOUNT_COLORS, type AccountColor } from '@/lib/identity/account-mark'
import {
  type AccountTarget,
  accountOfRole,
  accountsFileSchema,
  refusedRole,
} from '@/lib/identity/account-target'
import { accountSchema, regionSchema } from '@/lib/identity/schema'
import { type PostgresAddress, postgresAddress } from '@/lib/process/postgres-address'
import {
  isLoopback,
  isOpenToOthers,
  NOT_ALONE,
  type SignInSettings,
  signInSettings,
} from '@/lib/process/sign-in-settings'
import { forgetSingleton, singleton } from '@/lib/process/singleton'
import { type WebhookSettings, webhookOf } from '@/lib/process/webhook-settings'
import { nearestOf } from '@/lib/text/nearest'

/** What the console was told by its environment, checked and in our own words. */
export interface Environment {
  /** Where every AWS client connects to; absent: AWS itself. */
  endpoint?: string
  regions: string[]
  /** Roles to assume, one for each further account. */
  roleArns: string[]
  /** Accounts of the file that CONSOLE_ACCOUNTS_FILE names. */
  accountsOfFile: AccountTarget[]
  accountNames: Record<string, string>
  /** The colour of an account's chip, so that two accounts are not mistaken for each other. */
  accountColors: Record<string, AccountColor>
  /** Accounts where opening a URL to the internet is confirmed by typing. */
  productionAccounts: string[]
  isReadOnly: boolean
  /** Whether everybody on this computer may use it, without the address that the start program prints. */
  isOpenOnLoopback: boolean
  /** Absolute path of the SQLite file; with PostgreSQL, of what stands beside it: the session key and the heads. */
  databasePath: string
  /** The PostgreSQL server that is used in place of the file. */
  postgres?: PostgresAddress
  /** How many connections this process may have to it. */
  postgresPool: number
  /** Signs the heads of the journal that are kept outside the database; absent: none are. */
  journalKey?: string
  /** Absolute path of the file that signed heads are appended to. */
  journalHeadsFile: string
  operator: string
  /** Whether people sign in; off: the operator of this computer is the only one there is. */
  isSignInOn: boolean
  /** How people sign in; absent while sign-in is off. */
  signIn?: SignInSettings
  port: number
  hostname: string
  /** `Host` headers that are answered. */
  allowedHosts: string[]
  /** Hosts that function URLs have; `<region>` stands for the region, `*` for the URL's own label. */
  functionUrlHost: string
  /** Calls a second to each account and region. */
  requestRate: number
  /** Whether what is known is read again by itself when it grows old; off: when somebody asks for it. */
  isSweepAutomatic: boolean
  /** Who is told of requests and new findings beside the console; absent: nobody. */
  webhook?: WebhookSettings
  /** What this process does: serve pages, read AWS in the background, or both. */
  role: 'all' | 'web' | 'worker'
  /** Lines of the log below this are not written, but for those that are evidence. */
  logLevel: 'info' | 'warn' | 'error'
  /** Who may read the metrics: nobody, programs on this computer, or who has the token. */
  metrics: 'off' | 'on-this-computer' | { token: string }
  /** Whether traces are sent; where to, OpenTelemetry's own variables say. */
  isTraced: boolean
  /** Where the SDK looks for profiles, and which one it takes. */
  profiles: { name: string; configFile: string; credentialsFile: string }
}

/** The environment cannot be used; `message` has one sentence for each problem, a line each. */
export class EnvironmentError extends KnownError {
  static override readonly errorName = 'EnvironmentError'

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
  }
}

/** Lambda quotas: 15 control-plane calls a second per account and region, not adjustable. */
const MAX_REQUEST_RATE = 15
/**
 * All of it: what is read in the background gives way within two seconds where others need it (`lib/budget`), and is
 * done the sooner. Somebody who wants to leave room without waiting for a refusal sets less.
 */
const DEFAULT_REQUEST_RATE = MAX_REQUEST_RATE
const DEFAULT_FUNCTION_URL_HOST = '*.lambda-url.<region>.on.aws'

const list = (text: string) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

const listed = z.pipe(z.string(), z.transform(list))

const numberBetween = (least: number, most: number, message: string) =>
  z
    .pipe(z.string().check(z.regex(/^\d{1,5}$/, message)), z.transform(Number))
    .check(z.refine((value) => value >= least && value <= most, message))

const SWITCH = 'CONSOLE_READ_ONLY is either true or false.'
const HOSTNAME_PROBLEM =
  'HOSTNAME is the address to listen on: 127.0.0.1 serves this computer only, 0.0.0.0 all networks.'
/** Where the groups stand by the most common names. */
const DEFAULT_GROUPS_CLAIM = 'groups'
const onOrOff = (name: string) => z._default(z.enum(['on', 'off'], `${name} is either on or off.`), 'off')
const ENDPOINT_PROBLEM = 'AWS_ENDPOINT_URL must be an http or https address such as http://127.0.0.1:4566.'
const PLAIN_ENDPOINT_PROBLEM =
  'AWS_ENDPOINT_URL is http to another computer, where everybody on the way could read and change it: use https, or an address of this computer.'
const HOST_PATTERN_PROBLEM =
  'CONSOLE_FUNCTION_URL_HOST must look like *.lambda-url.<region>.on.aws: “*.” first, then a host with <region> in it.'

const TRACES_PROBLEM =
  'OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address such as http://127.0.0.1:4318.'

const variablesSchema = z.object({
  AWS_REGION: z.optional(z.string()),
  AWS_DEFAULT_REGION: z.optional(z.string()),
  AWS_PROFILE: z._default(z.string(), 'default'),
  AWS_CONFIG_FILE: z._default(z.string(), path.join(os.homedir(), '.aws', 'config')),
  AWS_SHARED_CREDENTIALS_FILE: z._default(z.string(), path.join(os.homedir(), '.aws', 'credentials')),
  AWS_ENDPOINT_URL: z.optional(
    z
      .string()
      .check(z.refine(isHttpAddress, ENDPOINT_PROBLEM), z.refine(isHttpsOrLoopback, PLAIN_ENDPOINT_PROBLEM)),
  ),
  CONSOLE_REGIONS: z.optional(listed),
  CONSOLE_ROLE_ARNS: z._default(listed, []),
  CONSOLE_ACCOUNTS_FILE: z.optional(z.string()),
  CONSOLE_ACCOUNT_NAMES: z._default(listed, []),
  CONSOLE_ACCOUNT_COLORS: z._default(listed, []),
  CONSOLE_PRODUCTION_ACCOUNTS: z._default(listed, []),
  CONSOLE_READ_ONLY: z._default(z.enum(['true', 'false'], SWITCH), 'false'),
  CONSOLE_OPEN_ON_LOOPBACK: z._default(
    z.enum(['true', 'false'], 'CONSOLE_OPEN_ON_LOOPBACK is either true or false.'),
    'false',
  ),
  CONSOLE_DATABASE: z._default(z.string(), '.data/console.db'),
  DATABASE_URL: z.optional(z.string()),
  CONSOLE_DATABASE_POOL: z._default(
    numberBetween(2, 100, 'CONSOLE_DATABASE_POOL is a number of connections from 2 to 100.'),
    10,
  ),
  CONSOLE_JOURNAL_KEY: z.optional(
    z.string().check(z.minLength(32, 'CONSOLE_JOURNAL_KEY is a secret of at least 32 characters.')),
  ),
  CONSOLE_JOURNAL_HEAD: z.optional(z.string()),
  CONSOLE_OPERATOR: z.optional(
    z
      .string()
      .check(z.regex(/^[^\p{C}]{1,100}$/u, 'CONSOLE_OPERATOR is a name of 1 to 100 visible characters.')),
  ),
  PORT: z._default(numberBetween(1, 65_535, 'PORT is a number from 1 to 65535.'), 3000),
  HOSTNAME: z.string(NOT_ALONE).check(z.regex(/^[A-Za-z0-9.:-]{1,253}$/, HOSTNAME_PROBLEM)),
  CONSOLE_FUNCTION_URL_HOST: z._default(
    z.string().check(z.regex(/^\*\.[a-z0-9.-]*<region>[a-z0-9.-]*(:\d{1,5})?$/, HOST_PATTERN_PROBLEM)),
    DEFAULT_FUNCTION_URL_HOST,
  ),
  CONSOLE_REQUEST_RATE: z._default(
    numberBetween(
      1,
      MAX_REQUEST_RATE,
      'CONSOLE_REQUEST_RATE is a number of calls a second from 1 to 15: AWS allows no more.',
    ),
    DEFAULT_REQUEST_RATE,
  ),
  CONSOLE_SIGN_IN: onOrOff('CONSOLE_SIGN_IN'),
  CONSOLE_PUBLIC_URL: z.optional(z.string()),
  CONSOLE_OIDC_ISSUER: z.optional(z.string()),
  CONSOLE_OIDC_CLIENT_ID: z.optional(z.string()),
  CONSOLE_OIDC_CLIENT_SECRET: z.optional(z.string()),
  CONSOLE_OIDC_GROUPS_CLAIM: z._default(z.string(), DEFAULT_GROUPS_CLAIM),
  CONSOLE_OIDC_SCOPES: z._default(z.string(), 'openid profile email'),
  CONSOLE_OIDC_NAME: z._default(z.string(), 'your organisation'),
  CONSOLE_LOCAL_ACCOUNTS: onOrOff('CONSOLE_LOCAL_ACCOUNTS'),
  CONSOLE_ADMIN_GROUP: z.optional(z.string()),
  CONSOLE_ADMINS: z._default(listed, []),
  CONSOLE_TRUSTED_PROXIES: z._default(listed, []),
  CONSOLE_TLS_CERT: z.optional(z.string()),
  CONSOLE_TLS_KEY: z.optional(z.string()),
  CONSOLE_WEBHOOK_URL: z.optional(z.string()),
  CONSOLE_WEBHOOK_SECRET: z.optional(z.string()),
  CONSOLE_SWEEP: z._default(z.enum(['on', 'off'], 'CONSOLE_SWEEP is either on or off.'), 'on'),
  CONSOLE_ROLE: z._default(z.enum(['all', 'web', 'worker'], 'CONSOLE_ROLE is all, web or worker.'), 'all'),
  CONSOLE_LOG_LEVEL: z._default(
    z.enum(['info', 'warn', 'error'], 'CONSOLE_LOG_LEVEL is info, warn or error.'),
    'info',
  ),
  CONSOLE_METRICS: z._default(z.enum(['on', 'off'], 'CONSOLE_METRICS is either on or off.'), 'off'),
  CONSOLE_METRICS_TOKEN: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^[\x21-\x7e]{16,500}$/,
          'CONSOLE_METRICS_TOKEN is a secret of at least 16 characters without spaces.',
        ),
      ),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.optional(z.string().check(z.refine(isHttpAddress, TRACES_PROBLEM))),
})

function isHttpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && !username && !password && !search && !hash
}

/** What is no address at all is told in another sentence. */
function isHttpsOrLoopback(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol !== 'http:' || isLoopback(url)
}

/**
 * Reads the environment; an empty variable counts as absent.
 * @throws {EnvironmentError} naming every problem.
 */
export function loadEnv(source: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
  const problems = [...unknownNameProblems(present), ...otherEndpointProblems(present)]
  const parsed = variablesSchema.safeParse(present)
  if (!parsed.success) {
    problems.push(...new Set(parsed.error.issues.map(({ message }) => message)))
    // What is wrong inside a list is told in the same breath.
    const { CONSOLE_REGIONS = '', CONSOLE_ROLE_ARNS = '', CONSOLE_ACCOUNT_NAMES = '' } = present
    const { CONSOLE_ACCOUNT_COLORS = '', CONSOLE_PRODUCTION_ACCOUNTS = '' } = present
    regionsOf({ ...present, CONSOLE_REGIONS: CONSOLE_REGIONS ? list(CONSOLE_REGIONS) : undefined }, problems)
    rolesOf(list(CONSOLE_ROLE_ARNS), problems)
    namesOf(list(CONSOLE_ACCOUNT_NAMES), problems)
    colorsOf(list(CONSOLE_ACCOUNT_COLORS), problems)
    productionOf(list(CONSOLE_PRODUCTION_ACCOUNTS), problems)
    if (isOpenToOthers(present)) problems.push(NOT_ALONE)
    throw new EnvironmentError(problems)
  }
  const variables = parsed.data
  if (variables.CONSOLE_JOURNAL_HEAD && !variables.CONSOLE_JOURNAL_KEY)
    problems.push('CONSOLE_JOURNAL_HEAD names a file for signed heads: set CONSOLE_JOURNAL_KEY too.')
  if (variables.CONSOLE_METRICS_TOKEN && variables.CONSOLE_METRICS === 'off')
    problems.push('CONSOLE_METRICS_TOKEN guards metrics that are off: set CONSOLE_METRICS to on too.')
  const postgres = postgresOf(variables.DATABASE_URL, problems)
  const regions = regionsOf(variables, problems)
  const roleArns = rolesOf(variables.CONSOLE_ROLE_ARNS, problems)
  const accountsOfFile = accountsFileOf(variables.CONSOLE_ACCOUNTS_FILE, { regions, roleArns }, problems)
  const namesOfFile = accountsOfFile.flatMap(({ account, name }) => (name ? [`${account}=${name}`] : []))
  const accountNames = namesOf([...namesOfFile, ...variables.CONSOLE_ACCOUNT_NAMES], problems)
  const accountColors = colorsOf(variables.CONSOLE_ACCOUNT_COLORS, problems)
  const productionAccounts = productionOf(variables.CONSOLE_PRODUCTION_ACCOUNTS, problems)
  const signIn = signInSettings(variables, problems)
  const webhook = webhookOf(present, problems)
  if (problems.length > 0) throw new EnvironmentError(problems)
  return {
    endpoint: variables.AWS_ENDPOINT_URL,
    regions,
    roleArns,
    accountsOfFile,
    accountNames,
    accountColors,
    productionAccounts,
    isReadOnly: variables.CONSOLE_READ_ONLY === 'true',
    isOpenOnLoopback: variables.CONSOLE_OPEN_ON_LOOPBACK === 'true',
    databasePath: path.resolve(variables.CONSOLE_DATABASE),
    postgres,
    postgresPool: variables.CONSOLE_DATABASE_POOL,
    journalKey: variables.CONSOLE_JOURNAL_KEY,
    // Turbopack would take the template for a pattern of files, and ship the whole checkout with the server.
    journalHeadsFile: path.resolve(
      /* turbopackIgnore: true */ variables.CONSOLE_JOURNAL_HEAD ?? `${variables.CONSOLE_DATABASE}.heads`,
    ),
    operator: variables.CONSOLE_OPERATOR ?? osUserName(),
    isSignInOn: signIn !== undefined,
    signIn,
    port: variables.PORT,
    hostname: variables.HOSTNAME,
    allowedHosts: [
      ...(signIn ? [signIn.publicUrl.host] : []),
      // A balancer on this computer, or who starts the console, asks for its health by these.
      ...['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${variables.PORT}`),
    ].filter((host, index, all) => all.indexOf(host) === index),
    functionUrlHost: variables.CONSOLE_FUNCTION_URL_HOST,
    requestRate: variables.CONSOLE_REQUEST_RATE,
    webhook,
    isSweepAutomatic: variables.CONSOLE_SWEEP === 'on',
    role: variables.CONSOLE_ROLE,
    logLevel: variables.CONSOLE_LOG_LEVEL,
    metrics: metricsOf(variables),
    isTraced: variables.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    profiles: {
      name: variables.AWS_PROFILE,
      configFile: variables.AWS_CONFIG_FILE,
      credentialsFile: variables.AWS_SHARED_CREDENTIALS_FILE,
    },
  }
}

/** A misspelt name would be ignored: CONSOLE_READONLY=true would leave a console that writes. */
function unknownNameProblems(source: Record<string, string | undefined>): string[] {
  const known = Object.keys(variablesSchema.shape).filter((name) => name.startsWith('CONSOLE_'))
  return Object.keys(source)
    .filter((name) => /^CONSOLE_/i.test(name) && !known.includes(name))
    .map((name) => {
      const nearest = nearestOf(name, known)
      return `${name} is no setting of the console: ${nearest ? `write ${nearest}` : 'unset it'}.`
    })
}

/** The SDK knows more settings for endpoints; the header could not tell the truth about them. */
function otherEndpointProblems(source: Record<string, string | undefined>): string[] {
  return Object.keys(source)
    .filter((name) => name.startsWith('AWS_ENDPOINT_URL_') || name === 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')
    .map((name) => `${name} is set, but the console takes its endpoint only from AWS_ENDPOINT_URL: unset it.`)
}

function regionsOf(
  variables: { AWS_REGION?: string; AWS_DEFAULT_REGION?: string; CONSOLE_REGIONS?: string[] },
  problems: string[],
): string[] {
  const single = variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION
  const regions = [...new Set(variables.CONSOLE_REGIONS ?? (single ? [single] : []))]
  if (regions.length === 0)
    problems.push(
      'No region is set: set AWS_REGION, or CONSOLE_REGIONS to a list such as eu-central-1,us-east-1.',
    )
  for (const region of regions)
    if (!regionSchema.safeParse(region).success)
      problems.push(
        `“${region}” is no region: CONSOLE_REGIONS and AWS_REGION take names such as eu-central-1.`,
      )
  return regions
}

function rolesOf(entries: string[], problems: string[]): string[] {
  const accounts = new Map<string, string>()
  for (const arn of new Set(entries)) {
    const account = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/.exec(arn)?.[1]
    if (!account)
      problems.push(`“${arn}” in CONSOLE_ROLE_ARNS is no role: write arn:aws:iam::111122223333:role/name.`)
    else if (refusedRole(arn)) problems.push(`CONSOLE_ROLE_ARNS: ${refusedRole(arn)}`)
    else if (accounts.has(account))
      problems.push(`CONSOLE_ROLE_ARNS names two roles in account ${account}: keep one for each account.`)
    else accounts.set(account, arn)
  }
  return [...accounts.values()]
}

function accountsFileOf(
  file: string | undefined,
  known: { regions: string[]; roleArns: string[] },
  problems: string[],
): AccountTarget[] {
  if (file === undefined) return []
  const parsed = accountsFileSchema.safeParse(jsonOf(file))
  if (!parsed.success) {
    const [{ path: where, message } = { path: [], message: '' }] = parsed.error.issues
    problems.push(
      where.length === 0
        ? `CONSOLE_ACCOUNTS_FILE names ${file}, which cannot be read as a JSON list of accounts.`
        : `CONSOLE_ACCOUNTS_FILE, ${where.join('.')}: ${message}`,
    )
    return []
  }
  const seen = new Set(known.roleArns.map(accountOfRole))
  for (const { account } of parsed.data) {
    if (seen.has(account)) problems.push(`CONSOLE_ACCOUNTS_FILE names account ${account} a second time.`)
    seen.add(account)
  }
  return parsed.data.map(({ regions = known.regions, ...rest }) => ({ ...rest, regions }))
}

/** Undefined: there is no such file, or no JSON in it. */
function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(/* turbopackIgnore: true */ path.resolve(file), 'utf8'))
  } catch {
    return undefined
  }
}

function namesOf(entries: string[], problems: string[]): Record<string, string> {
  const names: Record<string, string> = {}
  const twice = new Set<string>()
  for (const entry of entries) {
    const [account = '', ...rest] = entry.split('=')
    const name = rest.join('=').trim()
    if (accountSchema.safeParse(account.trim()).success && /^[^\p{C}]{1,64}$/u.test(name)) {
      if (Object.values(names).includes(name)) twice.add(name)
      names[account.trim()] = name
    } else problems.push(`“${entry}” in CONSOLE_ACCOUNT_NAMES is no name: write 111122223333=production.`)
  }
  // What is typed to confirm says the account by its name.
  for (const name of twice)
    problems.push(`CONSOLE_ACCOUNT_NAMES calls two accounts “${name}”: give each a name of its own.`)
  return names
}

function colorsOf(entries: string[], problems: string[]): Record<string, AccountColor> {
  const colors: Record<string, AccountColor> = {}
  for (const entry of entries) {
    const [account = '', name = ''] = entry.split('=').map((part) => part.trim())
    const color = ACCOUNT_COLORS.find((each) => each === name)
    if (accountSchema.safeParse(account).success && color) colors[account] = color
    else
      problems.push(
        `“${entry}” in CONSOLE_ACCOUNT_COLORS is no colour: write 111122223333=red, or ${ACCOUNT_COLORS.slice(1).join(', ')}.`,
      )
  }
  return colors
}

function productionOf(entries: string[], problems: string[]): string[] {
  for (const entry of entries)
    if (!accountSchema.safeParse(entry).success)
      problems.push(`“${entry}” in CONSOLE_PRODUCTION_ACCOUNTS is no account: write 111122223333.`)
  return [...new Set(entries)]
}

function postgresOf(url: string | undefined, problems: string[]): PostgresAddress | undefined {
  if (url === undefined) return undefined
  const address = postgresAddress(url)
  if (typeof address !== 'string') return address
  problems.push(address)
  return undefined
}

function metricsOf({
  CONSOLE_METRICS: state,
  CONSOLE_METRICS_TOKEN: token,
}: {
  CONSOLE_METRICS: 'on' | 'off'
  CONSOLE_METRICS_TOKEN?: string
}): Environment['metrics'] {
  if (state === 'off') return 'off'
  return token ? { token } : 'on-this-computer'
}

/** Some containers run under a user id that has no name. */
function osUserName(): string {
  try {
    return os.userInfo().username
  } catch {
    return 'local operator'
  }
}

/** The environment of this process, read once. @throws {EnvironmentError} */
export function env(): Environment {
  return singleton('env', () => loadEnv(process.env))
}

/** Lets the next `env()` read the process's environment again. */
export function forgetEnv(): void {
  forgetSingleton('env')
}
