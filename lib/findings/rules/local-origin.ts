import { corsRule, withOrigins } from '@/lib/findings/cors-rule'
import { isLocalOrigin } from '@/lib/findings/origin-kinds'
import { ABSENT, found } from '@/lib/findings/rule'
import { shownValue } from '@/lib/permissions/shown-value'
import { listed } from '@/lib/text/listed'

export const localOrigin = corsRule({
  id: 'local-origin',
  severity: 'low',
  title: 'localhost or a private address is an allowed origin',
  why: 'Any program that serves pages on a visitor’s own computer, or whoever holds that address in the network a visitor is in, counts as this origin.',
  remedy: 'Remove it, or keep it to URLs that are for development.',
  cannotKnow: 'Whether this URL is for development.',
  documentation: 'cors',
  evidence: ({ AllowOrigins = [] }) => {
    const origins = AllowOrigins.filter(isLocalOrigin)
    return origins.length > 0 ? found(`Allowed: ${listed(origins.map(shownValue))}.`) : ABSENT
  },
  mended: (cors) => {
    const others = (cors.AllowOrigins ?? []).filter((origin) => !isLocalOrigin(origin))
    const label = others.length > 0 ? 'Review removing it' : 'Review turning CORS off'
    return { label, cors: withOrigins(cors, others) }
  },
  advice: 'Remove it on the CORS tab.',
})
