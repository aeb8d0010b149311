import * as z from 'zod/mini'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { MAX_REASON } from '@/lib/protection/max-reason'

/** The mark of a function URL that is not deleted or made public by one person alone. */
export interface Protection {
  reason: string
  /** ISO 8601 in UTC. */
  setAt: string
  setBy: string
}

export const protectInputSchema = z.extend(functionUrlIdentitySchema, {
  reason: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Say why it is protected.'),
      z.maxLength(MAX_REASON, `A reason has at most ${MAX_REASON} characters.`),
    ),
})
