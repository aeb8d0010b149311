import { readInOtherLanguage } from '@/lib/cors/pasted/other-languages'
import { type RequestFacts, readRequestSnippet } from '@/lib/cors/pasted/read-request-snippet'
import { cleanedPaste, withStraightQuotes } from '@/lib/text/pasted-text'

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
  /**
   * Whose wording it is: `browser` where several say so, `response` for the headers of a response, `code` for a call
   * alone. Edge and other Chromium browsers count as Chrome.
   */
  source: 'Chrome' | 'Firefox' | 'Safari' | 'browser' | 'response' | 'code'
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
  const cleaned = cleanedPaste(pasted.slice(0, MAX_READ))
  const text = plain(cleaned)
  const problems = problemsIn(text)
  const snippet = readRequestSnippet(cleaned)
  if (problems.length === 0 && snippet === null) return null
  return {
    ...factsOf(text, snippet),
    source: problems.length === 0 ? 'code' : sourceOf(text),
    problems: problems.length > 1 ? problems.filter((problem) => problem !== 'unnamed') : problems,
    isPreflight: PREFLIGHT.test(text),
  }
}

/** On one line: consoles wrap lines. */
function plain(text: string): string {
  return withStraightQuotes(text).replace(/\s+/g, ' ')
}

const PREFLIGHT =
  /preflight (request|response|channel)|for preflight|requires? preflight|CORS Preflight Did|CORS(Preflight|Method|MissingAllowHeaderFrom|InvalidAllow(Method|Header))|CORS (Method Not|Missing Allow Header)|is not allowed by Access-Control-Allow-(Methods|Headers)|in CORS header 'Access-Control-Allow-(Methods|Headers)'/i

/** Errors of Chromium's network stack after which there is no response at all. */
const NO_ANSWER =
  /net::ERR_(NAME_|INTERNET_|CONNECTION_|ADDRESS_|CERT_|SSL_|TIMED_OUT|PROXY_|TUNNEL_|EMPTY_RESPONSE|NETWORK_|QUIC_|BAD_SSL|ICANN)/

/**
 * Chromium's cors_error_string, Firefox's security.properties (and the pages that its "Learn more" leads to), WebKit's
 * CrossOriginAccessControl; older wordings and those of the network panels beside them.
 */
const PATTERNS: Record<CorsProblem, readonly RegExp[]> = {
  'multiple-values': [
    /CORSMultipleAllowOriginNotAllowed/,
    /CORS Multiple Allow Origin/,
    /'Access-Control-Allow-Origin' header contains multiple values/,
    /Multiple CORS header 'Access-Control-Allow-Origin' not allowed/,
    /Access-Control-Allow-Origin cannot contain more than one origin/,
  ],
  'wildcard-with-credentials': [
    /A wildcard '\*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials/,
    /CORSNotSupportingCredentials/,
    /CORS Not Supporting Credentials/,
    /Access-Control-Allow-Origin cannot be a wildcard|wildcard in Access-Control-Allow-Origin when (?:the )?(?:request|credentials)/,
    /must not be the wildcard '\*' when the request's credentials mode is 'include'/,
    /Credential is not supported if the CORS header 'Access-Control-Allow-Origin' is '\*'/,
    /Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true/,
  ],
  'credentials-not-allowed': [
    /Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is/,
    /CORSMissingAllowCredentials/,
    /CORS Missing Allow Credentials/,
    /'Access-Control-Allow-Credentials' header in the response is '.*?' which must be 'true'/,
    /expected 'true' in CORS header 'Access-Control-Allow-Credentials'/,
    /Credentials flag is true, but Access-Control-Allow-Credentials is not "true"/,
  ],
  'method-not-allowed': [
    /CORSMethodNotFound/,
    /CORS Method Not Found/,
    /Method \S+ is not allowed by Access-Control-Allow-Methods/,
    /Did not find method in CORS header 'Access-Control-Allow-Methods'/,
  ],
  'header-not-allowed': [
    /CORSMissingAllowHeaderFromPreflight/,
    /CORS Missing Allow Header/,
    /Request header field \S+ is not allowed by Access-Control-Allow-Headers/,
    /header '[^']+' is not allowed according to header 'Access-Control-Allow-Headers'/,
    /missing token '[^']+' in CORS header 'Access-Control-Allow-Headers'/,
  ],
  'unreadable-list': [
    /CORSInvalidAllow(Method|Header)\b/,
    /Cannot parse Access-Control-Allow-(Methods|Headers) response header field/,
    /invalid token '[^']*' in CORS header 'Access-Control-Allow-(Methods|Headers)'/,
  ],
  'origin-mismatch': [
    /CORSAllowOriginNotMatchingOrigin/,
    /CORS Allow Origin Not Matching Origin/,
    /'Access-Control-Allow-Origin' header has a value '[^']*' that is not equal to the supplied origin/,
    /CORS header 'Access-Control-Allow-Origin' does not match '[^']*'/,
  ],
  'invalid-origin-value': [/'Access-Control-Allow-Origin' header contains the invalid value/],
  'preflight-redirect': [
    /Response for preflight is invalid \(redirect\)/,
    /disallowed for cross-origin requests that require preflight/,
    /Redirect is not allowed for a preflight request/,
    /Preflight response is not successful\.? Status code: 3\d\d/,
    /CORS preflight response did not succeed\)\.? Status code: 3\d\d/,
  ],
  redirect: [
    /CORSExternalRedirectNotAllowed/,
    /Redirect at origin '[^']+' has been blocked from loading by Cross-Origin Resource Sharing policy/,
    /Redirect from '[^']+' to '[^']+' has been blocked by CORS policy/,
    /\(redirected from '[^']+'\)/,
    /Redirect location '[^']*' (contains a username and password|has a disallowed scheme)/,
    /Request requires preflight, which is disallowed to follow cross-origin redirects/,
    /CORS request external redirect not allowed/,
    /Cross-origin redirection to \S+ denied/,
  ],
  forbidden: [/troubleshooting Function URL authorization issues/, /\b403\b \(?Forbidden/],
  'preflight-status': [
    /Response (for|to) preflight (has invalid HTTP status code|does not have HTTP ok status)/,
    /CORSPreflightDidNotSucceed|CORS Preflight Did Not Succeed/,
    /It does not have HTTP ok status/,
    /CORS preflight (response|channel) did not succeed/,
    /Preflight response is not successful/,
  ],
  'allow-origin-missing': [
    /CORSMissingAllowOrigin/,
    /CORS Missing Allow Origin/,
    /No 'Access-Control-Allow-Origin' header/,
    /CORS header 'Access-Control-Allow-Origin' missing/,
    // Safari says the same of a header that is missing and of one with another origin.
    /Origin \S+ is not allowed by Access-Control-Allow-Origin/,
  ],
  'local-network': [
    /more-private address space/,
    /to access the [`'"]?(unknown|local|loopback|private)[`'"]? address space/,
  ],
  'not-http': [
    /CORSRequestNotHttp/,
    /Cross origin requests are only supported for (protocol schemes|HTTP)/,
    /CORS request not http/,
  ],
  'no-answer': [/CORS request did not succeed/, /CORSDidNotSucceed/, NO_ANSWER],
  unnamed: [
    /due to access control checks/,
    /has been blocked by CORS policy/,
    /Cross-Origin Request Blocked/,
    /TypeError: (Failed to fetch|Load failed|NetworkError when attempting to fetch resource)/,
    /(AxiosError|Error): Network Error|ERR_NETWORK\b/,
    /net::ERR_FAILED/,
    /\bCORS error\b|\bCORS Failed\b|\bblocked by CORS\b/,
    /Http failure response for \S+: 0 Unknown Error/,
  ],
}

function problemsIn(text: string): CorsProblem[] {
  const problems = CORS_PROBLEMS.filter((problem) => PATTERNS[problem].some((pattern) => pattern.test(text)))
  const translated = problems.length === 0 ? readInOtherLanguage(text) : null
  return translated ? [translated] : problems
}

const SOURCES: readonly (readonly [BrowserReport['source'], RegExp])[] = [
  ['Chrome', /blocked by CORS policy|net::ERR_|Failed to fetch|is therefore not allowed access|CORS error\b/],
  ['Firefox', /Cross-Origin Request Blocked|\(Reason: |NetworkError when|\/CORS\/Errors\/|in CORS header '/],
  [
    'Safari',
    /due to access control checks|TypeError: Load failed|Preflight response is not successful|Credentials flag is true, but Access|Cannot use wildcard in Access|cannot contain more than one origin|denied by Cross-Origin Resource Sharing policy|Access-Control-Allow-\w+\.? Status code/,
  ],
]

/** WebKit's words for methods and headers, unless they stand behind the address, as older Chromium wrote them too. */
const WEBKIT =
  /(?<!cannot load \S+ )(Method \S+|Request header field \S+) is not allowed by Access-Control-Allow-\w+\.(?! in)/

function sourceOf(text: string): BrowserReport['source'] {
  if (readInOtherLanguage(text) !== null) return 'Firefox'
  const known = SOURCES.find(([, words]) => words.test(text))
  return known?.[0] ?? (WEBKIT.test(text) ? 'Safari' : 'browser')
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
    ...(snippet?.by && { by: snippet.by }),
    ...(snippet?.forcesPreflight && { forcesPreflight: true }),
    ...(unread.length > 0 && { unread }),
  }
}

const STATUS = [
  /Status code: (\d{3})/i,
  /net::ERR_\w+ (\d{3})/,
  /HTTP status code (\d{3})/,
  /responded with a status of (\d{3})/,
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) https?:\S+ (\d{3}) \(/,
]
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
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (https?:\/\/\S+) (?:net::ERR|\d{3} \()/,
  /Failed to load (https?:\/\/\S+?): /,
  /Http failure response for (https?:\/\/\S+?): /,
  // In other languages than English the words around it differ.
  /(https?:\/\/[a-z0-9]{20,40}\.lambda-url\.[a-z0-9-]+\.on\.aws\/?[^\s'"”»）)]*?)\.?(?=[\s'"”»）)]|$)/,
]
const ORIGIN = [
  /from origin '([^']+)'/,
  /Origin '([^']+)' is therefore not allowed access/,
  /Origin (\S+) is not allowed by Access-Control-Allow-Origin/,
]
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
