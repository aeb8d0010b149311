import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import type {
  AccountState,
  AliasState,
  FunctionState,
  PolicyHead,
  PolicyState,
  RegionState,
  SandboxPrincipal,
  SandboxState,
  UrlState,
  WireCors,
  WireStatement,
} from '@/lib/sandbox/state'
import { functionTimestamp, nanoTimestamp } from '@/lib/sandbox/timestamp'

const URL_ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'
const URL_ID_LENGTH = 32

/** An empty world. */
export function createState(): SandboxState {
  return { accounts: new Map(), credentials: new Map(), urlIds: new Map() }
}

export interface NewAccount extends Partial<Omit<AccountState, 'id' | 'regions' | 'roles'>> {
  id: string
}

/** An account without functions; it has the two-permission rule unless told otherwise. */
export function addAccount(state: SandboxState, account: NewAccount): AccountState {
  const added: AccountState = {
    id: account.id,
    name: account.name ?? account.id,
    regions: new Map(),
    hasTwoPermissionException: account.hasTwoPermissionException ?? false,
    organizationId: account.organizationId ?? 'o-sandbox0001',
    organizationPath: account.organizationPath ?? 'r-sbox/ou-sbox-workload/',
    roles: new Map(),
    concurrentExecutions: account.concurrentExecutions ?? 1000,
    lacksResourcePolicyApi: account.lacksResourcePolicyApi ?? [],
    spellsLatestInMetrics: account.spellsLatestInMetrics ?? false,
    managesOrganization: account.managesOrganization ?? false,
    forbidsPublicGrants: account.forbidsPublicGrants ?? false,
    disabledRegions: account.disabledRegions ?? [],
  }
  state.accounts.set(added.id, added)
  return added
}

export interface NewCredential extends Partial<Omit<SandboxPrincipal, 'denied'>> {
  account: string
  denied?: Iterable<string>
}

/** A key that signs for an account; what is left out is made up. */
export function addCredential(state: SandboxState, credential: NewCredential): SandboxPrincipal {
  const { account } = credential
  const prefix = credential.sessionToken === undefined ? 'AKIA' : 'ASIA'
  const principal: SandboxPrincipal = {
    accessKeyId: credential.accessKeyId ?? `${prefix}${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: credential.secretAccessKey ?? randomBytes(30).toString('base64'),
    sessionToken: credential.sessionToken,
    account,
    arn: credential.arn ?? `arn:aws:iam::${account}:user/operator`,
    userId: credential.userId ?? `AIDA${randomBytes(8).toString('hex').toUpperCase()}`,
    expiresAt: credential.expiresAt,
    denied: new Set(credential.denied),
    allowed: credential.allowed,
    sourceIdentity: credential.sourceIdentity,
    sessionTags: credential.sessionTags,
  }
  state.credentials.set(principal.accessKeyId, principal)
  return principal
}

/** The account's region, made when it is first asked for: every region of a sandbox account is switched on. */
export function regionOf(account: AccountState, region: string): RegionState {
  const known = account.regions.get(region)
  if (known !== undefined) return known
  const added: RegionState = { account: account.id, region, functions: new Map() }
  account.regions.set(region, added)
  return added
}

export interface NewFunction
  extends Partial<
    Omit<FunctionState, 'account' | 'region' | 'arn' | 'versions' | 'aliases' | 'urls' | 'policies'>
  > {
  name: string
}

/** A function with AWS's defaults for whatever is left out. */
export function addFunction(region: RegionState, details: NewFunction): FunctionState {
  const { account, region: regionName } = region
  const added: FunctionState = {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    role: `arn:aws:iam::${account}:role/lambda-basic`,
    description: '',
    memorySize: 128,
    timeout: 3,
    architectures: ['x86_64'],
    codeSize: 262,
    codeSha256: createHash('sha256').update(details.name).digest('base64'),
    lastModified: functionTimestamp(Date.now()),
    revisionId: randomUUID(),
    tags: {},
    behaviour: { kind: 'echo' },
    ...details,
    account,
    region: regionName,
    arn: `arn:aws:lambda:${regionName}:${account}:function:${details.name}`,
    versions: [],
    aliases: new Map(),
    urls: new Map(),
    policies: new Map(),
  }
  region.functions.set(added.name, added)
  return added
}

/** Publishes the next version of a function and gives its number. */
export function addVersion(target: FunctionState, description = ''): string {
  const last = target.versions.at(-1)?.version ?? '0'
  const version = String(Number(last) + 1)
  const { codeSha256, lastModified } = target
  target.versions.push({ version, description, codeSha256, lastModified, revisionId: randomUUID() })
  return version
}

export interface NewAlias {
  name: string
  functionVersion?: string
  description?: string
  routing?: Record<string, number>
}

/** An alias of a function, on `$LATEST` unless a version is named. */
export function addAlias(target: FunctionState, alias: NewAlias): AliasState {
  const added: AliasState = {
    name: alias.name,
    functionVersion: alias.functionVersion ?? '$LATEST',
    description: alias.description ?? '',
    routing: { ...alias.routing },
    revisionId: randomUUID(),
  }
  target.aliases.set(added.name, added)
  return added
}

export interface NewFunctionUrl {
  /** An alias name; `$LATEST`, the function's own URL, when left out. */
  qualifier?: string
  authType?: UrlState['authType']
  invokeMode?: UrlState['invokeMode']
  cors?: WireCors
  urlId?: string
  creationTime?: string
  lastModifiedTime?: string
}

function newUrlId(state: SandboxState): string {
  for (;;) {
    const letters = Array.from({ length: URL_ID_LENGTH }, () => URL_ID_ALPHABET[randomInt(36)])
    const urlId = letters.join('')
    if (!state.urlIds.has(urlId)) return urlId
  }
}

/** A function URL, entered in the routing table too. AWS stores header names in lower case and so does this. */
export function addFunctionUrl(
  state: SandboxState,
  target: FunctionState,
  url: NewFunctionUrl = {},
  nowMs = Date.now(),
): UrlState {
  const qualifier = url.qualifier ?? '$LATEST'
  const creationTime = url.creationTime ?? nanoTimestamp(state, nowMs)
  const added: UrlState = {
    urlId: url.urlId ?? newUrlId(state),
    authType: url.authType ?? 'NONE',
    invokeMode: url.invokeMode,
    cors: url.cors && storedCors(url.cors),
    creationTime,
    lastModifiedTime: url.lastModifiedTime ?? creationTime,
  }
  target.urls.set(qualifier, added)
  const { account, region, name: functionName } = target
  state.urlIds.set(added.urlId, { account, region, functionName, qualifier })
  return added
}

/** A CORS object as it is kept: the members that were sent, header names lower-cased; undefined when there are none. */
export function storedCors(cors: WireCors): WireCors | undefined {
  const lower = (names: string[] | undefined) => names?.map((name) => name.toLowerCase())
  const all: WireCors = {
    AllowCredentials: cors.AllowCredentials,
    AllowHeaders: lower(cors.AllowHeaders),
    AllowMethods: cors.AllowMethods,
    AllowOrigins: cors.AllowOrigins,
    ExposeHeaders: lower(cors.ExposeHeaders),
    MaxAge: cors.MaxAge,
  }
  const sent = Object.entries(all).filter(([, value]) => value !== undefined)
  return sent.length === 0 ? undefined : Object.fromEntries(sent)
}

/** Adds statements to the policy of a qualifier (`$LATEST` for the unqualified function), whatever they say. */
export function addStatements(
  target: FunctionState,
  qualifier: string,
  statements: readonly WireStatement[],
): PolicyState {
  const policy = target.policies.get(qualifier) ?? { revisionId: '', statements: [] }
  policy.statements.push(...statements)
  policy.revisionId = randomUUID()
  target.policies.set(qualifier, policy)
  return policy
}

/** Puts a whole policy in the place of whatever the qualifier had; it has a new revision. */
export function replacePolicy(
  target: FunctionState,
  qualifier: string,
  head: PolicyHead,
  statements: readonly WireStatement[],
): PolicyState {
  const policy: PolicyState = { revisionId: randomUUID(), head, statements: [...statements] }
  target.policies.set(qualifier, policy)
  return policy
}
