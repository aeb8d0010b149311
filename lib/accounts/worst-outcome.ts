import type { AccountTest, CheckOutcome } from '@/lib/accounts/schema'

/** The worst outcome of a test. */
export function worstOutcome({ checks }: AccountTest): CheckOutcome {
  const worst = (['failed', 'warning', 'unknown'] as const).find((each) =>
    checks.some(({ outcome }) => outcome === each),
  )
  return worst ?? 'ok'
}
