import { METHODS as METHODS_OF_NODE } from 'node:http'
import fc from 'fast-check'
import type { CorsCase, PageKind } from '@/e2e/differential/cors-case'
import { methodRefusal, normalizedMethod, readHeaders } from '@/lib/cors/request-headers'
import type { Cors } from '@/lib/cors/schema'
import type { HeaderLine } from '@/lib/cors/simulation'

/** Picks by weight. */
function weighted<T>(...choices: [weight: number, value: T][]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))
}

const subsetOf = <T>(values: readonly T[], maxLength = 4) => fc.shuffledSubarray([...values], { maxLength })

/** Lists that mostly work, often just not: the interesting requests stand at the edge. */
const origins = fc.oneof(
  { weight: 9, arbitrary: fc.constant(['{page}']) },
  { weight: 4, arbitrary: fc.constant(['*']) },
  {
    weight: 5,
    arbitrary: subsetOf([
      '{page}',
      'https://other.example',
      '{page}/',
      '{PAGE}',
      'null',
      '*',
      'http://*.localhost',
      'http://localhost',
    ]),
  },
)

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', '*']
const methods = fc.oneof(
  { weight: 3, arbitrary: fc.constant(['*']) },
  { weight: 4, arbitrary: fc.constant(['GET', 'PUT', 'PATCH', 'DELETE', 'POST', 'HEAD']) },
  { weight: 4, arbitrary: subsetOf(METHODS, 7) },
  { weight: 1, arbitrary: subsetOf(['patch', 'put', 'FOO', 'b c', 'GET,PU', 'OPTION', '*'], 4) },
)

const NAMES = ['content-type', 'x-token', 'authorization', 'X-Request-Id', 'range', 'accept', 'x-amz-date']
const allowedHeaders = fc.oneof(
  { weight: 4, arbitrary: fc.constant(['*']) },
  { weight: 4, arbitrary: fc.constant([...NAMES, 'accept-language', 'content-language']) },
  { weight: 4, arbitrary: subsetOf([...NAMES, '*', 'Content-Type', 'content-type, x-token', 'x y', ''], 6) },
  { weight: 1, arbitrary: fc.constant(['*', 'authorization']) },
)

const OWN_NAMES = ['x-own', 'etag', 'cache-control', 'expires', 'last-modified', 'pragma', 'content-language']
const exposed = subsetOf(['*', ...OWN_NAMES, 'X-Own', 'date', 'x-amzn-requestid', 'set-cookie', 'a b'], 4)

/** Mostly there; sometimes a member is left out, as AWS lets it. */
const member = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 5 })

const cors: fc.Arbitrary<Cors | null> = fc.option(
  fc
    .record({
      AllowOrigins: fc.oneof({ weight: 14, arbitrary: origins }, { weight: 1, arbitrary: fc.constant([]) }),
      AllowMethods: member(methods),
      AllowHeaders: member(allowedHeaders),
      ExposeHeaders: fc.option(exposed, { nil: undefined, freq: 2 }),
      AllowCredentials: weighted<boolean | undefined>([3, true], [1, false], [2, undefined]),
      MaxAge: weighted<number | undefined>([2, 60], [1, 0], [1, 86_400], [2, undefined]),
    })
    .map((all): Cors => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))),
  { nil: null, freq: 6 },
)

const one = (name: string, values: readonly string[]) =>
  fc.constantFrom(...values).map((value): HeaderLine => [name, value])

const ORIGIN_VALUES = [
  '{page}',
  '*',
  'null',
  '{page}, {page}',
  'https://a.example, https://b.example',
  'https://a.example',
  'nonsense',
  '{page}/',
  '{PAGE}',
  '{page} https://a.example',
  '',
]
const LIST_VALUES = [
  '*',
  'PUT',
  'PUT, PATCH,delete',
  'put',
  'x-token',
  '*, authorization',
  ',,x-token,',
  'a b',
]

/** CORS headers and others that a function's own code sets; each name at most once, as in its answer's object. */
const ownHeaders = fc.oneof(
  { weight: 3, arbitrary: fc.constant<HeaderLine[]>([]) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        member(one('access-control-allow-origin', ORIGIN_VALUES)),
        fc.option(one('Access-Control-Allow-Credentials', ['true', 'false', 'TRUE', ' true', 'true, true'])),
        fc.option(one('access-control-allow-methods', LIST_VALUES)),
        fc.option(one('access-control-allow-headers', LIST_VALUES)),
        fc.option(
          one('Access-Control-Expose-Headers', ['*', 'x-own', 'X-Own, ETag', 'date,set-cookie', 'a b']),
        ),
        fc.option(one('access-control-max-age', ['60', '-1', 'soon'])),
        fc.option(one('x-own', ['1'])),
      )
      .map((lines) => lines.filter((line): line is HeaderLine => line !== null && line !== undefined)),
  },
  {
    weight: 3,
    arbitrary: subsetOf<HeaderLine>(
      [
        ['x-own', '1'],
        ['ETag', '"7"'],
        ['Cache-Control', 'no-store'],
        ['expires', '0'],
        ['last-modified', 'Tue, 01 Sep 2026 00:00:00 GMT'],
        ['pragma', 'no-cache'],
        ['content-language', 'de'],
        ['content-type', 'text/plain'],
        ['set-cookie', 'a=1'],
        ['Vary', 'Accept'],
      ],
      5,
    ),
  },
)

const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST') },
  { weight: 8, arbitrary: fc.constantFrom('PUT', 'PATCH', 'DELETE') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('get', 'Post', 'put', 'delete', 'patch', 'Patch', 'OPTIONS', 'options'),
  },
  { weight: 1, arbitrary: fc.constantFrom('PURGE', 'PROPFIND', 'M-SEARCH', 'FOO', 'foo', 'x!y') },
  { weight: 1, arbitrary: fc.constantFrom('TRACE', 'track', 'Connect', '', 'G ET', 'GÉT') },
)

/** A text of so many bytes, around the limits of the safelist. */
const filler = fc.constantFrom(1, 64, 126, 127, 128, 129, 200).map((length) => 'a'.repeat(length))
const UNSAFE_BYTES = [
  '"',
  '(',
  ')',
  ':',
  '<',
  '>',
  '?',
  '@',
  '[',
  '\\',
  ']',
  '{',
  '}',
  '\u007f',
  '\u0001',
  '\t',
  'é',
  '/',
  '=',
]
const oddText = fc
  .tuple(
    fc.constantFrom('', 'a', 'text/plain; x='),
    fc.constantFrom(...UNSAFE_BYTES),
    fc.constantFrom('', 'z'),
  )
  .map((parts) => parts.join(''))

const header = (names: readonly string[], ...values: fc.Arbitrary<string>[]): fc.Arbitrary<HeaderLine> =>
  fc.tuple(fc.constantFrom(...names), fc.oneof(...values))

const TYPES = [
  'text/plain',
  'TEXT/Plain;charset=UTF-8',
  'application/json',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'text/plain;',
  ' text/plain ',
  'text/plain ; a=b',
  'text/ plain',
  'text/plain, text/plain',
  'text',
  '',
  'text/plain; charset="utf-8"',
]
const RANGES = [
  'bytes=0-',
  'bytes=0-9',
  'bytes=9-0',
  'bytes=-5',
  'bytes=0-1,3-4',
  'Bytes=0-1',
  'bytes= 0-1',
  'bytes=0 - 1',
  'x',
]

const requestHeader: fc.Arbitrary<HeaderLine> = fc.oneof(
  {
    weight: 5,
    arbitrary: header(['content-type', 'Content-Type'], fc.constantFrom(...TYPES), filler, oddText),
  },
  {
    weight: 3,
    arbitrary: header(['accept', 'Accept'], fc.constantFrom('*/*', 'text/html, a/b;q=0.5'), filler, oddText),
  },
  {
    weight: 3,
    arbitrary: header(
      ['accept-language', 'Content-Language'],
      fc.constantFrom('de-DE, en;q=0.5', 'de_DE', '*', 'ä', ''),
      filler,
      oddText,
    ),
  },
  { weight: 2, arbitrary: header(['range', 'Range'], fc.constantFrom(...RANGES)) },
  {
    weight: 6,
    arbitrary: header(['x-token', 'X-Request-Id', 'X-Amz-Date'], fc.constantFrom('1', ''), filler),
  },
  {
    weight: 4,
    arbitrary: header(['Authorization', 'authorization'], fc.constantFrom('Bearer x', 'AWS4-HMAC-SHA256 x')),
  },
  {
    weight: 2,
    arbitrary: header(
      [
        'Cookie',
        'DNT',
        'date',
        'Sec-Fetch-Site',
        'Proxy-Foo',
        'origin',
        'Referer',
        'host',
        'Content-Length',
        'Via',
        'set-cookie',
        'expect',
        'te',
        'keep-alive',
        'Access-Control-Request-Method',
        'access-control-request-headers',
        'accept-charset',
        'accept-encoding',
        'upgrade',
        'trailer',
        'transfer-encoding',
        'connection',
        'cookie2',
      ],
      fc.constantFrom('1', 'x'),
    ),
  },
  {
    weight: 1,
    arbitrary: header(
      ['X-HTTP-Method', 'x-http-method-override', 'X-Method-Override'],
      fc.constantFrom('TRACE', 'put', 'put, trace', 'GET,CONNECT ', '"trace"'),
    ),
  },
  {
    weight: 2,
    arbitrary: header(
      [
        'cache-control',
        'Save-Data',
        'DPR',
        'user-agent',
        'last-event-id',
        'upgrade-insecure-requests',
        'priority',
        'purpose',
        'sec-ch-ua',
        'early-data',
        'if-none-match',
        'sec',
        'proxy',
        'x-é',
        'x y',
        '',
      ],
      fc.constantFrom('no-cache', 'a\u0000b', 'a\nb', 'Ā', ' padded\t'),
    ),
  },
)

const requestHeaders = fc.oneof(
  { weight: 3, arbitrary: fc.constant<HeaderLine[]>([]) },
  {
    weight: 8,
    arbitrary: fc.uniqueArray(requestHeader, { maxLength: 4, selector: ([name]) => name.toLowerCase() }),
  },
  // Values that are safelisted one by one and too long together.
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('x-token', 'accept'))
      .map(([count, last]): HeaderLine[] => [
        ...Array.from({ length: count }, (): HeaderLine => ['accept', 'a'.repeat(30)]),
        [last, 'b'],
      ]),
  },
)

const page = weighted<PageKind>([8, 'localhost'], [4, 'app'], [3, 'loopback'], [4, 'sandboxed'], [1, 'own'])

/**
 * Node's HTTP parser, on which the sandbox stands, knows only so many methods and no control characters: such a
 * request may be asked for in a preflight, but must not be allowed.
 */
function canArrive(each: CorsCase): boolean {
  if (methodRefusal(each.method) !== null || readHeaders(each.headers).invalid) return true
  const isMethodKnown = METHODS_OF_NODE.includes(normalizedMethod(each.method))
  const unclean = each.headers.filter(([, value]) => CONTROL.test(value)).map(([name]) => name.toLowerCase())
  if (isMethodKnown && unclean.length === 0) return true
  const methods = [...(each.cors?.AllowMethods ?? []), ...ownList(each, 'methods')]
  const headers = [...(each.cors?.AllowHeaders ?? []), ...ownList(each, 'headers')].join().toLowerCase()
  const isMethodAllowed = isMethodKnown || methods.includes('*') || methods.includes(each.method)
  const isHeaderAllowed = headers.includes('*') || unclean.every((name) => headers.includes(name))
  return each.page !== 'own' && !(isMethodAllowed && isHeaderAllowed)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const CONTROL = /[\u0001-\u0008\u000b-\u001f\u007f]/

function ownList({ ownHeaders: lines }: CorsCase, list: 'methods' | 'headers'): string[] {
  return lines.find(([name]) => name === `access-control-allow-${list}`)?.[1].split(/, ?/) ?? []
}

/** Left to chance nearly everything is refused: what the request needs is mostly put into the configuration. */
function madeFit(each: CorsCase, [origin, method, headers]: readonly [boolean, boolean, boolean]): CorsCase {
  if (each.cors === null) return fitFunction(each, [origin, method, headers])
  const named = [...each.headers.map(([name]) => name), ...(each.cors.AllowHeaders ?? [])]
  const fit: Cors = {
    ...each.cors,
    ...(origin && { AllowOrigins: [...new Set(['{page}', ...(each.cors.AllowOrigins ?? [])])] }),
    ...(method && {
      AllowMethods: [...new Set([...(each.cors.AllowMethods ?? []), normalizedMethod(each.method)])],
    }),
    ...(headers && { AllowHeaders: [...new Set(named)] }),
  }
  return { ...each, cors: fit }
}

/** The same where CORS is off and the function's own code has to answer. */
function fitFunction(
  each: CorsCase,
  [origin, method, headers]: readonly [boolean, boolean, boolean],
): CorsCase {
  const names = each.headers.map(([name]) => name).filter((name) => /^[\w-]+$/.test(name))
  const fit: HeaderLine[] = [
    ...(origin ? [['access-control-allow-origin', '{page}'] as const] : []),
    ...(origin ? [['access-control-allow-credentials', 'true'] as const] : []),
    ...(method && /^[\w-]+$/.test(each.method)
      ? [['access-control-allow-methods', normalizedMethod(each.method)] as const]
      : []),
    ...(headers ? [['access-control-allow-headers', names.join(', ')] as const] : []),
  ]
  const replaced = new Set(fit.map(([name]) => name))
  const others = each.ownHeaders.filter(([name]) => !replaced.has(name.toLowerCase()))
  return { ...each, ownHeaders: [...others, ...fit] }
}

const mostly = weighted([3, true], [1, false])

/** Cases to try, leaning to where a browser's answer turns. */
export const corsCase: fc.Arbitrary<CorsCase> = fc
  .tuple(
    fc.record({
      page,
      cors,
      ownHeaders,
      ownStatus: weighted([12, 200], [1, 204], [1, 201], [1, 404], [1, 500], [1, 304]),
      method,
      headers: requestHeaders,
      withCredentials: fc.boolean(),
    }),
    fc.tuple(mostly, mostly, mostly),
  )
  .map(([each, fit]) => madeFit(each, fit))
  .filter(canArrive)
