import { concurrencyCures } from '@/lib/access/cures'
import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'

export const throttled: FindingRule = {
  id: 'throttled',
  severity: 'medium',
  title: 'All calls are stopped',
  why: 'The function’s reserved concurrency is 0: every call gets 429, of its URLs and of every other trigger.',
  remedy: 'Let calls in again, or delete the URL if it is not needed any more.',
  cannotKnow: 'Whether somebody stopped it on purpose.',
  page: 'access',
  documentation: 'concurrency',
  evidence: ({ access: { authType, reservedConcurrency } }) => {
    if (authType === null) return ABSENT
    if (!reservedConcurrency.ok)
      return { is: 'unknown', part: 'concurrency', why: reservedConcurrency.failure.message }
    return reservedConcurrency.value === 0 ? found('The reserved concurrency is 0.') : ABSENT
  },
  cure: ({ access: { identity, formerConcurrency } }) => ({
    cures: concurrencyCures(identity, formerConcurrency),
  }),
}
