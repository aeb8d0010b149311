import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'

/** What the code is made of: a function URL as it was read, and the policy of its qualifier. */
export interface CodeSource {
  identity: FunctionUrlIdentity
  config: Pick<FunctionUrlConfig, 'AuthType' | 'InvokeMode' | 'Cors'>
  /** Empty where there is no policy; `undefined` where it could not be read. */
  statements: readonly Statement[] | undefined
  /** Why it could not be read, as a sentence. */
  policyFailure?: string
}

/** A sentence that belongs to the code: what the format cannot say, or what to know before using it. */
export interface CodeNote {
  kind: 'cannot-say' | 'good-to-know'
  text: string
  /** The statement that it is about, where the code leaves it out; without secrets. */
  statement?: Statement
}

/** One format's text, and everything that is to be said about it. The text says it too, in comments. */
export interface GeneratedCode {
  code: string
  notes: CodeNote[]
}

export const cannotSay = (text: string, statement?: Statement): CodeNote => ({
  kind: 'cannot-say',
  text,
  ...(statement && { statement }),
})

export const goodToKnow = (text: string): CodeNote => ({ kind: 'good-to-know', text })
