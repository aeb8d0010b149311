import { diagnoseOrigin } from '@/lib/cors/value/origin'
import { corsRule, withOrigins } from '@/lib/findings/cors-rule'
import { neverMatches } from '@/lib/findings/origin-kinds'
import { ABSENT, found } from '@/lib/findings/rule'
import { shownValue } from '@/lib/permissions/shown-value'

export const originNeverMatches = corsRule({
  id: 'origin-never-matches',
  severity: 'medium',
  title: 'An allowed origin that no browser sends',
  why: 'Lambda compares origins as text. An entry with a path, a slash at its end, capital letters or a wildcard in its host name never matches, so the page it is meant for is refused.',
  remedy: 'Write the origin as the browser sends it: scheme, host and port, in lower case.',
  cannotKnow:
    'Whether AWS gives partial wildcards such as https://*.example.com a meaning; it documents none.',
  documentation: 'cors',
  evidence: ({ AllowOrigins = [] }) => {
    const texts = AllowOrigins.filter(neverMatches).map(
      (origin) => `${shownValue(origin)}: ${diagnoseOrigin(origin)?.message ?? ''}`,
    )
    return texts.length > 0 ? found(...texts) : ABSENT
  },
  mended: (cors) => {
    const origins = (cors.AllowOrigins ?? []).flatMap((origin) =>
      neverMatches(origin) ? (diagnoseOrigin(origin)?.fix?.values ?? []) : [origin],
    )
    // Without any origin left somebody has to say which is meant.
    return origins.length > 0
      ? { label: 'Review correcting the origins', cors: withOrigins(cors, origins) }
      : undefined
  },
  advice: 'Write the origin in full on the CORS tab.',
})
