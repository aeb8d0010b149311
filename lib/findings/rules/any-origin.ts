import { corsRule } from '@/lib/findings/cors-rule'
import { ABSENT, found } from '@/lib/findings/rule'
import { anyOriginWithCredentials } from '@/lib/findings/rules/any-origin-with-credentials'
import { unless } from '@/lib/findings/unless'

export const anyOrigin = unless(
  anyOriginWithCredentials,
  corsRule({
    id: 'any-origin',
    severity: 'low',
    title: 'Any website may read the responses',
    why: 'Allow origins holds *, so that a page of any website can call the URL from a visitor’s browser and read what it answers.',
    remedy: 'List the origins of your own pages. If the data is meant for everybody, mute this finding.',
    cannotKnow: 'Whether the data is public anyway. Control Tower reports it as CT.LAMBDA.PR.6 in templates.',
    documentation: 'cors',
    evidence: ({ AllowOrigins = [] }) =>
      AllowOrigins.includes('*') ? found('Allow origins holds *.') : ABSENT,
    mended: () => undefined,
    advice: 'List the origins of your own pages on the CORS tab.',
  }),
)
