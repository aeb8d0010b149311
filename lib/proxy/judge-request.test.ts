import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeRequest, MAX_BODY_BYTES, type ProxiedRequest } from '@/lib/proxy/judge-request'
import { refusalPage } from '@/lib/proxy/refusal-page'
import { securityHeaders } from '@/lib/proxy/security-headers'

const HOSTS = ['localhost:3000', '127.0.0.1:3000', '[::1]:3000']

function judge(headers: Record<string, string>, rest: Partial<ProxiedRequest> = {}) {
  const sent: Record<string, string> = { host: 'localhost:3000', ...headers }
  const request = {
    method: 'GET',
    pathname: '/functions',
    header: (name: string) => sent[name] ?? null,
    ...rest,
  }
  return judgeRequest(request, HOSTS)?.status
}

const POST = { method: 'POST' }
const posted = {
  origin: 'http://localhost:3000',
  'content-length': '10',
  'content-type': 'text/plain;charset=UTF-8',
  'next-action': '7f61013c3a09b23aee67795d98eabb5300a6bc1f34',
  'sec-fetch-site': 'same-origin',
}

describe('judgeRequest: Host', () => {
  test.each(HOSTS)('%s is the console', (host) => {
    expect(judge({ host })).toBeUndefined()
    expect(judge({ ...posted, host, origin: `http://${host}` }, POST)).toBeUndefined()
  })

  test.each([
    '',
    'evil.example',
    'localhost',
    'localhost:3001',
    'localhost.:3000',
    'localhost:3000.evil.example',
  ])('“%s” is not', (host) => expect(judge({ host })).toBe(403))

  test('any other host is refused, whatever else is right', () => {
    fc.assert(
      fc.property(fc.string(), (host) => {
        fc.pre(!HOSTS.includes(host.toLowerCase()))
        expect(judge({ ...posted, host }, POST)).toBe(403)
      }),
    )
  })
})

describe('judgeRequest: method and Origin', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'get'])('%s is not taken', (method) => {
    expect(judge(posted, { method })).toBe(405)
  })

  test('a POST of the console’s own page is taken', () => {
    expect(judge(posted, POST)).toBeUndefined()
  })

  test.each([
    'null',
    'https://localhost:3000',
    'http://localhost',
    'http://127.0.0.1:3000',
    'http://evil.example',
    '',
  ])('a POST from Origin “%s” is refused', (origin) => expect(judge({ ...posted, origin }, POST)).toBe(403))

  test('a POST without Origin is refused, also when it says it is same-origin', () => {
    const { origin: _, ...rest } = posted
    expect(judge(rest, POST)).toBe(403)
  })
})

describe('judgeRequest: Sec-Fetch-Site', () => {
  const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

  test.each(['cross-site', 'same-site'])('from a %s page only links to pages are followed', (site) => {
    const from = { 'sec-fetch-site': site }
    expect(judge({ ...from, ...link })).toBeUndefined()
    expect(judge(from)).toBe(403)
    expect(judge({ ...from, ...link }, { pathname: '/api/functions' })).toBe(403)
    expect(judge({ ...from, ...link, 'sec-fetch-dest': 'iframe' })).toBe(403)
    expect(judge({ ...from, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' })).toBe(403)
    expect(judge({ ...posted, ...from, ...link }, POST)).toBe(403)
  })

  test.each(['same-origin', 'none'])('%s is fine', (site) => {
    expect(judge({ 'sec-fetch-site': site }, { pathname: '/api/functions' })).toBeUndefined()
  })
})

describe('judgeRequest: what nobody clicked', () => {
  test.each<Record<string, string>>([
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { 'sec-purpose': 'prefetch', 'sec-fetch-site': 'none' },
    { purpose: 'prefetch' },
  ])('%j is refused', (headers) => {
    expect(judge(headers)).toBe(403)
    expect(judge(headers, { pathname: '/api/functions' })).toBe(403)
  })

  test.each(['none', 'same-origin', 'same-site', 'cross-site'])(
    'nobody goes to what scripts read, from %s',
    (site) => {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
      for (const pathname of ['/api/functions', '/api', '/%61pi/functions'])
        expect(judge(headers, { pathname })).toBe(403)
    },
  )
})

describe('judgeRequest: forwarded requests', () => {
  test('a name of another host is refused, the own one is what Next writes', () => {
    expect(judge({ 'x-forwarded-host': 'localhost:3000' })).toBeUndefined()
    expect(judge({ 'x-forwarded-host': 'evil.example' })).toBe(400)
    expect(judge({ ...posted, 'x-forwarded-host': 'evil.example' }, POST)).toBe(400)
  })
})

describe('judgeRequest: what is posted', () => {
  test.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['JSON', { 'content-type': 'application/json' }],
    ['a body of no type', { 'content-type': '' }],
    ['no action', { 'next-action': '' }],
    ['a type that only begins like it', { 'content-type': 'text/plainx' }],
    ['a type in two', { 'content-type': 'text/plain,application/json' }],
    ['an action that is no id', { 'next-action': '../x' }],
  ])('%s is no call of an action', (_, change) => {
    expect(judge({ ...posted, ...change }, POST)).toBe(400)
  })
})

describe('judgeRequest: the one handler that takes a POST', () => {
  const pathname = '/api/functions/111111111111/eu-central-1/f/urls/%24LATEST/send'
  const { 'next-action': _, ...rest } = posted
  const sent = { ...rest, 'content-type': 'application/json' }

  test('takes JSON from the console’s own page', () => {
    expect(judge(sent, { ...POST, pathname })).toBeUndefined()
  })

  test.each(['null', 'http://evil.example', 'http://localhost:3001', ''])(
    'not from Origin “%s”',
    (origin) => {
      expect(judge({ ...sent, origin }, { ...POST, pathname })).toBe(403)
    },
  )

  test('not without Origin, nor from another site', () => {
    const { origin: _origin, ...noOrigin } = sent
    expect(judge(noOrigin, { ...POST, pathname })).toBe(403)
    expect(judge({ ...sent, 'sec-fetch-site': 'same-site' }, { ...POST, pathname })).toBe(403)
  })

  test.each([
    'text/plain',
    'application/jsonx',
    'application/json-patch',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ])('not as “%s”', (type) =>
    expect(judge({ ...sent, 'content-type': type }, { ...POST, pathname })).toBe(400),
  )

  test.each([
    '/api/functions',
    '/api/functions/111111111111/eu-central-1/f/urls/live',
    '/api/functions/111111111111/eu-central-1/f/urls/live/traffic',
    '/api/functions/111111111111/eu-central-1/f/urls/live/send/more',
    '/functions/111111111111/eu-central-1/f/urls/live/send',
  ])('not at %s', (other) => expect(judge(sent, { ...POST, pathname: other })).toBe(400))
})

describe('judgeRequest: body', () => {
  test.each([
    [`${MAX_BODY_BYTES}`, undefined],
    [`${MAX_BODY_BYTES + 1}`, 413],
    ['9'.repeat(30), 411],
    ['-1', 411],
    ['1e3', 411],
  ])('of length %s', (length, status) => {
    expect(judge({ ...posted, 'content-length': length }, POST)).toBe(status)
  })

  test.each<Record<string, string>>([{ 'content-length': '1' }, { 'transfer-encoding': 'chunked' }])(
    'a GET has none: %j',
    (headers) => {
      expect(judge(headers)).toBe(400)
      expect(judge({ 'content-length': '0' })).toBeUndefined()
    },
  )

  test('must say its length', () => {
    const { 'content-length': _, ...rest } = posted
    expect(judge({ ...rest, 'transfer-encoding': 'chunked' }, POST)).toBe(411)
  })
})

describe('judgeRequest: path', () => {
  test.each([
    '/functions/%ZZ',
    '/functions/%',
    '/%E0%A4%A',
    '/functions/%C0%AF',
    '/functions/1/eu-central-1/f',
    '/functions/111111111111/Frankfurt/f',
    '/functions/111111111111/eu-central-1/a%2Fb',
    '/functions/111111111111/eu-central-1/%3Cscript%3E',
    '/functions/111111111111/eu-central-1/f/urls/12',
    '/functions/111111111111/eu-central-1/f/urls/%20/cors',
  ])('%s is malformed', (pathname) => expect(judge({}, { pathname })).toBe(400))

  test.each([
    '/',
    '/functions',
    '/functions/create',
    '/functions/111111111111/eu-central-1/f',
    '/functions/111111111111/eu-central-1/f/urls/%24LATEST/cors',
    '/functions/111111111111/eu-central-1/f/urls/live',
    '/_next/static/chunks/a%20b.js',
    '/no-such-page',
  ])('%s is not', (pathname) => expect(judge({}, { pathname })).toBeUndefined())

  test('no path makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([undefined, 400]).toContain(judge({}, { pathname: `/functions/${text}` }))
      }),
    )
  })
})

describe('refusalPage', () => {
  test('shows text as text', () => {
    const page = refusalPage({ status: 400, title: '<b>', sentence: '"><script>alert(1)</script>' }, 'nonce')
    expect(page).toContain('&lt;b&gt;')
    expect(page).not.toContain('<script')
  })
})

describe('securityHeaders', () => {
  test('allow scripts with the nonce and nothing inline', () => {
    const policy = securityHeaders('abc', false)['Content-Security-Policy']
    expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';")
    expect(policy).not.toMatch(/unsafe/)
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})

describe('judgeRequest: tokens', () => {
  const token = { authorization: 'Bearer fuc_x' }

  test.each(['GET', 'HEAD'])('%s below /api may bear one', (method) => {
    expect(judge(token, { method, pathname: '/api/inventory' })).toBeUndefined()
  })

  test.each(['/', '/functions', '/settings/tokens', '/_next/static/x.js', '/apix', '/%2fapi/x', '/API/x'])(
    '%s may not',
    (pathname) => expect(judge(token, { pathname })).toBe(403),
  )

  test('what is posted may not, wherever it goes', () => {
    const send = '/api/functions/111111111111/eu-central-1/f/urls/live/send'
    for (const pathname of ['/functions', '/api/inventory', send])
      expect(judge({ ...posted, ...token }, { ...POST, pathname })).toBe(403)
  })

  test.each(['bearer x', 'BEARER x', ' Bearer\tx', 'Bearer'])(
    '“%s” is one, whatever its form',
    (authorization) => expect(judge({ authorization })).toBe(403),
  )

  test.each(['Basic YTpi', 'Bearerx', ''])('“%s” is none', (authorization) =>
    expect(judge({ authorization })).toBeUndefined(),
  )
})
