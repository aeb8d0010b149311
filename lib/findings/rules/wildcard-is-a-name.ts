import { CORS_METHODS } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { corsRule } from '@/lib/findings/cors-rule'
import { ABSENT, found } from '@/lib/findings/rule'
import { listed } from '@/lib/text/listed'

const MEMBERS = [
  ['AllowMethods', 'the allowed methods'],
  ['AllowHeaders', 'the allowed headers'],
  ['ExposeHeaders', 'the exposed headers'],
] as const

const starred = (cors: Cors) =>
  cors.AllowCredentials ? MEMBERS.filter(([member]) => cors[member]?.includes('*')) : []

export const wildcardIsAName = corsRule({
  id: 'wildcard-is-a-name',
  severity: 'medium',
  title: '* beside credentials is read as a name',
  why: 'With credentials, browsers read * among methods and headers as a method or header that is called * (Fetch standard). What it was meant to allow is refused.',
  remedy: 'Name the methods and headers, or turn credentials off.',
  cannotKnow: 'Which headers the pages send. Chromium is known to be more lenient in places.',
  documentation: 'cors',
  evidence: (cors) => {
    const lists = starred(cors)
    return lists.length > 0
      ? found(`* stands among ${listed(lists.map(([, text]) => text))}, and credentials are allowed.`)
      : ABSENT
  },
  mended: (cors) => {
    const isOfMethodsAlone = starred(cors).every(([member]) => member === 'AllowMethods')
    const AllowMethods = CORS_METHODS.filter((method) => method !== '*')
    return isOfMethodsAlone
      ? { label: 'Review naming every method', cors: { ...cors, AllowMethods } }
      : undefined
  },
  advice: 'Name the headers that pages send and read, on the CORS tab.',
})
