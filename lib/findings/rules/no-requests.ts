import { requireSignatures, wherePublic } from '@/lib/findings/public-url'
import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'

export const noRequests: FindingRule = {
  id: 'no-requests',
  severity: 'medium',
  title: 'Public, and nobody has called it for 30 days',
  why: 'Nobody would miss it, and it stays open to everyone who finds the address.',
  remedy: 'Require AWS_IAM, which keeps the address, and delete the URL when nothing breaks.',
  cannotKnow: 'Calls that come less often. CloudWatch counts requests some minutes late.',
  page: 'access',
  documentation: 'urlMetrics',
  evidence: (state) => {
    const { requests } = state
    return wherePublic(state, () => {
      if ('unknown' in requests) return { is: 'unknown', part: 'requests', why: requests.unknown }
      const { last30Days, last90Days } = requests.value
      if (last30Days > 0) return ABSENT
      return found(`No request in the last ${last90Days === 0 ? 90 : 30} days.`)
    })
  },
  cure: (state) => ({ cures: [requireSignatures(state)] }),
}
