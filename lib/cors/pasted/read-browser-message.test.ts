import { describe, expect, test } from 'vitest'
import {
  type BrowserReport,
  type CorsProblem,
  readBrowserMessage,
} from '@/lib/cors/pasted/read-browser-message'

const URL_ = 'https://abc123.lambda-url.eu-central-1.on.aws/'
const APP = 'https://app.example.com'

const chrome = (what: string, by = 'fetch') =>
  `Access to ${by} at '${URL_}' from origin '${APP}' has been blocked by CORS policy: ${what}`
const firefox = (reason: string, status = '') =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL_}. (Reason: ${reason}).${status}`
const PREFLIGHT = "Response to preflight request doesn't pass access control check: "

type Row = [title: string, text: string, problem: CorsProblem, facts: Partial<BrowserReport>]
const at = { address: URL_, origin: APP }

const CHROME: Row[] = [
  [
    'no header',
    chrome("No 'Access-Control-Allow-Origin' header is present on the requested resource."),
    'allow-origin-missing',
    { ...at, isPreflight: false },
  ],
  [
    'no header, in the older wording',
    chrome(
      "No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.",
    ),
    'allow-origin-missing',
    at,
  ],
  [
    'no header in the preflight',
    chrome(`${PREFLIGHT}No 'Access-Control-Allow-Origin' header is present on the requested resource.`),
    'allow-origin-missing',
    { ...at, isPreflight: true },
  ],
  [
    'no header, by XMLHttpRequest, with the line of the network below',
    `${chrome("No 'Access-Control-Allow-Origin' header is present on the requested resource.", 'XMLHttpRequest')}\nindex.js:12  PUT ${URL_} net::ERR_FAILED 502 (Bad Gateway)`,
    'allow-origin-missing',
    { ...at, method: 'PUT', status: 502 },
  ],
  [
    'another origin',
    chrome(
      `The 'Access-Control-Allow-Origin' header has a value 'https://www.example.com' that is not equal to the supplied origin. Have the server send the header with a valid value.`,
    ),
    'origin-mismatch',
    { ...at, allowOrigin: 'https://www.example.com' },
  ],
  [
    'no origin at all',
    chrome(`The 'Access-Control-Allow-Origin' header contains the invalid value 'app.example.com'.`),
    'invalid-origin-value',
    at,
  ],
  [
    'several values',
    chrome(
      `The 'Access-Control-Allow-Origin' header contains multiple values '${APP}, *', but only one is allowed. Have the server send the header with a valid value.`,
    ),
    'multiple-values',
    { ...at, allowOrigin: `${APP}, *` },
  ],
  [
    '* with credentials',
    chrome(
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    ),
    'wildcard-with-credentials',
    { ...at, withCredentials: true },
  ],
  [
    '* with credentials, by XMLHttpRequest, in the preflight',
    chrome(
      `${PREFLIGHT}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
      'XMLHttpRequest',
    ),
    'wildcard-with-credentials',
    { isPreflight: true, withCredentials: true },
  ],
  [
    'credentials not allowed',
    chrome(
      "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
    ),
    'credentials-not-allowed',
    { withCredentials: true },
  ],
  [
    'the method',
    chrome('Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.'),
    'method-not-allowed',
    { ...at, method: 'PUT', isPreflight: true },
  ],
  [
    'a header',
    chrome(
      'Request header field x-api-key is not allowed by Access-Control-Allow-Headers in preflight response.',
    ),
    'header-not-allowed',
    { headers: [['x-api-key', '']], isPreflight: true },
  ],
  [
    'a list that cannot be read',
    chrome('Cannot parse Access-Control-Allow-Headers response header field in preflight response.'),
    'unreadable-list',
    { isPreflight: true },
  ],
  [
    'a failing preflight',
    chrome(`${PREFLIGHT}It does not have HTTP ok status.`),
    'preflight-status',
    { isPreflight: true },
  ],
  [
    'a redirected preflight',
    chrome(`${PREFLIGHT}Redirect is not allowed for a preflight request.`),
    'preflight-redirect',
    { isPreflight: true },
  ],
  [
    'a redirect',
    `Access to fetch at 'https://login.example.com/' (redirected from '${URL_}') from origin '${APP}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    'redirect',
    { origin: APP },
  ],
  [
    'the local network',
    chrome('Permission was denied for this request to access the `unknown` address space.'),
    'local-network',
    at,
  ],
  [
    'a page from a file',
    `Access to fetch at 'file:///C:/data.json' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, chrome-extension, data, http, https, isolated-app.`,
    'not-http',
    { origin: 'null' },
  ],
  ['no name', `GET ${URL_} net::ERR_NAME_NOT_RESOLVED`, 'no-answer', { method: 'GET', address: URL_ }],
  ['only the error of the script', 'Uncaught (in promise) TypeError: Failed to fetch', 'unnamed', {}],
]

const FIREFOX: Row[] = [
  [
    'no header',
    firefox('CORS header ‘Access-Control-Allow-Origin’ missing', ' Status code: 200.'),
    'allow-origin-missing',
    { address: URL_, status: 200 },
  ],
  [
    'another origin',
    firefox('CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://www.example.com’'),
    'origin-mismatch',
    { allowOrigin: 'https://www.example.com' },
  ],
  [
    'several values',
    firefox('Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed'),
    'multiple-values',
    { address: URL_ },
  ],
  [
    '* with credentials',
    firefox('Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’'),
    'wildcard-with-credentials',
    { withCredentials: true },
  ],
  [
    'credentials not allowed',
    firefox('expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’'),
    'credentials-not-allowed',
    { withCredentials: true },
  ],
  [
    'the method',
    firefox('Did not find method in CORS header ‘Access-Control-Allow-Methods’'),
    'method-not-allowed',
    { isPreflight: true },
  ],
  [
    'a header',
    firefox(
      'header ‘authorization’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
    ),
    'header-not-allowed',
    { headers: [['authorization', '']], isPreflight: true },
  ],
  [
    'a header, in the older wording',
    firefox(
      'missing token ‘x-basket’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel',
    ),
    'header-not-allowed',
    { headers: [['x-basket', '']] },
  ],
  [
    'a list that cannot be read',
    firefox('invalid token ‘x basket’ in CORS header ‘Access-Control-Allow-Headers’'),
    'unreadable-list',
    { isPreflight: true },
  ],
  [
    'a failing preflight',
    firefox('CORS preflight response did not succeed', ' Status code: 403.'),
    'preflight-status',
    { status: 403, isPreflight: true },
  ],
  ['a redirect', firefox('CORS request external redirect not allowed'), 'redirect', {}],
  ['no answer', firefox('CORS request did not succeed', ' Status code: (null).'), 'no-answer', {}],
  ['a page from a file', firefox('CORS request not http'), 'not-http', {}],
  [
    'only the error of the script',
    'TypeError: NetworkError when attempting to fetch resource.',
    'unnamed',
    {},
  ],
]

const SAFARI: Row[] = [
  [
    'no header, or another',
    `Origin ${APP} is not allowed by Access-Control-Allow-Origin. Status code: 200\nFetch API cannot load ${URL_} due to access control checks.`,
    'allow-origin-missing',
    { ...at, status: 200 },
  ],
  [
    'several values',
    'Access-Control-Allow-Origin cannot contain more than one origin.',
    'multiple-values',
    {},
  ],
  [
    '* with credentials',
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
    'wildcard-with-credentials',
    { withCredentials: true },
  ],
  [
    'credentials not allowed',
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
    'credentials-not-allowed',
    { withCredentials: true },
  ],
  [
    'the method',
    `Method DELETE is not allowed by Access-Control-Allow-Methods.\nXMLHttpRequest cannot load ${URL_} due to access control checks.`,
    'method-not-allowed',
    { method: 'DELETE', address: URL_, isPreflight: true },
  ],
  [
    'a header',
    'Request header field X-Basket is not allowed by Access-Control-Allow-Headers.',
    'header-not-allowed',
    { headers: [['x-basket', '']] },
  ],
  [
    'a failing preflight',
    'Preflight response is not successful. Status code: 403',
    'preflight-status',
    { status: 403 },
  ],
  [
    'a redirected preflight',
    'Preflight response is not successful. Status code: 307',
    'preflight-redirect',
    { status: 307 },
  ],
  [
    'a redirect',
    `Cross-origin redirection to https://login.example.com/ denied by Cross-Origin Resource Sharing policy: Origin ${APP} is not allowed by Access-Control-Allow-Origin.`,
    'redirect',
    { origin: APP },
  ],
  [
    'only the end of it',
    `Fetch API cannot load ${URL_} due to access control checks.`,
    'unnamed',
    { address: URL_ },
  ],
]

describe.each([
  ['Chrome', CHROME],
  ['Firefox', FIREFOX],
  ['Safari', SAFARI],
] as const)('%s says', (source, rows) => {
  test.each(rows)('%s', (_, text, problem, facts) => {
    expect(readBrowserMessage(text)).toMatchObject({ source, ...facts })
    expect(readBrowserMessage(text)?.problems[0]).toBe(problem)
    // As it is copied from a narrow console.
    expect(readBrowserMessage(text.replace(/ /g, '\n   '))?.problems[0]).toBe(problem)
  })
})

test('a message and the code that caused it are read together', () => {
  const text = `${chrome(`${PREFLIGHT}No 'Access-Control-Allow-Origin' header is present on the requested resource.`)}
    await fetch(url, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, credentials: 'include', body })`
  expect(readBrowserMessage(text)).toEqual({
    source: 'Chrome',
    problems: ['allow-origin-missing'],
    isPreflight: true,
    by: 'fetch',
    address: URL_,
    origin: APP,
    method: 'PUT',
    headers: [['content-type', 'application/json']],
    withCredentials: true,
  })
})

test('several complaints are kept, the most telling first', () => {
  const text = [
    chrome('Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.'),
    chrome('Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.'),
    'TypeError: Failed to fetch',
  ].join('\n')
  expect(readBrowserMessage(text)?.problems).toEqual(['method-not-allowed', 'header-not-allowed'])
})

test.each([
  ['nothing', ''],
  ['something else', 'Uncaught ReferenceError: basket is not defined'],
  ['prose about CORS', 'We should look at CORS some day.'],
  ['markup', '<script>alert(1)</script>'],
  ['a lot', 'x'.repeat(200_000)],
])('%s is not understood', (_, text) => {
  expect(readBrowserMessage(text)).toBeNull()
})

describe('older wordings, other languages and how texts are passed on', () => {
  const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."
  const not = `Origin '${APP}' is therefore not allowed access.`
  const whole = chrome(`${PREFLIGHT}${MISSING}`)
  test.each<
    [
      title: string,
      text: string,
      source: BrowserReport['source'],
      problem: CorsProblem,
      facts?: Partial<BrowserReport>,
    ]
  >([
    [
      'Chrome 50',
      `XMLHttpRequest cannot load ${URL_}. ${MISSING} ${not}`,
      'Chrome',
      'allow-origin-missing',
      at,
    ],
    [
      'Chrome 50, with a status',
      `Fetch API cannot load ${URL_}. ${PREFLIGHT}${MISSING} ${not} The response had HTTP status code 403.`,
      'Chrome',
      'allow-origin-missing',
      { ...at, isPreflight: true, status: 403 },
    ],
    ['Chrome 60', `Failed to load ${URL_}: ${MISSING} ${not}`, 'Chrome', 'allow-origin-missing', at],
    [
      'Chrome 50, the status of a preflight',
      `XMLHttpRequest cannot load ${URL_}. Response for preflight has invalid HTTP status code 403`,
      'browser',
      'preflight-status',
      { address: URL_, status: 403, isPreflight: true },
    ],
    [
      'Chrome 60, the status of a preflight',
      `Failed to load ${URL_}: Response for preflight does not have HTTP ok status.`,
      'browser',
      'preflight-status',
      { isPreflight: true },
    ],
    [
      'Chrome 50, a redirected preflight',
      `XMLHttpRequest cannot load ${URL_}. Response for preflight is invalid (redirect)`,
      'browser',
      'preflight-redirect',
      { isPreflight: true },
    ],
    [
      'Chrome 50, * with credentials',
      `XMLHttpRequest cannot load ${URL_}. A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true. ${not}`,
      'Chrome',
      'wildcard-with-credentials',
      { withCredentials: true },
    ],
    [
      'Chrome 50, credentials',
      `XMLHttpRequest cannot load ${URL_}. Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is ''. It must be 'true' to allow credentials. ${not}`,
      'Chrome',
      'credentials-not-allowed',
      { withCredentials: true },
    ],
    [
      'WebKit before Chrome and Safari parted',
      `XMLHttpRequest cannot load ${URL_}. Origin ${APP} is not allowed by Access-Control-Allow-Origin.`,
      'browser',
      'allow-origin-missing',
      at,
    ],
    [
      'a header, by the same',
      `XMLHttpRequest cannot load ${URL_}. Request header field X-A is not allowed by Access-Control-Allow-Headers.`,
      'browser',
      'header-not-allowed',
      { headers: [['x-a', '']] },
    ],
    [
      'Firefox in German',
      `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${URL_}. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt). Statuscode: 200.`,
      'Firefox',
      'allow-origin-missing',
    ],
    [
      'Firefox in French',
      `Blocage d’une requête multi-origines (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur ${URL_}. Raison : l’en-tête CORS « Access-Control-Allow-Origin » est manquant.`,
      'Firefox',
      'allow-origin-missing',
    ],
    [
      'Firefox in Spanish',
      `Solicitud desde otro origen bloqueada: la política de mismo origen impide leer el recurso remoto en ${URL_} (razón: falta la cabecera CORS 'Access-Control-Allow-Origin').`,
      'Firefox',
      'allow-origin-missing',
    ],
    [
      'Firefox in Japanese',
      `クロスオリジン要求をブロックしました: 同一生成元ポリシーにより、${URL_} にあるリモートリソースの読み込みは拒否されます (理由: CORS ヘッダー ‘Access-Control-Allow-Origin’ が足りない)。`,
      'Firefox',
      'allow-origin-missing',
    ],
    [
      'Firefox in German, a header',
      `Quellübergreifende (Cross-Origin) Anfrage blockiert: (Grund: Header 'x-a' ist laut Header 'Access-Control-Allow-Headers' nicht erlaubt).`,
      'Firefox',
      'header-not-allowed',
    ],
    [
      'Firefox’s own link',
      `[Learn More](https://developer.mozilla.org/docs/Web/HTTP/CORS/Errors/CORSMissingAllowHeaderFromPreflight?utm_source=devtools)`,
      'Firefox',
      'header-not-allowed',
      { isPreflight: true },
    ],
    [
      'the place in front of it',
      `index.js:1 ${whole}`,
      'Chrome',
      'allow-origin-missing',
      { isPreflight: true },
    ],
    ['Windows line ends', whole.replace(/ /g, '\r\n'), 'Chrome', 'allow-origin-missing', at],
    ['spaces that do not break', whole.replace(/ /g, '\u00a0'), 'Chrome', 'allow-origin-missing', at],
    ['typographic quotes', whole.replace(/'([^']*)'/g, '‘$1’'), 'Chrome', 'allow-origin-missing', at],
    ['encoded for an address', encodeURIComponent(whole), 'Chrome', 'allow-origin-missing', at],
    ['out of a page’s source', whole.replace(/'/g, '&#39;'), 'Chrome', 'allow-origin-missing', at],
    ['colours of a terminal', `\u001b[31m${whole}\u001b[0m`, 'Chrome', 'allow-origin-missing', at],
    [
      'cut off behind the header',
      chrome("No 'Access-Control-Allow-Origin' header is pres"),
      'Chrome',
      'allow-origin-missing',
      at,
    ],
    ['cut off before it', chrome('Respon'), 'Chrome', 'unnamed', at],
    ['a row of Chrome’s network panel', 'items\tCORS error\tfetch\tapp.js:3\t0 B', 'Chrome', 'unnamed'],
    [
      'Angular’s own error',
      `HttpErrorResponse: Http failure response for ${URL_}: 0 Unknown Error`,
      'browser',
      'unnamed',
      { address: URL_ },
    ],
    [
      'a failure with the status of a response',
      `GET ${URL_} net::ERR_FAILED 200 (OK)`,
      'Chrome',
      'unnamed',
      { status: 200, method: 'GET' },
    ],
  ])('%s', (_, text, source, problem, facts = {}) => {
    const report = readBrowserMessage(text)
    expect(report).toMatchObject({ source, ...facts })
    expect(report?.problems[0]).toBe(problem)
  })
})
