import type { FunctionIdentity } from '@/lib/identity/schema'

/** What a text names that may lead to a function URL. */
export type Place =
  /** An address `https://<id>.lambda-url.<region>.<host>`, or its id alone. */
  | { kind: 'address'; id: string; region?: string }
  | ({ kind: 'arn'; qualifier?: string } & FunctionIdentity)
  | { kind: 'name'; functionName: string; qualifier?: string; region?: string }
  | { kind: 'request-id'; id: string }

const ADDRESS = /(?:https?:\/\/)?\b([a-z0-9]{20,40})\.lambda-url\.([a-z0-9-]+)\.[a-z0-9.]+/gi
const ARN =
  /\barn:[a-z-]+:lambda:([a-z]{2}[a-z0-9-]*-\d):(\d{12}):function:([A-Za-z0-9_-]{1,64})(?::(\$LATEST|[A-Za-z0-9_-]{1,128}))?/g
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/** An id alone, a name, `name:alias`, a partial ARN `123456789012:function:name`: the whole text is it. */
const ID = /^[a-z0-9]{32}$/
const PARTIAL_ARN = /^(?:(\d{12}):)?function:([A-Za-z0-9_-]{1,64})(?::(\$LATEST|[A-Za-z0-9_-]{1,128}))?$/
const NAME = /^([A-Za-z0-9_-]{1,64})(?:(?::| : )(\$LATEST|[A-Za-z0-9_-]{1,128}))?$/

/** Names of functions as tools write them around their errors. */
const NAMED: readonly RegExp[] = [
  /--function-name[ =]['"]?([A-Za-z0-9_-]{1,64})(?::([A-Za-z0-9_-]{1,128}))?/,
  /Lambda (?:Function URL|Permission|Function)(?: Policy)? \(([A-Za-z0-9_-]{1,64})[/)]/,
  /"?FunctionName"?[:=] ?['"]([A-Za-z0-9_-]{1,64})(?::([A-Za-z0-9_-]{1,128}))?['"]/,
  /functionName: ?['"]([A-Za-z0-9_-]{1,64})(?::([A-Za-z0-9_-]{1,128}))?['"]/,
]

const MAX_PLACES = 8

/** What a text names: addresses, ARNs, names and request ids, each once, in this order. */
export function placesIn(text: string): Place[] {
  const alone = text.trim().replace(/^['"<(]+|['">),.;]+$/g, '')
  const own = aloneIn(alone)
  if (own) return [own]
  const places: Place[] = [
    ...[...text.matchAll(ADDRESS)].map(
      ([, id = '', region = '']): Place => ({ kind: 'address', id: id.toLowerCase(), region }),
    ),
    ...[...text.matchAll(ARN)].map((found) => ofArn(found)),
    ...namedIn(text),
    ...[...text.matchAll(UUID)].map(([id]): Place => ({ kind: 'request-id', id: id.toLowerCase() })),
  ]
  return distinct(places)
    .filter((place) => !isNamedByArn(place, places))
    .slice(0, MAX_PLACES)
}

function aloneIn(text: string): Place | null {
  if (ID.test(text)) return { kind: 'address', id: text }
  const partial = PARTIAL_ARN.exec(text)
  if (partial) return named(partial[2], partial[3])
  const name = NAME.exec(text)
  // A word of a sentence is no name; a name has a hyphen, a digit, an alias, or is asked for by itself.
  return name && !/^(?:\d+|(?:NS_)?ERR(?:OR)?_\w+)$/.test(text) && !isUuid(text)
    ? named(name[1], name[2])
    : null
}

const isUuid = (text: string) => new RegExp(`^${UUID.source}$`, 'i').test(text)

const named = (functionName = '', qualifier?: string): Place => ({
  kind: 'name',
  functionName,
  ...(qualifier !== undefined && { qualifier }),
})

function ofArn([, region = '', account = '', functionName = '', qualifier]: RegExpMatchArray): Place {
  return { kind: 'arn', account, region, functionName, ...(qualifier !== undefined && { qualifier }) }
}

function namedIn(text: string): Place[] {
  return NAMED.flatMap((pattern) => {
    const found = pattern.exec(text)
    return found ? [named(found[1], found[2])] : []
  })
}

/** A tool names the function beside its ARN, which says more. */
function isNamedByArn(place: Place, places: readonly Place[]): boolean {
  if (place.kind !== 'name') return false
  return places.some(
    (other) =>
      other.kind === 'arn' &&
      other.functionName === place.functionName &&
      (place.qualifier === undefined || place.qualifier === other.qualifier),
  )
}

function distinct(places: readonly Place[]): Place[] {
  const seen = new Set<string>()
  return places.filter((place) => {
    const key = JSON.stringify(place)
    return !seen.has(key) && seen.add(key)
  })
}
