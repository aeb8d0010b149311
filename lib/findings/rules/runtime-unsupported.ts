import { requireSignatures, wherePublic } from '@/lib/findings/public-url'
import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'
import { endOfSupport } from '@/lib/findings/runtimes'

export const runtimeUnsupported: FindingRule = {
  id: 'runtime-unsupported',
  severity: 'high',
  title: 'Public, and its runtime is out of support',
  why: 'AWS may no longer patch a deprecated runtime, and the internet reaches this one without credentials.',
  remedy: 'Deploy the function with a supported runtime. Until then, require AWS_IAM.',
  cannotKnow:
    'Dates that AWS has moved since this console was made, the age of container images, and what a custom runtime brings along.',
  page: 'access',
  documentation: 'runtimes',
  evidence: (state) => {
    const { runtime, at } = state
    return wherePublic(state, () => {
      if ('unknown' in runtime) return { is: 'unknown', part: 'runtime', why: runtime.unknown }
      const end = endOfSupport(runtime.value)
      return end !== undefined && at.slice(0, 10) > end
        ? found(`${runtime.value} reached its end of support on ${end}.`)
        : ABSENT
    })
  },
  cure: (state) => ({ cures: [requireSignatures(state)] }),
}
