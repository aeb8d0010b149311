/**
 * How sure a finding is: `certain` where the text names it, `likely` where the text is nearly always that,
 * `possible` where it is one of several causes.
 */
export type Sureness = 'certain' | 'likely' | 'possible'

/** Where in the console the cause or the cure is. */
export type Lead = 'cors' | 'access' | 'overview' | 'try' | 'code' | 'create' | 'edit' | 'activity'

/** One thing that a pasted text says went wrong. */
export interface Finding {
  /** Of the rule that found it. */
  id: string
  /** What happened, in one sentence. */
  title: string
  sureness: Sureness
  /** What it is known from: "Chrome’s console", "the response body of Lambda". */
  source: string
  /** Further sentences. */
  says: readonly string[]
  /** What to do, whole sentences; empty where nothing is known to help. */
  fixes: readonly string[]
  leadsTo?: Lead
  /** The status of the response, where the finding is one. */
  status?: number
}

/** How a finding is recognised: by any of its patterns, in a text on one line with straight quotes. */
export interface Rule extends Omit<Finding, 'source' | 'title' | 'says'> {
  patterns: readonly RegExp[]
  /** `$1` stands for what the first bracket of the pattern held. */
  title: string
  says?: readonly string[]
  /** Left out where the tool that printed the text is the source. */
  source?: string
  /** Less telling than these: it is left out beside them. */
  yieldsTo?: RegExp
}
