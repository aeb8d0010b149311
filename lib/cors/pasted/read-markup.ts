import { type Client, keptHeaders, type RequestFacts, unreadOf } from '@/lib/cors/pasted/snippet-facts'

/**
 * Reads what HTML sends by itself: a form, and elements of htmx (`hx-get`, `hx-post`, …). `null` for markup that sends
 * nothing, and for a form whose sending a script takes over without showing how.
 */
export function readMarkup(text: string): RequestFacts | null {
  const elements = [...text.matchAll(ELEMENT)].slice(0, MAX_ELEMENTS).map(elementOf)
  const asking = elements.flatMap((element) => byHtmx(element) ?? [])
  const forms = elements.flatMap((element) => byForm(element) ?? [])
  const found = asking.length > 0 ? asking : forms
  const [first] = found
  if (!first) return null
  const { unread = [], ...facts } = first
  const isUnread = Object.fromEntries(unread.map((part) => [part, true]))
  return { ...facts, ...unreadOf({ ...isUnread, more: found.length > 1 }) }
}

/** More than a page has that anybody pastes. */
const MAX_ELEMENTS = 400
const ELEMENT =
  /<([a-z][\w-]{0,30})((?:\s+[^\s"'<>=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|\{[^{}]*\}|[^\s"'<>]+))?)+)\s*\/?>/gi
const ATTRIBUTE = /([^\s"'<>=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\{[^{}]*\})|([^\s"'<>]+)))?/g

interface Element {
  name: string
  attributes: ReadonlyMap<string, string>
}

function elementOf([, name = '', attributes = '']: RegExpMatchArray): Element {
  const found = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, key = '', double, single, braced, plain]) =>
      [key.toLowerCase().replace(/^data-hx-/, 'hx-'), double ?? single ?? braced ?? plain ?? ''] as const,
  )
  return { name: name.toLowerCase(), attributes: new Map(found) }
}

/** Attributes by which a page or a framework sends a form by a script of its own. */
const TAKEN_OVER = /^(onsubmit|@submit.*|v-on:submit.*|\(ngsubmit\)|\(submit\)|on:submit.*|x-on:submit.*)$/
const HTTP = /^https?:\/\//i

function byForm({ name, attributes }: Element): RequestFacts | null {
  const action = attributes.get('action') ?? ''
  const isCode = action.startsWith('{')
  if (name !== 'form' || !(HTTP.test(action) || attributes.has('method') || isCode)) return null
  if (isCode || [...attributes.keys()].some((key) => TAKEN_OVER.test(key)))
    return { ...addressOf(action), headers: [], unread: ['client'] }
  const method = /^post$/i.test(attributes.get('method') ?? '') ? 'POST' : 'GET'
  const type = attributes.get('enctype') ?? 'application/x-www-form-urlencoded'
  return {
    by: 'HTML form',
    ...addressOf(action),
    method,
    headers: method === 'POST' ? [['content-type', type]] : [],
    withCredentials: true,
  }
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** htmx 2, "Request Headers": these two go with every request, the others where an element has an id or a name. */
function byHtmx({ attributes }: Element): RequestFacts | null {
  const verb = VERBS.find((each) => attributes.has(`hx-${each}`))
  if (!verb) return null
  const own = ownHeaders(attributes.get('hx-headers'))
  const names = [
    'hx-request',
    'hx-current-url',
    ...OF_ELEMENTS.filter(([, is]) => is(attributes)).map(([name]) => name),
  ]
  const type = typeOf(verb, attributes)
  return {
    by: 'htmx' satisfies Client,
    ...addressOf(attributes.get(`hx-${verb}`) ?? ''),
    method: verb.toUpperCase(),
    headers: keptHeaders([
      ...names.map((name): [string, string] => [name, '']),
      ...(type === null ? [] : [['content-type', type] as [string, string]]),
      ...own.pairs,
    ]),
    // hx-request='{"credentials": true}'
    withCredentials: /credentials["']?\s*:\s*true/.test(attributes.get('hx-request') ?? ''),
    ...unreadOf({ headers: !own.isWhole }),
  }
}

type Attributes = Element['attributes']
const OF_ELEMENTS: readonly (readonly [string, (attributes: Attributes) => boolean])[] = [
  ['hx-trigger', (attributes) => attributes.has('id')],
  ['hx-trigger-name', (attributes) => attributes.has('name')],
  [
    'hx-target',
    (attributes) => (attributes.get('hx-target') ?? (attributes.has('id') ? '#' : '')).startsWith('#'),
  ],
  ['hx-prompt', (attributes) => attributes.has('hx-prompt')],
]

/** GET and DELETE put their fields into the address. */
function typeOf(verb: (typeof VERBS)[number], attributes: Attributes): string | null {
  if (verb === 'get' || verb === 'delete') return null
  if (/\bjson-enc\b/.test(attributes.get('hx-ext') ?? '')) return 'application/json'
  return attributes.get('hx-encoding') ?? 'application/x-www-form-urlencoded'
}

/** JSON, or an expression that is worked out when it is sent. */
function ownHeaders(text: string | undefined): { pairs: [string, string][]; isWhole: boolean } {
  if (text === undefined) return { pairs: [], isWhole: true }
  try {
    const value: unknown = JSON.parse(text.replace(/&quot;/g, '"'))
    if (typeof value !== 'object' || value === null) return { pairs: [], isWhole: false }
    return { pairs: Object.entries(value).map(([name, each]) => [name, String(each)]), isWhole: true }
  } catch {
    return { pairs: [], isWhole: false }
  }
}

function addressOf(address: string): Pick<RequestFacts, 'address'> {
  const decoded = address.replace(/&amp;/g, '&')
  return HTTP.test(decoded) ? { address: decoded } : {}
}
