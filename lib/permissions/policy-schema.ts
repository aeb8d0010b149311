import * as z from 'zod/mini'
import { functionIdentitySchema, qualifierSchema } from '@/lib/identity/schema'
import type { Policy } from '@/lib/permissions/schema'

/** Policies hang on the function, on aliases and (shown read-only) on published versions. */
export const policyIdentitySchema = z.extend(functionIdentitySchema, {
  qualifier: z.union([qualifierSchema, z.string().check(z.regex(/^[1-9]\d{0,9}$/))], {
    error: 'A policy belongs to $LATEST, to an alias or to a version.',
  }),
})
export type PolicyIdentity = z.infer<typeof policyIdentitySchema>

export interface PolicyAnswer {
  /** `null`: there is none. */
  policy: Policy | null
  /** AWS has said of late that it does not know PutResourcePolicy in this region. */
  lacksPolicyApi?: boolean
  readAt: string
}
