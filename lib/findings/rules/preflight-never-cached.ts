import type { Cors } from '@/lib/cors/value/schema'
import { corsRule } from '@/lib/findings/cors-rule'
import { ABSENT, found } from '@/lib/findings/rule'

/** Ten minutes, which every browser keeps. */
const TEN_MINUTES = 600

/** GET, HEAD and POST with safelisted headers need no preflight (Fetch standard). */
const needsPreflight = ({ AllowMethods = [], AllowHeaders = [] }: Cors) =>
  AllowHeaders.length > 0 || AllowMethods.some((method) => !['GET', 'HEAD', 'POST'].includes(method))

export const preflightNeverCached = corsRule({
  id: 'preflight-never-cached',
  severity: 'low',
  title: 'Browsers repeat the preflight before nearly every call',
  why: 'No max age is set, or it is 0. Calls that need a preflight take two round trips each time.',
  remedy: 'Set a max age. Ten minutes suit every browser.',
  cannotKnow:
    'How often pages call. What Lambda sends where no max age is set is not documented alike everywhere.',
  documentation: 'cors',
  evidence: (cors) =>
    (cors.AllowOrigins ?? []).length > 0 && needsPreflight(cors) && !cors.MaxAge
      ? found(cors.MaxAge === 0 ? 'The max age is 0.' : 'No max age is set.')
      : ABSENT,
  mended: (cors) => ({ label: 'Review a max age of 10 minutes', cors: { ...cors, MaxAge: TEN_MINUTES } }),
  advice: 'Set a max age on the CORS tab.',
})
