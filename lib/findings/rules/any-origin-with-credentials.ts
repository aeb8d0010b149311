import { corsRule } from '@/lib/findings/cors-rule'
import { wherePublic } from '@/lib/findings/public-url'
import { ABSENT, found } from '@/lib/findings/rule'

export const anyOriginWithCredentials = corsRule({
  id: 'any-origin-with-credentials',
  severity: 'high',
  title: 'Public, and any website may call with the visitor’s cookies',
  why: 'The URL is public, allows any origin and allows credentials. AWS is reported to answer every website with its own origin then, so that any page a visitor opens could call the function with the visitor’s cookies and read the response.',
  remedy: 'List the origins that are meant, or turn credentials off.',
  cannotKnow: 'Whether the function looks at cookies or at the origin itself.',
  documentation: 'cors',
  evidence: (cors, state) =>
    cors.AllowCredentials && cors.AllowOrigins?.includes('*')
      ? wherePublic(state, () => found('Allow origins holds * and credentials are allowed.'))
      : ABSENT,
  mended: (cors) => ({ label: 'Review turning credentials off', cors: { ...cors, AllowCredentials: false } }),
  advice: 'List the origins on the CORS tab.',
})
