import * as z from 'zod/mini'

/** Longer texts are no search but something that was pasted. */
export const MAX_SEARCH = 200

export const searchIndexInputSchema = z.object({
  text: z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(MAX_SEARCH, 'A search has at most 200 characters.')),
})
