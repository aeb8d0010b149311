import { corsRule, withOrigins } from '@/lib/findings/cors-rule'
import { isHttpOrigin } from '@/lib/findings/origin-kinds'
import { ABSENT, found } from '@/lib/findings/rule'
import { shownValue } from '@/lib/permissions/shown-value'
import { listed } from '@/lib/text/listed'

export const httpOrigin = corsRule({
  id: 'http-origin',
  severity: 'medium',
  title: 'An unencrypted origin is allowed',
  why: 'Pages served over http: can be changed on their way to the visitor, and then read what the function answers.',
  remedy: 'Serve the page over https: and allow that origin instead.',
  cannotKnow: 'Whether the page can be reached over https: already.',
  documentation: 'cors',
  evidence: ({ AllowOrigins = [] }) => {
    const origins = AllowOrigins.filter(isHttpOrigin)
    return origins.length > 0 ? found(`Allowed: ${listed(origins.map(shownValue))}.`) : ABSENT
  },
  mended: (cors) => ({
    label: 'Review allowing https: instead',
    cors: withOrigins(
      cors,
      (cors.AllowOrigins ?? []).map((origin) =>
        isHttpOrigin(origin) ? origin.replace(/^http:/, 'https:') : origin,
      ),
    ),
  }),
  advice: 'Write the origins with https: on the CORS tab.',
})
