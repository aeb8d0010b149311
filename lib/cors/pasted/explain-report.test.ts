import { describe, expect, test } from 'vitest'
import { asksForCall, explainReport } from '@/lib/cors/pasted/explain-report'
import { CORS_PROBLEMS, readBrowserMessage } from '@/lib/cors/pasted/read-browser-message'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'

const SHOP = 'https://shop.example.com'
const ADMIN = 'https://admin.example.com'
const shop: Cors = { AllowOrigins: [SHOP], AllowMethods: ['GET'], AllowHeaders: ['content-type'] }
const page: PageRequest = { origin: SHOP, method: 'GET', headers: [], withCredentials: false }

const chrome = (what: string, origin = ADMIN) =>
  `Access to fetch at 'https://abc.lambda-url.eu-central-1.on.aws/' from origin '${origin}' has been blocked by CORS policy: ${what}`
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."
const PREFLIGHT = "Response to preflight request doesn't pass access control check: "

function explained(text: string, draft = shop, asked = page) {
  const report = readBrowserMessage(text)
  if (report === null) throw new Error(`not understood: ${text}`)
  return explainReport(report, draft, asked)
}

test.each([
  ['an answer', chrome(MISSING, 'null')],
  ['a preflight', chrome(PREFLIGHT + MISSING, 'null')],
])('a page without an origin of its own is never said to be allowed: %s', (_title, text) => {
  const { elsewhere, parts } = explained(text)
  expect(parts).toEqual([])
  expect(elsewhere.join(' ')).toContain('The page has no origin that could be listed')
  expect(elsewhere.join(' ')).not.toContain('The draft allows')
})

describe('what would cure it', () => {
  test.each<[string, string, Cors, Cors]>([
    ['the origin', chrome(MISSING), shop, { ...shop, AllowOrigins: [SHOP, ADMIN] }],
    [
      'the origin, and what the pasted call needs',
      `${chrome(PREFLIGHT + MISSING)}\nfetch(u, { method: 'PUT', headers: { 'X-Basket': 'b' }, credentials: 'include' })`,
      shop,
      {
        AllowOrigins: [SHOP, ADMIN],
        AllowMethods: ['GET', 'PUT'],
        AllowHeaders: ['content-type', 'x-basket'],
        AllowCredentials: true,
      },
    ],
    [
      'the method',
      chrome('Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.', SHOP),
      shop,
      { ...shop, AllowMethods: ['GET', 'PUT'] },
    ],
    [
      'a header, also one whose value would be safelisted',
      chrome(
        'Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.',
        SHOP,
      ),
      { AllowOrigins: [SHOP] },
      { AllowOrigins: [SHOP], AllowHeaders: ['content-type'] },
    ],
    [
      'the origin in place of *, with credentials',
      'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
      { AllowOrigins: ['*'] },
      { AllowOrigins: [SHOP], AllowCredentials: true },
    ],
    [
      'credentials',
      'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
      shop,
      { ...shop, AllowCredentials: true },
    ],
    [
      'a GET of plain text needs the origin alone',
      `fetch('https://x.example/', { headers: { accept: 'text/plain' } })`,
      { AllowOrigins: [ADMIN] },
      { AllowOrigins: [ADMIN, SHOP] },
    ],
    [
      'a call in code',
      `axios.put('https://x.example/', data)`,
      shop,
      { ...shop, AllowMethods: ['GET', 'PUT'] },
    ],
    ['nothing: the origin is allowed already', chrome(MISSING, SHOP), shop, shop],
    ['nothing: null is no origin to list', chrome(MISSING, 'null'), shop, shop],
  ])('%s', (_, text, draft, cured) => {
    expect(explained(text, draft).cors).toEqual(cured)
  })
})

describe('where CORS settings cannot cure it, it says what does', () => {
  test.each<[string, string, RegExp]>([
    [
      'two values',
      chrome(
        `The 'Access-Control-Allow-Origin' header contains multiple values '${ADMIN}, *', but only one is allowed.`,
      ),
      /one place only/,
    ],
    [
      'another value',
      chrome(
        `The 'Access-Control-Allow-Origin' header has a value 'https://x.example' that is not equal to the supplied origin.`,
        SHOP,
      ),
      /function’s own code, or a cache/,
    ],
    [
      'a redirect',
      chrome(`${PREFLIGHT}Redirect is not allowed for a preflight request.`),
      /No CORS setting fixes a redirect/,
    ],
    ['403', 'Preflight response is not successful. Status code: 403', /Access tab/],
    ['502', `${chrome(MISSING, SHOP)}\nPUT https://x.example/ net::ERR_FAILED 502`, /the function failed/],
    ['no answer', 'GET https://x.example/ net::ERR_CONNECTION_REFUSED', /address, at TLS/],
    [
      'a preflight that names nothing',
      chrome(PREFLIGHT + MISSING, SHOP),
      /Choose the method in the simulator/,
    ],
    ['the script’s own error', 'TypeError: Load failed', /second line with the reason/],
    ['patch', `fetch('https://x.example/', { method: 'patch' })`, /PATCH in capitals/],
    [
      '* that is not from here',
      'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
      /does not come from these settings/,
    ],
  ])('%s', (_, text, advice) => {
    expect(explained(text).elsewhere.join(' ')).toMatch(advice)
  })

  test('and changes nothing', () => {
    const text = chrome(
      `The 'Access-Control-Allow-Origin' header contains multiple values '${ADMIN}, *', but only one is allowed.`,
    )
    expect(explained(text).parts).toEqual([])
  })
})

test('the request of the message is filled in for the simulator', () => {
  const text = `fetch(u, { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Key': 'SECRET' } })`
  expect(explained(text, shop, { ...page, origin: ADMIN, withCredentials: true }).request).toEqual({
    origin: ADMIN,
    method: 'PUT',
    headers: [
      ['content-type', 'application/json'],
      ['x-key', ''],
    ],
    withCredentials: false,
  })
  expect(explained(chrome(MISSING), shop, { ...page, method: 'POST' }).request).toMatchObject({
    origin: ADMIN,
    method: 'POST',
  })
})

describe('a call that could not be read whole', () => {
  test.each<[text: string, sentence: RegExp]>([
    ['fetch(u, { headers })', /The headers of the call could not be read: add them in the simulator\./],
    ['fetch(u, { method: m })', /The method of the call could not be read/],
    ['fetch(u, { mode })', /The mode of the call could not be read/],
    ['fetch(u, { credentials: c })', /Whether the call sends credentials could not be read/],
    ['fetch(u, { ...auth })', /The options of the call could not be read in full/],
    ['aws.fetch(u)', /A call by a client that is not read here .* was left out/],
    ['fetch(u); fetch(v)', /more than one call, and only one was read/],
    [`fetch(u, { method: 'GET'`, /The text ends before the call does/],
  ])('%s', (text, sentence) => {
    const { elsewhere, isComplete } = explained(text)
    expect(elsewhere.join(' ')).toMatch(sentence)
    for (const each of elsewhere) expect(each).toMatch(/^[A-Z].*[.]$/)
    expect(isComplete).toBe(false)
  })

  test('does not say that the code sends what was filled in', () => {
    expect(explained('fetch(u, { method: m })').says).toEqual(['The code makes a call.'])
  })

  test('needs no method where the browser names it', () => {
    const message = chrome('Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.')
    expect(explained(`${message}\nfetch(u, { method })`).isComplete).toBe(true)
  })
})

test('members of a body are no options', () => {
  const text = `fetch(u, { body: JSON.stringify({ method: 'card' }), method: 'POST' })`
  expect(explained(text)).toMatchObject({
    says: ['The code sends POST with content-type.'],
    isComplete: true,
  })
})

test('with no-cors no script gets to read the answer', () => {
  const { says, elsewhere, isComplete } = explained(`fetch(u, { mode: 'no-cors' })`)
  expect(says.join(' ')).toMatch(/the script never gets to read the response, whatever these settings say/)
  expect(elsewhere.join(' ')).toMatch(/Take mode: ‘no-cors’ out of the code/)
  expect(isComplete).toBe(true)
})

test('hostile text in a message is cut and shown with what cannot be seen', () => {
  const name = `x\u202e${'a'.repeat(500)}`
  const { says, cors } = explained(
    `Request header field ${name} is not allowed by Access-Control-Allow-Headers.`,
  )
  expect(says.join(' ')).toContain('[U+202E]')
  expect(says.join(' ').length).toBeLessThan(250)
  expect(cors).toEqual(shop)
})

test('every problem has words', () => {
  for (const problem of CORS_PROBLEMS) {
    const report = { source: 'Chrome', problems: [problem], isPreflight: false, headers: [] } as const
    const { says, elsewhere } = explainReport(
      { ...report, headers: [...report.headers], problems: [problem] },
      {},
      page,
    )
    for (const sentence of [...says, ...elsewhere]) expect(sentence).toMatch(/^[A-Z(].*[.]$/s)
    expect(says.length).toBeGreaterThan(0)
  }
})

describe('a simple call beside a message about its preflight', () => {
  const message = chrome(PREFLIGHT + MISSING)
  test.each([
    'fetch(u)',
    "axios.get('https://x.example/')",
    "fetch(u, { method: 'POST', body: 'a' })",
    "curl 'https://x.example/' -H 'accept: */*'",
  ])('%s: something adds headers', (code) => {
    const { says, elsewhere, isComplete } = explained(`${message}\n${code}`)
    expect(says.join(' ')).toMatch(
      /needs no preflight, and the message is about one.*something adds to the call/,
    )
    expect(elsewhere[0]).toMatch(/Access-Control-Request-Headers/)
    expect(isComplete).toBe(false)
  })

  test.each([
    ['a call that asks first', `${message}\nfetch(u, { method: 'PUT' })`],
    ['a call that is not read whole', `${message}\nfetch(u, { headers })`],
    ['a message that is about no preflight', `${chrome(MISSING)}\nfetch(u)`],
    [
      'a browser that names what is missing',
      `${chrome('Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.')}\nfetch(u)`,
    ],
  ])('nothing of it for %s', (_, text) => {
    expect(explained(text).says.join(' ')).not.toMatch(/something adds/)
  })
})

test.each([
  ['a WebSocket', "new WebSocket('wss://x.example')", /WebSocket connections have no CORS/],
  ['a form', '<form action="https://x.example/" method="post">', /no CORS check, no preflight/],
])('what no CORS check looks at asks for no change: %s', (_, text, words) => {
  const { fields, parts, elsewhere } = explained(text, {})
  expect([fields, parts]).toEqual(['elsewhere', []])
  expect(elsewhere.join(' ')).toMatch(words)
})

test.each([
  ['no reason', 'TypeError: Failed to fetch'],
  [
    'Firefox, of a response or a preflight',
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://x.example/. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing).`,
  ],
  [
    'a preflight’s status alone',
    'XMLHttpRequest cannot load https://x.example/. Response for preflight has invalid HTTP status code 403',
  ],
])('without the call it is never said that these settings allow it: %s', (_, text) => {
  expect(explained(text).fields).toBe('unknown')
  expect(explained(`${text}\nfetch('https://x.example/')`).fields).not.toBe('change')
})

test('a status comes before the headers that its response lacks', () => {
  const { elsewhere } = explained(`${chrome(MISSING, SHOP)}\nGET https://x.example/ net::ERR_FAILED 429 ()`)
  expect(elsewhere.join(' ')).toMatch(/find the cause of the 429 first/)
  expect(elsewhere.join(' ')).not.toMatch(/Apply it/)
})

test('a message of the browser beside a form is about a call of a script', () => {
  const { fields, elsewhere } = explained(
    `${chrome(MISSING)}\n<form action="https://x.example/" method="post">`,
  )
  expect(fields).toBe('change')
  expect(elsewhere.join(' ')).toMatch(/a script sends the form: paste that call/)
})

test('the headers of htmx are asked for', () => {
  const { cors, elsewhere } = explained('<a hx-put="https://x.example/">')
  expect(cors.AllowHeaders).toEqual(expect.arrayContaining(['hx-request', 'hx-current-url']))
  expect(elsewhere.join(' ')).toMatch(/selfRequestsOnly/)
})

test('what has to be known of a client is said', () => {
  expect(explained("new WebSocket('wss://x.example')").elsewhere.join(' ')).toMatch(
    /WebSocket connections have no CORS/,
  )
  expect(explained('curl https://x.example/').elsewhere.join(' ')).toMatch(/curl makes no CORS checks/)
  const listened = explained(
    "const x = new XMLHttpRequest(); x.upload.onprogress = f; x.open('POST', u); x.send('a')",
  )
  expect(listened.says.join(' ')).toMatch(/Browsers ask first with a preflight here/)
})

describe('nothing computed is no proof that nothing is missing', () => {
  const LOCAL = 'http://localhost:3000'
  const app: Cors = { AllowOrigins: ['https://app.example.com'] }
  const DENIED = 'GET https://abc.lambda-url.eu-central-1.on.aws/ net::ERR_FAILED 403 (Forbidden)'
  const TWICE = chrome(
    `The 'Access-Control-Allow-Origin' header contains multiple values '*, ${LOCAL}', but only one is allowed.`,
    LOCAL,
  )
  const REDIRECT = chrome(`${PREFLIGHT}Redirect is not allowed for a preflight request.`, LOCAL)

  test.each<[string, string]>([
    ['a 403', `${chrome(MISSING, LOCAL)}\n${DENIED}`],
    ['a 403 in words', `${chrome(MISSING, LOCAL)}\nPreflight response is not successful. Status code: 403`],
    ['a redirect', `${REDIRECT}\n${chrome(MISSING, LOCAL)}`],
    ['several values', `${TWICE}\n${chrome(MISSING, LOCAL)}`],
    ['no response at all', `${chrome(MISSING, LOCAL)}\nGET https://x.example/ net::ERR_CONNECTION_REFUSED`],
  ])('beside %s the origin that is not allowed is never said to be', (_title, text) => {
    const { elsewhere, says, fields, parts } = explained(text, app, { ...page, origin: LOCAL })
    const all = [...says, ...elsewhere].join(' ')
    expect(all).not.toContain('The draft allows')
    expect(fields).not.toBe('none')
    // It is offered, or it is said that it is missing too.
    expect(parts.length > 0 || /does not allow this origin either/.test(all)).toBe(true)
  })

  test('a method that no list can hold is not covered', () => {
    const text = `${chrome(PREFLIGHT + MISSING, SHOP)}\nfetch(u, { method: 'PROPFIND' })`
    expect(explained(text).fields).toBe('unknown')
  })

  test.each<[string, string, string]>([
    ['several values alone', TWICE.replaceAll(LOCAL, SHOP), 'elsewhere'],
    ['an allowed origin', chrome(MISSING, SHOP), 'none'],
    ['a preflight that names nothing', chrome(PREFLIGHT + MISSING, SHOP), 'unknown'],
    ['a call that could not be read whole', 'fetch(u, { method: m })', 'unknown'],
    ['a call that the draft allows', 'fetch(u)', 'none'],
    ['a call that it does not', `fetch(u, { method: 'PUT' })`, 'change'],
  ])('%s: %s', (_title, text, fields) => {
    expect(explained(text).fields).toBe(fields)
  })

  test('a message that names a preflight alone asks for the call', () => {
    const read = (text: string) => {
      const report = readBrowserMessage(text)
      return report !== null && asksForCall(report)
    }
    expect(read(chrome(PREFLIGHT + MISSING, SHOP))).toBe(true)
    expect(read(`${chrome(PREFLIGHT + MISSING, SHOP)}\nfetch(u, { method: 'PUT' })`)).toBe(false)
    expect(read(chrome(MISSING, SHOP))).toBe(false)
  })
})
