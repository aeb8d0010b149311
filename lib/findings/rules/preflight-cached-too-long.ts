import { BROWSER_MAX_AGE_CAPS, maxAgeText } from '@/lib/cors/value/max-age'
import { corsRule } from '@/lib/findings/cors-rule'
import { ABSENT, found } from '@/lib/findings/rule'

const { Chrome } = BROWSER_MAX_AGE_CAPS

export const preflightCachedTooLong = corsRule({
  id: 'preflight-cached-too-long',
  severity: 'low',
  title: 'The max age is longer than browsers keep it',
  why: 'Chrome keeps a preflight for 2 hours at most, Safari for 10 minutes. Firefox keeps it for up to 24 hours, so that a change of these settings reaches its users that late.',
  remedy: 'Set two hours or less.',
  cannotKnow: 'Which browsers your visitors use.',
  documentation: 'cors',
  evidence: ({ MaxAge = 0 }) => (MaxAge > Chrome ? found(`The max age is ${maxAgeText(MaxAge)}.`) : ABSENT),
  mended: (cors) => ({ label: 'Review a max age of 2 hours', cors: { ...cors, MaxAge: Chrome } }),
  advice: 'Set two hours or less on the CORS tab.',
})
