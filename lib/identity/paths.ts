import type * as z from 'zod/mini'
import type { FailureCode, Result } from '@/lib/failures/result'
import { failed, ok } from '@/lib/failures/result'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

/**
 * Reads an address's segments back (Next hands them over still percent-encoded).
 * A malformed one is `invalid-input` whose issues name the part.
 */
export function identityOfParams<T extends z.ZodMiniType>(
  schema: T,
  params: Record<string, string | undefined>,
): Result<z.infer<T>> {
  const decoded: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(params)) decoded[name] = decodeSegment(value)
  const parsed = schema.safeParse(decoded)
  if (parsed.success) return ok(parsed.data)
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return failed({ code: 'invalid-input', message: 'This address is malformed.', issues })
}

function decodeSegment(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The table of every function URL. */
export const HOME_PATH = '/'
export const FUNCTIONS_PATH = '/functions'
export const ACTIVITY_PATH = '/activity'
/** What is set for everybody, and what the console needs from AWS. */
export const SETTINGS_PATH = '/settings'
/** The accounts that are got into by a role, and the roles to install. */
export const ACCOUNTS_PATH = `${SETTINGS_PATH}/accounts`
/** Changes that somebody asks for. */
export const REQUESTS_PATH = '/requests'
/** Tokens of programs that read the console. */
export const TOKENS_PATH = `${SETTINGS_PATH}/tokens`
export const FINDINGS_PATH = '/findings'
export const FINDING_RULES_PATH = `${FINDINGS_PATH}/rules`
/** What would forbid new public URLs. */
export const GUARDRAIL_PATH = `${FINDINGS_PATH}/guardrail`
/** One's own sessions. */
export const SESSIONS_PATH = `${SETTINGS_PATH}/sessions`
const SIGN_IN_PATH = '/sign-in'
/** What tells the tab that sent somebody to sign in that they are back. */
export const SIGNED_IN_PATH = '/signed-in'

/** The page of sign-in: `next` is where to go from there, `failed` why it did not work. */
export const signInPath = (told: { next?: string; failed?: string }): string =>
  `${SIGN_IN_PATH}?${new URLSearchParams(told)}`

/** What each failure means. */
export const FAILURES_PATH = '/failures'

/** The table of every function URL as somebody looks at it: what stands in the address, by its names. */
export const homeViewPath = (view: Record<string, string>): string =>
  `${HOME_PATH}?${new URLSearchParams(view)}`

/** The console's address of a function. */
export function functionPath({ account, region, functionName }: FunctionIdentity): string {
  return `${FUNCTIONS_PATH}/${account}/${region}/${encodeURIComponent(functionName)}`
}

export type FunctionUrlTab = 'cors' | 'access' | 'try' | 'code' | 'activity' | 'edit'

/** The console's address of a function URL, or of one of its tabs. */
export function functionUrlPath(identity: FunctionUrlIdentity, tab?: FunctionUrlTab): string {
  const path = `${functionPath(identity)}/urls/${encodeURIComponent(identity.qualifier)}`
  return tab ? `${path}/${tab}` : path
}

/** What the form for a new function URL starts with. */
interface CreateStart extends Partial<FunctionUrlIdentity> {
  /** The change that deleted a function URL: its settings are taken over. */
  recreates?: string
}

/** The form that creates a function URL, with what is known already filled in. */
export function createPath(start: CreateStart = {}): string {
  const { account, region, functionName, qualifier, recreates } = start
  const known = { account, region, functionName, qualifier, recreates }
  const present = Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const path = `${FUNCTIONS_PATH}/create`
  return present.length > 0 ? `${path}?${new URLSearchParams(present)}` : path
}

/** The record of one change. */
export function changePath(changeId: string): string {
  return `${ACTIVITY_PATH}/${changeId}`
}

/** One request: its review, and what became of it. */
export function requestPath(requestId: string): string {
  return `${REQUESTS_PATH}/${requestId}`
}

/** One event of the record, by its place in it. */
export const eventPath = (position: number): string => `${ACTIVITY_PATH}/events/${position}`

/** A bulk change: its review, its progress and what became of it. */
export function bulkPath(bulkId: string): string {
  return `/bulk/${bulkId}`
}

/** The paragraph on a failure: its cause and its cure. */
export function failurePath(code: FailureCode): string {
  return `${FAILURES_PATH}#${code}`
}

/** What a rule of the findings looks for, why, and what it cannot know. */
export function findingRulePath(rule: string): string {
  return `${FINDING_RULES_PATH}/${rule}`
}

/** What stands in the address of the findings. */
interface FindingsStart {
  /** The group: a rule, unless `group` says otherwise. */
  open?: string
  group?: string
  severity?: string
}

/** The findings, one group of them open. */
export function findingsPath(start: FindingsStart = {}): string {
  const present = Object.entries(start).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return present.length > 0 ? `${FINDINGS_PATH}?${new URLSearchParams(present)}` : FINDINGS_PATH
}

/** The table of function URLs with a query in its search box. */
export const homePath = (query: string): string => `${HOME_PATH}?${new URLSearchParams({ q: query })}`
