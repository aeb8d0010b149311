import { corsMatrix } from '@/lib/cors/effects/matrix'
import { UNLISTED_ORIGIN } from '@/lib/cors/effects/origins-to-compare'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { CORS_METHODS, isCorsOff } from '@/lib/cors/value/cors'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'
import { counted } from '@/lib/text/counted'
import { quoted } from '@/lib/text/hostile-text'
import { listed } from '@/lib/text/listed'

/** Calls that worked and would no longer: the same methods from the same origins, under the same condition. */
export interface NewlyBlocked {
  /** Listed origins; `*` stands for every origin that is not listed. */
  origins: string[]
  /** In the order of the form. */
  methods: string[]
  /** Whether these are all methods that worked. */
  isEveryMethod: boolean
  /** Behind the methods: "with credentials", "with the header x-id"; empty for any call. */
  condition: string
}

const METHODS: readonly string[] = CORS_METHODS.filter((method) => method !== '*')

/**
 * What a change from one Cors value to another newly blocks, as the simulator sees it: calls as they are, with
 * credentials, and with headers that need a preflight. The function's own headers are not known here.
 */
export function newlyBlocked(before: Cors | undefined, after: Cors | undefined): NewlyBlocked[] {
  if (isCorsOff(before)) return []
  const shapes = shapesOf(before ?? {}, after ?? {})
  return originClasses(before ?? {}, after ?? {}).flatMap((origins) => {
    const reported = new Set<string>()
    return shapes.flatMap(({ condition, ...shape }) => {
      const asked = origins[0] === '*' ? UNLISTED_ORIGIN : (origins[0] ?? '')
      const [row] = corsMatrix(before, after, [asked], METHODS, { address: '', ...shape })
      const cells = row?.cells ?? []
      const worked = cells.filter(({ before: did }) => did)
      const methods = worked.filter(({ after: does }) => !does).map(({ method }) => method)
      const fresh = methods.filter((method) => !reported.has(method))
      for (const method of fresh) reported.add(method)
      if (fresh.length === 0) return []
      return [{ origins, methods: fresh, isEveryMethod: fresh.length === worked.length, condition }]
    })
  })
}

type Shape = Pick<PageRequest, 'headers' | 'withCredentials'> & { condition: string }

/** Requests of every kind that may have worked before; what every call does comes first. */
function shapesOf(before: Cors, after: Cors): Shape[] {
  const names = lowered(before.AllowHeaders).filter((name) => name !== '*')
  const kept = lowered(after.AllowHeaders)
  const lost = names.filter((name) => !kept.includes(name))
  const staying = names.find((name) => kept.includes(name)) ?? (names.length === 0 ? undefined : names[0])
  const any = before.AllowHeaders?.includes('*') ? ['content-type'] : []
  const plain: Shape = { headers: [], withCredentials: false, condition: '' }
  const withHeader = (name: string, condition: string): Shape => ({
    ...plain,
    headers: [[name, name === 'content-type' ? 'application/json' : 'x']],
    condition,
  })
  return [
    plain,
    ...[staying ?? any[0] ?? []]
      .flat()
      .map((name) => withHeader(name, `with headers such as ${quoted(name)}`)),
    ...(before.AllowCredentials ? [{ ...plain, withCredentials: true, condition: 'with credentials' }] : []),
    // Those that go fare alike, so that one stands for all.
    ...lost.slice(0, 1).map((name) => withHeader(name, lostText(lost))),
  ]
}

/** "with the header x-id", "with one of the headers a, b and 3 more" */
function lostText(names: readonly string[]): string {
  if (names.length === 1) return `with the header ${quoted(names[0] ?? '')}`
  const more = names.length - MAX_HEADERS
  const shown = names.slice(0, MAX_HEADERS).map(quoted)
  return `with one of the headers ${listed(more > 0 ? [...shown, `${more} more`] : shown)}`
}

/** More would bury the sentence. */
const MAX_HEADERS = 3

const lowered = (names: readonly string[] = []) => names.map((name) => name.toLowerCase())

/** Origins that fare alike: those that stay listed, those that go, and all others where `*` goes. */
function originClasses(before: Cors, after: Cors): string[][] {
  // What browsers never send has never worked.
  const earlier = [...new Set(before.AllowOrigins ?? [])].filter((origin) => diagnoseOrigin(origin) === null)
  const kept = new Set(after.AllowOrigins ?? [])
  const isKept = (origin: string) => kept.has(origin) || kept.has('*')
  const named = earlier.filter((origin) => origin !== '*')
  return [
    named.filter((origin) => !isKept(origin)),
    named.filter(isKept),
    earlier.filter((origin) => origin === '*'),
  ].filter((origins) => origins.length > 0)
}

/** "DELETE from https://shop.example.com", "every call with credentials from https://a.example and 3 more origins" */
export function newlyBlockedText(blocked: readonly NewlyBlocked[], maxOrigins: number): string {
  return blocked
    .map(({ origins, methods, isEveryMethod, condition }) => {
      const what = isEveryMethod ? 'every call' : listed(methods)
      return `${[what, condition].filter(Boolean).join(' ')} from ${originsText(origins, maxOrigins)}`
    })
    .join('; ')
}

function originsText(origins: readonly string[], max: number): string {
  if (origins[0] === '*') return 'every origin that is not listed'
  const shown = origins.slice(0, origins.length - max === 1 ? max + 1 : max).map(quoted)
  const more = origins.length - shown.length
  return listed(more > 0 ? [...shown, `${counted(more, 'more origin')}`] : shown)
}
