import { COMPANY_PLAN } from '@/lib/sandbox/seed/company-plan'
import { hexOf } from '@/lib/sandbox/seed/pseudo-random'

/**
 * Values that stand in the functions' environments as secrets do. None of them may ever leave the console's server:
 * tests search every response for `CANARY-`.
 */
export function canariesOf(arn: string): { database: string; apiKey: string } {
  const mark = hexOf(`canary/${arn}`, 16)
  return { database: `CANARY-${mark}-database-password`, apiKey: `CANARY-${mark}-api-key` }
}

/** The canaries of every seeded function. */
export const seedCanaries: readonly string[] = COMPANY_PLAN.flatMap(({ account, region, functions }) =>
  functions.flatMap(({ name }) =>
    Object.values(canariesOf(`arn:aws:lambda:${region}:${account}:function:${name}`)),
  ),
)
