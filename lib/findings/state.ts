import type { AccessFacts } from '@/lib/access/access-facts'
import type { Cors } from '@/lib/cors/value/schema'
import type { Statement } from '@/lib/permissions/schema'

/** A part of the state: its value, or why it is not known. Unknown is never "nothing". */
export type Known<T> = { value: T } | { unknown: string }

export const known = <T>(value: T): Known<T> => ({ value })
export const unknown = (why: string): Known<never> => ({ unknown: why })

/** What a tool that manages the function says of itself by tags. */
interface Owner {
  /** "CloudFormation" */
  tool: string
  /** The stack, or what the tool calls it. */
  name: string
}

/** A change that somebody made past the tool that manages the function. */
interface OutsideChange {
  /** ISO 8601, in UTC. */
  at: string
  by: string
}

/**
 * Everything that rules judge a qualifier of a function by, as the index or a page knows it: with a function URL, or
 * without one where only its policy is left. Rules read nothing else.
 */
export interface FindingState {
  /** Auth type, policy, alias and concurrency; `authType` is null where no function URL is known. */
  access: AccessFacts
  /** The rest of the URL's settings; `null`: the qualifier has no URL. CORS that is off is undefined. */
  url: Known<{ cors: Cors | undefined } | null>
  /** The runtime's identifier, such as `nodejs22.x`. */
  runtime: Known<string>
  /** Policies of the function's aliases that have no URL, as far as they were read. */
  ofAliases: readonly { qualifier: string; statements: readonly Statement[] }[]
  /** The version that the URL's alias points to, and the newest published one. */
  versions: Known<{ ofAlias: number; newest: number }>
  /** Requests in the last 30 and 90 days, by CloudWatch. */
  requests: Known<{ last30Days: number; last90Days?: number }>
  /** `null`: no tag says so. */
  owner: Known<Owner | null>
  outsideChange: Known<OutsideChange | null>
  /** Accounts that Organizations lists as closed, suspended or about to be closed. */
  closedAccounts: Known<readonly string[]>
  /** When this is judged: ISO 8601, in UTC. */
  at: string
}

/** What the index does not hold yet, and says so. */
export const NOT_IN_INDEX = {
  versions: unknown('The versions behind aliases are not read into the index.'),
  outsideChange: unknown('Changes made outside this console are not read into the index.'),
  closedAccounts: unknown('The accounts of the organisation are not read into the index.'),
} satisfies Partial<FindingState>
