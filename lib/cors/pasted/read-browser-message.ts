import { type RequestFacts, readRequestSnippet } from '@/lib/cors/pasted/read-request-snippet'

/** What a browser complains about, in the order of how much it says: the first is the most telling. */
export const CORS_PROBLEMS = [
  'multiple-values',
  'wildcard-with-credentials',
  'credentials-not-allowed',
  'method-not-allowed',
  'header-not-allowed',
  'unreadable-list',
  'origin-mismatch',
  'invalid-origin-value',
  'preflight-redirect',
  'redirect',
  'forbidden',
  'preflight-status',
  'allow-origin-missing',
  'local-network',
  'not-http',
  'no-answer',
  'unnamed',
] as const
export type CorsProblem = (typeof CORS_PROBLEMS)[number]

/** What was read out of a pasted text. Values of headers that no check looks at are never kept. */
export interface BrowserReport extends RequestFacts {
  /** Whose wording it is; `code` for a snippet alone. Edge and other Chromium browsers count as Chrome. */
  source: 'Chrome' | 'Firefox' | 'Safari' | 'code'
  problems: CorsProblem[]
  /** The preflight failed, so that the request itself was never sent. */
  isPreflight: boolean
  /** Of the answer, where the browser tells it. */
  status?: number
  /** What Access-Control-Allow-Origin held, where the browser tells it. */
  allowOrigin?: string
}

/** Longer texts are a whole page of console output; the first messages are the ones that matter. */
const MAX_READ = 20_000

/**
 * Reads the console messages of Chrome, Firefox and Safari about CORS, and calls of fetch, XMLHttpRequest and
 * axios; several in one text are read together. `null` for a text that holds none of them.
 */
export function readBrowserMessage(pasted: string): BrowserReport | null {
  const text = plain(pasted.slice(0, MAX_READ))
  const problems = CORS_PROBLEMS.filter((problem) => PATTERNS[problem].some((pattern) => pattern.test(text)))
  const snippet = readRequestSnippet(pasted.slice(0, MAX_READ))
  if (problems.length === 0 && snippet === null) return null
  return {
    ...factsOf(text, snippet),
    source: problems.length === 0 ? 'code' : sourceOf(text),
    problems: problems.length > 1 ? problems.filter((problem) => problem !== 'unnamed') : problems,
    isPreflight: PREFLIGHT.test(text),
  }
}

/** Straight quotes and single spaces: consoles wrap lines, and Firefox sets typographic quotes. */
function plain(text: string): string {
  return text
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/\s+/g, ' ')
}

const PREFLIGHT =
  /preflight (request|response|channel)|is not allowed by Access-Control-Allow-(Methods|Headers)|in CORS header 'Access-Control-Allow-(Methods|Headers)'/i

/** Chromium's cors_error_string, Firefox's security.properties, WebKit's CrossOriginAccessControl, in that order. */
const PATTERNS: Record<CorsProblem, readonly RegExp[]> = {
  'multiple-values': [
    /'Access-Control-Allow-Origin' header contains multiple values/,
    /Multiple CORS header 'Access-Control-Allow-Origin' not allowed/,
    /Access-Control-Allow-Origin cannot contain more than one origin/,
  ],
  'wildcard-with-credentials': [
    /must not be the wildcard '\*' when the request's credentials mode is 'include'/,
    /Credential is not supported if the CORS header 'Access-Control-Allow-Origin' is '\*'/,
    /Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true/,
  ],
  'credentials-not-allowed': [
    /'Access-Control-Allow-Credentials' header in the response is '.*?' which must be 'true'/,
    /expected 'true' in CORS header 'Access-Control-Allow-Credentials'/,
    /Credentials flag is true, but Access-Control-Allow-Credentials is not "true"/,
  ],
  'method-not-allowed': [
    /Method \S+ is not allowed by Access-Control-Allow-Methods/,
    /Did not find method in CORS header 'Access-Control-Allow-Methods'/,
  ],
  'header-not-allowed': [
    /Request header field \S+ is not allowed by Access-Control-Allow-Headers/,
    /header '[^']+' is not allowed according to header 'Access-Control-Allow-Headers'/,
    /missing token '[^']+' in CORS header 'Access-Control-Allow-Headers'/,
  ],
  'unreadable-list': [
    /Cannot parse Access-Control-Allow-(Methods|Headers) response header field/,
    /invalid token '[^']*' in CORS header 'Access-Control-Allow-(Methods|Headers)'/,
  ],
  'origin-mismatch': [
    /'Access-Control-Allow-Origin' header has a value '[^']*' that is not equal to the supplied origin/,
    /CORS header 'Access-Control-Allow-Origin' does not match '[^']*'/,
  ],
  'invalid-origin-value': [/'Access-Control-Allow-Origin' header contains the invalid value/],
  'preflight-redirect': [
    /Redirect is not allowed for a preflight request/,
    /Preflight response is not successful\.? Status code: 3\d\d/,
    /CORS preflight response did not succeed\)\.? Status code: 3\d\d/,
  ],
  redirect: [
    /Redirect from '[^']+' to '[^']+' has been blocked by CORS policy/,
    /\(redirected from '[^']+'\)/,
    /Redirect location '[^']*' (contains a username and password|has a disallowed scheme)/,
    /Request requires preflight, which is disallowed to follow cross-origin redirects/,
    /CORS request external redirect not allowed/,
    /Cross-origin redirection to \S+ denied/,
  ],
  forbidden: [/troubleshooting Function URL authorization issues/, /\b403\b \(?Forbidden/],
  'preflight-status': [
    /It does not have HTTP ok status/,
    /CORS preflight (response|channel) did not succeed/,
    /Preflight response is not successful/,
  ],
  'allow-origin-missing': [
    /No 'Access-Control-Allow-Origin' header is present/,
    /CORS header 'Access-Control-Allow-Origin' missing/,
    // Safari says the same of a header that is missing and of one with another origin.
    /Origin \S+ is not allowed by Access-Control-Allow-Origin/,
  ],
  'local-network': [
    /more-private address space/,
    /to access the [`'"]?(unknown|local|loopback|private)[`'"]? address space/,
  ],
  'not-http': [
    /Cross origin requests are only supported for (protocol schemes|HTTP)/,
    /CORS request not http/,
  ],
  'no-answer': [/CORS request did not succeed/, /net::ERR_(?!FAILED)[A-Z_]+/],
  unnamed: [
    /due to access control checks/,
    /has been blocked by CORS policy/,
    /Cross-Origin Request Blocked/,
    /TypeError: (Failed to fetch|Load failed|NetworkError when attempting to fetch resource)/,
    /(AxiosError|Error): Network Error|ERR_NETWORK\b/,
    /net::ERR_FAILED/,
  ],
}

function sourceOf(text: string): BrowserReport['source'] {
  if (/blocked by CORS policy|net::ERR_|Failed to fetch/.test(text)) return 'Chrome'
  if (/Cross-Origin Request Blocked|\(Reason: |NetworkError when/.test(text)) return 'Firefox'
  return 'Safari'
}

function factsOf(
  text: string,
  snippet: RequestFacts | null,
): Omit<BrowserReport, 'source' | 'problems' | 'isPreflight'> {
  const status = Number(first(text, STATUS))
  const allowOrigin = first(text, ALLOW_ORIGIN)
  const address = first(text, ADDRESS) ?? snippet?.address
  const origin = first(text, ORIGIN) ?? snippet?.origin
  const named = first(text, METHOD)?.toUpperCase()
  const method = named ?? snippet?.method
  // What the browser names needs not be read in the code.
  const unread = snippet?.unread?.filter((part) => part !== 'method' || named === undefined) ?? []
  return {
    ...(address !== undefined && { address }),
    ...(origin !== undefined && { origin }),
    ...(method !== undefined && { method }),
    headers: headersOf(text, snippet),
    ...(withCredentialsOf(text, snippet) && { withCredentials: true }),
    ...(status >= 100 && { status }),
    ...(allowOrigin !== undefined && { allowOrigin }),
    ...(snippet?.isNoCors && { isNoCors: true }),
    ...(unread.length > 0 && { unread }),
  }
}

const STATUS = [/Status code: (\d{3})/, /net::ERR_FAILED (\d{3})/]
const ALLOW_ORIGIN = [
  /'Access-Control-Allow-Origin' header has a value '([^']*)'/,
  /contains multiple values '([^']*)'/,
  // Firefox names the header's value here, not the page's origin.
  /'Access-Control-Allow-Origin' does not match '([^']*)'/,
]
const ADDRESS = [
  /Access to .{1,40}? at '([^']+)'/,
  /Redirect from '([^']+)' to/,
  /reading the remote resource at (\S+?)\.? \(Reason/,
  /(?:Fetch API|XMLHttpRequest|EventSource) cannot load (\S+?)(?: due to|\. )/,
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE) (https?:\/\/\S+) net::ERR/,
]
const ORIGIN = [/from origin '([^']+)'/, /Origin (\S+) is not allowed by Access-Control-Allow-Origin/]
const METHOD = [
  /Method (\S+) is not allowed by Access-Control-Allow-Methods/,
  /\b(GET|HEAD|POST|PUT|PATCH|DELETE) https?:\/\/\S+ (?:net::ERR|CORS)/,
  /XHR ?(GET|HEAD|POST|PUT|PATCH|DELETE)\b/,
]
const HEADER_NAMES = [
  /Request header field (\S+) is not allowed by/g,
  /header '([^']+)' is not allowed according to header 'Access-Control-Allow-Headers'/g,
  /missing token '([^']+)' in CORS header 'Access-Control-Allow-Headers'/g,
]

function first(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

function headersOf(text: string, snippet: RequestFacts | null): BrowserReport['headers'] {
  const headers = new Map(snippet?.headers ?? [])
  for (const pattern of HEADER_NAMES)
    for (const [, name] of text.matchAll(pattern))
      if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), '')
  return [...headers]
}

function withCredentialsOf(text: string, snippet: RequestFacts | null): boolean {
  const isSaid = [...PATTERNS['wildcard-with-credentials'], ...PATTERNS['credentials-not-allowed']]
  return snippet?.withCredentials === true || isSaid.some((pattern) => pattern.test(text))
}
