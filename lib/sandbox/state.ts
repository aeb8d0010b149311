/**
 * What the sandbox remembers: accounts, their regions, functions, aliases, function URLs and policies.
 * Plain mutable data; the control plane, the data plane and the seed are the only ones that touch it.
 */

export interface SandboxState {
  accounts: Map<string, AccountState>
  /** Access key id → who signs with it. Long-lived (AKIA…) and temporary (ASIA…) keys alike. */
  credentials: Map<string, SandboxPrincipal>
  /** 32-character URL id → where the config lives: the data plane's routing table. */
  urlIds: Map<string, UrlLocation>
}

export interface SandboxPrincipal {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  account: string
  /** `arn:aws:iam::<account>:user/<name>` or `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  arn: string
  userId: string
  /** Milliseconds since the epoch; requests signed later answer ExpiredTokenException. */
  expiresAt?: number
  /** Operations (`lambda:GetPolicy`, `cloudwatch:*` …) this principal may not call: answered AccessDeniedException. */
  denied: Set<string>
  /** The operations that it may call, and no others; absent: all but the denied. */
  allowed?: Set<string>
  /** Set when its role was assumed; it cannot be changed from then on. */
  sourceIdentity?: string
  /** Session tags that were passed when its role was assumed. */
  sessionTags?: Readonly<Record<string, string>>
}

/** A role of IAM that STS hands out. */
export interface SandboxRole {
  denied: Set<string>
  /** The actions that its policies allow, and no others; absent: all but the denied. */
  allowed?: Set<string>
  /** What its trust policy comes to, where none is written out: whom it trusts, with everything that can be passed. */
  trusted?: (principal: SandboxPrincipal) => boolean
  /** Its trust policy, judged as STS does. */
  trustPolicy?: { Statement: readonly WireStatement[] }
}

export interface UrlLocation {
  account: string
  region: string
  functionName: string
  /** `$LATEST` or the alias name. */
  qualifier: string
}

export interface AccountState {
  id: string
  name: string
  regions: Map<string, RegionState>
  /**
   * AWS exempted accounts that used function URLs before October 2025 from the two-permission rule for a while;
   * the recordings of 2025 and 2026 were made in such accounts.
   */
  hasTwoPermissionException: boolean
  /** AWS Organizations id, for `aws:PrincipalOrgID`. */
  organizationId: string
  /** Role names that STS AssumeRole may hand out in this account, with the operations denied to each. */
  roles: Map<string, SandboxRole>
  /** Regions that this account has not switched on: no token of it is valid there. */
  disabledRegions: readonly string[]
  concurrentExecutions: number
  /** Where its organization keeps the account, for `aws:PrincipalOrgPaths`: root and units, `r-…/ou-…/`. */
  organizationPath: string
  /** Regions of this account where PutResourcePolicy and its two sisters are not there yet. */
  lacksResourcePolicyApi: 'everywhere' | readonly string[]
  /**
   * Whether CloudWatch calls a function's own URL `<name>:$LATEST` in the dimension Resource, as the developer guide
   * says, and not `<name>`, as was recorded.
   */
  spellsLatestInMetrics: boolean
  /** Whether it is the management account of its organization. */
  managesOrganization: boolean
  /** Whether grants to everybody are refused with PublicPolicyException. */
  forbidsPublicGrants: boolean
}

export interface RegionState {
  account: string
  region: string
  /** By function name; ListFunctions answers them in this map's order. */
  functions: Map<string, FunctionState>
}

export interface FunctionState {
  account: string
  region: string
  name: string
  /** Unqualified ARN. */
  arn: string
  runtime: string
  handler: string
  role: string
  description: string
  memorySize: number
  timeout: number
  architectures: string[]
  codeSize: number
  codeSha256: string
  /** `2026-09-15T11:59:39.307+0000`, as ListFunctions spells it. */
  lastModified: string
  revisionId: string
  /** Absent until somebody sends an Environment; an empty one that was sent is answered. */
  environment?: Record<string, string>
  tags: Record<string, string>
  /** Published versions, "1" first. */
  versions: {
    version: string
    description: string
    codeSha256: string
    lastModified: string
    revisionId?: string
  }[]
  aliases: Map<string, AliasState>
  /** By qualifier: `$LATEST` for the function's own URL, else the alias name. Insertion order. */
  urls: Map<string, UrlState>
  /** By qualifier: `$LATEST` for the unqualified function, an alias name, or a version number. */
  policies: Map<string, PolicyState>
  reservedConcurrency?: number
  /** What the function does when its URL is called. */
  behaviour: FunctionBehaviour
}

export interface AliasState {
  name: string
  functionVersion: string
  description: string
  routing: Record<string, number>
  revisionId: string
}

export interface UrlState {
  urlId: string
  authType: 'NONE' | 'AWS_IAM'
  /** Absent until somebody sends it: Get and List then answer BUFFERED, Create and Update leave it out. */
  invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
  /** Only the members that were sent; absent when CORS is not configured. Header names already lower-cased. */
  cors?: WireCors
  /** ISO 8601 with nine fractional digits and Z. */
  creationTime: string
  lastModifiedTime: string
}

export interface WireCors {
  AllowCredentials?: boolean
  AllowHeaders?: string[]
  AllowMethods?: string[]
  AllowOrigins?: string[]
  ExposeHeaders?: string[]
  MaxAge?: number
}

export interface PolicyState {
  revisionId: string
  /** What the document says beside its statements, where PutResourcePolicy wrote it. */
  head?: PolicyHead
  /** Statements as they go out, in insertion order: what AddPermission wrote, or anything PutResourcePolicy could have. */
  statements: WireStatement[]
}

export interface PolicyHead {
  Version: string
  Id?: string
}

export interface WireStatement {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Principal?: unknown
  NotPrincipal?: unknown
  Action?: string | string[]
  NotAction?: string | string[]
  Resource?: string | string[]
  NotResource?: string | string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

/**
 * `echo` answers what it saw; `returns` answers a fixed value the way Lambda's proxy format reads it, `slow` the same
 * after a while; `streams` writes one chunk after the other, which a URL in mode BUFFERED collects before it answers.
 */
export type FunctionBehaviour =
  | { kind: 'echo' }
  | { kind: 'returns'; value: unknown }
  | { kind: 'slow'; value: unknown; delayMs: number }
  | {
      kind: 'streams'
      statusCode?: number
      headers?: Readonly<Record<string, string>>
      chunks: readonly string[]
      /** Between two chunks; the first comes at once. */
      gapMs: number
    }
  | { kind: 'throws' }
