import { describe, expect, test } from 'vitest'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import { requestTarget } from '@/lib/probe/request'
import { probeInputSchema } from '@/lib/probe/schema'

const PLAIN = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'orders',
  qualifier: '$LATEST',
  method: 'GET',
  path: '/',
  query: [],
  headers: [],
  body: '',
  mode: 'unsigned',
  origin: '',
}

const pathsOf = (part: object) =>
  (probeInputSchema.safeParse({ ...PLAIN, ...part }).error?.issues ?? []).map(({ path }) => path.join('.'))
const header = (name: string, value = 'x') => ({ headers: [{ name, value }] })

describe('a request is refused where it was typed', () => {
  test.each([
    ['a path without a slash', { path: 'a' }, ['path']],
    ['a query in the path', { path: '/a?b' }, ['path']],
    ['dot segments (RFC 3986 §5.2.4)', { path: '/a/..' }, ['path']],
    ['encoded dot segments', { path: '/%2E%2e/a' }, ['path']],
    ['a line end in the path', { path: '/a\nb' }, ['path']],
    ['an empty part in a signed path', { path: '//a', mode: 'signed' }, ['path']],
    ['a parameter without a name', { query: [{ name: '', value: 'x' }] }, ['query.0.name']],
    ['a body of a GET', { body: 'x' }, ['body']],
    [
      'a body that is too large',
      { method: 'POST', body: 'ü'.repeat(PROBE_LIMITS.bodyBytes / 2 + 1) },
      ['body'],
    ],
    ['half a character', { method: 'POST', body: '\ud800' }, ['body']],
    ['too many headers', { headers: Array(51).fill({ name: 'a', value: 'b' }) }, ['headers']],
    [
      'a header twice',
      {
        headers: [
          { name: 'A', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
      ['headers.1.name'],
    ],
    ['a framing header', header('Transfer-Encoding'), ['headers.0.name']],
    ['a line end in a value', header('a', 'b\r\nc: d'), ['headers.0.value']],
    [
      'a signature header on a signed request',
      { ...header('Authorization'), mode: 'signed' },
      ['headers.0.name'],
    ],
    [
      'a header that a script cannot set',
      { ...header('Cookie'), mode: 'browser', origin: 'https://a.example' },
      ['headers.0.name'],
    ],
    ['no origin of a page', { mode: 'browser' }, ['origin']],
    ['an origin with a path', { mode: 'browser', origin: 'https://a.example/' }, ['origin']],
    ['an unknown method', { method: 'TRACE' }, ['method']],
    ['an address', { functionUrl: 'http://127.0.0.1/' }, []],
  ])('%s', (_title, part, paths) => expect(pathsOf(part)).toEqual(paths))

  test.each([
    [{ path: '/a/.well-known/x' }],
    [header('Authorization', 'Bearer x')],
    [header('Cookie')],
    [{ mode: 'browser', origin: 'null' }],
    [{ mode: 'browser', origin: 'https://a.example:8443' }],
    [{ headers: [{ name: '', value: '' }], query: [{ name: '', value: '' }] }],
  ])('but not %j', (part) => expect(pathsOf(part)).toEqual([]))
})

test('no address that somebody sends along is kept', () => {
  const parsed = probeInputSchema.parse({ ...PLAIN, functionUrl: 'http://127.0.0.1/', host: 'evil.example' })
  expect(JSON.stringify(parsed)).not.toMatch(/evil|127/)
})

test.each([
  ['/a b', '/a%20b'],
  ['/a%20b', '/a%20b'],
  ['/100%', '/100%25'],
  ['/ü/€/🙂', '/%C3%BC/%E2%82%AC/%F0%9F%99%82'],
  ["/!$&'()*+,;=:@", "/!$&'()*+,;=:@"],
  ['/"<>\\^`{|}[]', '/%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D'],
])('the path %s is sent as %s (RFC 3986 §3.3)', (path, sent) =>
  expect(requestTarget({ path, query: [] })).toBe(sent),
)
