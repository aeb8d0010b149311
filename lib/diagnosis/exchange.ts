import type { HeaderLine } from '@/lib/cors/simulator/simulation'

/** A request and its response as a tool wrote them down; names of headers in lower case. */
export interface ReadExchange {
  source: string
  address?: string
  method?: string
  requestHeaders: HeaderLine[]
  status?: number
  responseHeaders: HeaderLine[]
  body?: string
  /** What a HAR file says of a request that had no response. */
  error?: string
}

const STATUS_LINE = /^(?:< ?)?HTTP\/[\d.]+ (\d{3})\b/
const REQUEST_LINE = /^(?:> ?)?(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S+)(?: HTTP\/[\d.]+)$/
const HEADER = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+): ?(.*)$/
/** Of the developer tools; Chrome writes the value below the name. */
const GENERAL = /^(request url|request method|status code|url|status|method)\s*:?\s*(.*)$/i

/** Reads the last exchange in what `curl -v`, `curl -i`, a HAR file or the developer tools show; `null` without one. */
export function readExchange(text: string): ReadExchange | null {
  return readHar(text) ?? readCurlOutput(text) ?? readPanel(text)
}

function readCurlOutput(text: string): ReadExchange | null {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const isVerbose = lines.some((line) => /^[<>] \S/.test(line))
  const first = lines.findLastIndex((line) => STATUS_LINE.test(line) && !/Connection established/.test(line))
  if (first < 0) return null
  const exchange: ReadExchange = {
    source: isVerbose ? 'curl -v' : 'the response that was pasted',
    requestHeaders: [],
    status: Number(STATUS_LINE.exec(lines[first] ?? '')?.[1]),
    responseHeaders: [],
  }
  const end = lines.findIndex((line, at) => at > first && /^<?\s*$/.test(line))
  const headerLines = lines.slice(first + 1, end < 0 ? undefined : end)
  exchange.responseHeaders = headersIn(headerLines.map((line) => line.replace(/^< ?/, '')))
  const body =
    end < 0
      ? ''
      : lines
          .slice(end + 1)
          .filter((line) => !/^[*{}<>] |^\s*$/.test(line) || /^\{/.test(line))
          .join('\n')
  if (body.trim() !== '') exchange.body = body.slice(0, 2000)
  return { ...exchange, ...requestIn(lines.slice(0, first)) }
}

function requestIn(lines: readonly string[]): Partial<ReadExchange> {
  const at = lines.findLastIndex((line) => REQUEST_LINE.test(line))
  const found = REQUEST_LINE.exec(lines[at] ?? '')
  if (!found) return {}
  const headers = headersIn(
    lines
      .slice(at + 1)
      .map((line) => line.replace(/^> ?/, ''))
      .filter((line) => !line.startsWith('*')),
  )
  const host = headers.find(([name]) => name === 'host')?.[1]
  const path = found[2] ?? '/'
  return {
    method: found[1] ?? 'GET',
    requestHeaders: headers,
    ...(host !== undefined && path.startsWith('/') && { address: `https://${host}${path}` }),
  }
}

function headersIn(lines: readonly string[]): HeaderLine[] {
  return lines.flatMap((line): HeaderLine[] => {
    const found = HEADER.exec(line)
    return found ? [[(found[1] ?? '').toLowerCase(), (found[2] ?? '').trim()]] : []
  })
}

/** Names of response headers by which a pasted list is known to be one. */
const OF_RESPONSES =
  /^(access-control-[\w-]+|content-type|content-length|x-amzn-[\w-]+|x-amz-[\w-]+|server|vary|via|x-cache|date|apigw-requestid)$/

/** Names that only requests have: a list may be copied without its headings. */
const OF_REQUESTS =
  /^(origin|referer|user-agent|host|cookie|authorization|accept|accept-encoding|accept-language|access-control-request-[\w-]+|sec-[\w-]+)$/i

function readPanel(text: string): ReadExchange | null {
  const lines = pairedLines(text.split('\n').map((line) => line.trim()))
  const general = new Map<string, string>()
  const headers: HeaderLine[] = []
  let isOfRequest = false
  const requestHeaders: HeaderLine[] = []
  for (const line of lines) {
    if (/^request headers/i.test(line)) isOfRequest = true
    if (/^response headers/i.test(line)) isOfRequest = false
    const found = GENERAL.exec(line)
    const header = HEADER.exec(line)
    if (found && !/^(url|status|method)$/i.test(line))
      general.set((found[1] ?? '').toLowerCase(), (found[2] ?? '').trim())
    else if (header)
      (isOfRequest || OF_REQUESTS.test(header[1] ?? '') ? requestHeaders : headers).push([
        (header[1] ?? '').toLowerCase(),
        (header[2] ?? '').trim(),
      ])
  }
  const known = headers.filter(([name]) => OF_RESPONSES.test(name)).length
  if (known < 2 && !headers.some(([name]) => name.startsWith('access-control-'))) return null
  const status = Number(/\d{3}/.exec(general.get('status code') ?? general.get('status') ?? '')?.[0])
  const address = general.get('request url') ?? general.get('url')
  const method = general.get('request method') ?? general.get('method')
  return {
    source: 'the headers that were pasted',
    requestHeaders,
    responseHeaders: headers,
    ...(address && { address }),
    ...(method && { method }),
    ...(status >= 100 && { status }),
  }
}

/** A name that stands alone on its line belongs to the value on the next one. */
function pairedLines(lines: readonly string[]): string[] {
  const paired: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const next = lines[at + 1] ?? ''
    const isName = /^:?[A-Za-z][\w -]*:$/.test(line) || (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(line) && next !== '')
    if (!isName) {
      paired.push(line)
      continue
    }
    // A header behind a name with a colon is the next one: the value of this one is empty.
    const isEmpty = line.endsWith(':') && /^:?[A-Za-z][\w-]*:(?: |$)/.test(next)
    paired.push(`${line.replace(/:$/, '')}: ${isEmpty ? '' : next}`)
    if (!isEmpty) at += 1
  }
  return paired
}

interface HarEntry {
  request?: { method?: unknown; url?: unknown; headers?: unknown }
  response?: { status?: unknown; headers?: unknown; content?: { text?: unknown }; _error?: unknown }
}

/** More than a HAR file of one call has. */
const MAX_HAR = 2_000_000

function readHar(text: string): ReadExchange | null {
  const json = text.trim().replace(/,$/, '')
  if (!json.startsWith('{') || !/"request"/.test(json) || json.length > MAX_HAR) return null
  const entry = entryOf(jsonOf(json))
  if (!entry) return null
  const { request = {}, response = {} } = entry
  const status = Number(response.status)
  const body = response.content?.text
  return {
    source: 'a HAR file',
    ...(typeof request.url === 'string' && { address: request.url }),
    ...(typeof request.method === 'string' && { method: request.method }),
    requestHeaders: harHeaders(request.headers),
    responseHeaders: harHeaders(response.headers),
    ...(status >= 100 && { status }),
    ...(typeof body === 'string' && body !== '' && { body: body.slice(0, 2000) }),
    ...(typeof response._error === 'string' && { error: response._error }),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The entry itself, or of a whole file the one to a function URL, a failed one first. */
function entryOf(value: unknown): HarEntry | null {
  if (typeof value !== 'object' || value === null) return null
  if ('request' in value) return value as HarEntry
  const entries = (value as { log?: { entries?: unknown } }).log?.entries
  if (!Array.isArray(entries)) return null
  const all = entries as HarEntry[]
  const ours = all.filter(({ request }) => /\.lambda-url\./.test(String(request?.url)))
  const isFailed = ({ response }: HarEntry) =>
    !(Number(response?.status) >= 200 && Number(response?.status) < 400)
  return ours.find(isFailed) ?? ours[0] ?? all.find(isFailed) ?? all[0] ?? null
}

function harHeaders(value: unknown): HeaderLine[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((header): HeaderLine[] =>
    typeof header?.name === 'string' && typeof header.value === 'string'
      ? [[header.name.toLowerCase(), header.value]]
      : [],
  )
}
