import * as z from 'zod/mini'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

/** Longer texts are no search but something that was pasted. */
export const MAX_SEARCH = 200

export const searchIndexInputSchema = z.object({
  text: z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(MAX_SEARCH, 'A search has at most 200 characters.')),
})

/** An origin of the CORS settings of so many function URLs. */
export interface FoundOrigin {
  origin: string
  urls: number
}

/** What a few letters lead to, as far as the index knows; the best of each kind. */
export interface FoundInIndex {
  urls: (FunctionUrlIdentity & { FunctionUrl: string })[]
  functions: FunctionIdentity[]
  origins: FoundOrigin[]
}
