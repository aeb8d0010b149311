import { valueThatCounts } from '@/lib/cors/header-line'
import { asciiLower, normalizedMethod, readHeaders } from '@/lib/cors/request-headers'

/** What is known of a request that a page makes; header names in lower case. */
export interface RequestFacts {
  address?: string
  origin?: string
  method?: string
  headers: (readonly [name: string, value: string])[]
  withCredentials?: boolean
}

/**
 * Reads a call of `fetch`, `XMLHttpRequest` or axios in JavaScript, "Copy as fetch" of the browsers included, as
 * far as it stands there in plain text; nothing is run. `null` for a text without such a call.
 */
export function readRequestSnippet(text: string): RequestFacts | null {
  return readXhr(text) ?? readAxios(text) ?? readFetch(text)
}

function readFetch(text: string): RequestFacts | null {
  if (!/\bfetch\s*\(/.test(text)) return null
  const method = normalizedMethod(stringAfter(text, 'method') ?? 'GET')
  const body = /["']?\bbody["']?\s*:\s*(?!null\b|undefined\b)(\S)/.exec(text)
  const headers = headersIn(text)
  const isForm = /\bbody["']?\s*:\s*new (FormData|URLSearchParams)\b/.test(text)
  // fetch labels a body of text itself, with a safelisted type.
  const typed = body && !isForm && !has(headers, 'content-type') ? [TEXT_TYPE] : []
  return {
    ...addressAfter(text, /\bfetch\s*\(\s*(?:new Request\s*\(\s*)?/),
    ...originIn(text),
    method,
    headers: [...headers, ...typed],
    withCredentials: stringAfter(text, 'credentials') === 'include',
  }
}

const TEXT_TYPE = ['content-type', 'text/plain;charset=UTF-8'] as const

function readXhr(text: string): RequestFacts | null {
  const opened = /\.open\s*\(\s*(["'`])([A-Za-z]+)\1\s*,\s*(?:(["'`])(.*?)\3)?/.exec(text)
  if (!opened) return null
  const set = text.matchAll(/\.setRequestHeader\s*\(\s*(["'`])(.+?)\1\s*,\s*(?:(["'`])(.*?)\3)?/g)
  return {
    ...(opened[4] !== undefined && isAbsolute(opened[4]) && { address: opened[4] }),
    ...originIn(text),
    method: normalizedMethod(opened[2] ?? 'GET'),
    headers: kept([...set].map(([, , name = '', , value = '']) => [name, value])),
    withCredentials: /\.withCredentials\s*=\s*(true|!0)/.test(text),
  }
}

function readAxios(text: string): RequestFacts | null {
  const call =
    /\b(?:axios|\w*[aA]xios\w*|api|client|http)\s*\.\s*(get|head|post|put|patch|delete)\s*(?:<[^>]*>)?\s*\(/.exec(
      text,
    )
  const configured = /\baxios(?:\.request|\.create)?\s*\(\s*\{/.test(text)
  if ((!call || !/axios/i.test(text)) && !configured) return null
  const method = (call?.[1] ?? stringAfter(text, 'method') ?? 'get').toUpperCase()
  const headers = headersIn(text)
  const sendsJson = call
    ? /^(POST|PUT|PATCH)$/.test(method) && /\(\s*[^,)]+,\s*(?!null|undefined)\S/.test(text)
    : /["']?\bdata["']?\s*:\s*(\{|[A-Za-z_])/.test(text)
  // axios sends objects as JSON and says so.
  const typed =
    sendsJson && !has(headers, 'content-type') ? [['content-type', 'application/json'] as const] : []
  const address = stringAfter(text, 'url')
  return {
    ...(call ? addressAfter(text, new RegExp(`${call[1]}\\s*(?:<[^>]*>)?\\s*\\(\\s*`)) : {}),
    ...(!call && address !== undefined && isAbsolute(address) && { address }),
    ...originIn(text),
    method,
    headers: [...headers, ...typed],
    withCredentials: /\bwithCredentials["']?\s*[:=]\s*(true|!0)/.test(text),
  }
}

/** The text behind `name:` in an object, where it is written out. */
function stringAfter(text: string, name: string): string | undefined {
  return new RegExp(`["']?\\b${name}["']?\\s*:\\s*(["'\`])(.*?)\\1`).exec(text)?.[2]
}

function addressAfter(text: string, call: RegExp): Pick<RequestFacts, 'address'> {
  const found = new RegExp(`${call.source}(["'\`])(.*?)\\1`).exec(text)?.[2]
  return found !== undefined && isAbsolute(found) ? { address: found } : {}
}

const isAbsolute = (address: string) => /^https?:\/\//i.test(address)

/** "Copy as fetch" writes down the page it was called from. */
function originIn(text: string): Pick<RequestFacts, 'origin'> {
  const written = stringAfter(text, 'origin') ?? stringAfter(text, 'referrer') ?? stringAfter(text, 'Referer')
  if (written === undefined || !isAbsolute(written) || !URL.canParse(written)) return {}
  return { origin: new URL(written).origin }
}

function headersIn(text: string): RequestFacts['headers'] {
  const start = /["']?\bheaders["']?\s*:\s*(?:new Headers\s*\(\s*)?\{/.exec(text)
  if (!start) return []
  const block = upToClosing(text.slice(start.index + start[0].length))
  const entries = block.matchAll(
    /(?:^|[,{\n])\s*(?:(["'`])([^"'`\n]{1,200})\1|([A-Za-z][\w-]*))\s*:\s*(?:(["'`])(.*?)\4)?/g,
  )
  return kept(
    [...entries].map(([, , quotedName, name, , value = '']) => [quotedName ?? name ?? '', value]),
    /["']referrer["']\s*:/.test(text),
  )
}

/** An object's text up to the brace that closes it; braces of templates inside are counted. */
function upToClosing(text: string): string {
  let depth = 1
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1
    if (text[index] === '}') depth -= 1
    if (depth === 0) return text.slice(0, index)
  }
  return text
}

const has = (headers: RequestFacts['headers'], name: string) => headers.some(([each]) => each === name)

/** Browsers and their tools add these to a call; "Copy as fetch" writes them down as if the page had. */
const NOT_BY_PAGES = /^(cache-control|pragma|priority|user-agent)$/

/** Header names in lower case, each once, without those that browsers set. */
function kept(pairs: [name: string, value: string][], isCopied = false): RequestFacts['headers'] {
  const headers = new Map<string, string>()
  for (const [rawName, value] of pairs) {
    const name = asciiLower(rawName.trim())
    const isDropped = readHeaders([[name, value]]).sent.length === 0 || (isCopied && NOT_BY_PAGES.test(name))
    if (!isDropped) headers.set(name, valueThatCounts(name, value))
  }
  return [...headers]
}
