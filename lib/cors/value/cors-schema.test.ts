import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CORS_METHODS } from '@/lib/cors/value/cors'
import { corsSchema } from '@/lib/cors/value/cors-schema'

const issuesOf = (value: unknown) =>
  corsSchema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
const pathsOf = (value: unknown) => issuesOf(value).map((issue) => issue.slice(0, issue.indexOf(':')))

const origins = ['https://shop.example.com']

describe('taken', () => {
  test.each<[string, unknown]>([
    ['cleared', {}],
    [
      'every member explicitly empty, as AWS takes it',
      {
        AllowOrigins: [],
        AllowMethods: [],
        AllowHeaders: [],
        ExposeHeaders: [],
        AllowCredentials: false,
        MaxAge: 0,
      },
    ],
    ['one empty list alone', { AllowMethods: [] }],
    ['any origin', { AllowOrigins: ['*'] }],
    [
      'every member',
      {
        AllowOrigins: origins,
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['content-type'],
        ExposeHeaders: ['x-id'],
        AllowCredentials: true,
        MaxAge: 86_400,
      },
    ],
    [
      'all six methods',
      { AllowOrigins: origins, AllowMethods: CORS_METHODS.filter((method) => method !== '*') },
    ],
    [
      'authorization beside *, which does not cover it',
      { AllowOrigins: origins, AllowHeaders: ['*', 'authorization'] },
    ],
    ['100 origins', { AllowOrigins: Array.from({ length: 100 }, (_, n) => `https://s${n}.example.com`) }],
  ])('%s', (_, value) => {
    expect(corsSchema.parse(value)).toStrictEqual(value)
  })
})

describe('refused, at the path of the field', () => {
  test.each<[string, unknown, string[]]>([
    [
      'a bad origin among good ones',
      { AllowOrigins: ['https://a.example', 'https://b.example', 'b.example'] },
      ['AllowOrigins.2'],
    ],
    ['a duplicate origin', { AllowOrigins: ['https://a.example', 'https://a.example'] }, ['AllowOrigins.1']],
    ['* beside other origins', { AllowOrigins: ['https://a.example', '*'] }, ['AllowOrigins.1']],
    ['* beside other methods', { AllowOrigins: origins, AllowMethods: ['*', 'GET'] }, ['AllowMethods.0']],
    [
      'headers that differ in case only',
      { AllowOrigins: origins, AllowHeaders: ['X-Id', 'x-id'] },
      ['AllowHeaders.1'],
    ],
    ['two headers in one entry', { AllowOrigins: origins, ExposeHeaders: ['a, b'] }, ['ExposeHeaders.0']],
    ['OPTIONS', { AllowOrigins: origins, AllowMethods: ['GET', 'OPTIONS'] }, ['AllowMethods.1']],
    ['seven methods', { AllowOrigins: origins, AllowMethods: [...CORS_METHODS] }, ['AllowMethods']],
    [
      '101 origins',
      { AllowOrigins: Array.from({ length: 101 }, (_, n) => `https://s${n}.example.com`) },
      ['AllowOrigins'],
    ],
    [
      '101 headers',
      { AllowOrigins: origins, AllowHeaders: Array.from({ length: 101 }, (_, n) => `x-${n}`) },
      ['AllowHeaders'],
    ],
    ['a max age above 86,400', { AllowOrigins: origins, MaxAge: 86_401 }, ['MaxAge']],
    ['a negative max age', { AllowOrigins: origins, MaxAge: -1 }, ['MaxAge']],
    ['half a second', { AllowOrigins: origins, MaxAge: 0.5 }, ['MaxAge']],
    ['NaN', { AllowOrigins: origins, MaxAge: Number.NaN }, ['MaxAge']],
    ['a max age as text', { AllowOrigins: origins, MaxAge: '5' }, ['MaxAge']],
    ['null for a list', { AllowOrigins: null }, ['AllowOrigins']],
    ['headers without an origin', { AllowHeaders: ['x-id'] }, ['AllowOrigins']],
    [
      'headers beside an empty list of origins',
      { AllowOrigins: [], AllowHeaders: ['x-id'] },
      ['AllowOrigins'],
    ],
    ['credentials without an origin', { AllowCredentials: true }, ['AllowOrigins']],
    ['a max age without an origin', { MaxAge: 5 }, ['AllowOrigins']],
    ['an unknown member', { AllowOrigins: origins, AllowOrigin: '*' }, ['']],
    ['no object', 'AllowOrigins=*', ['']],
  ])('%s', (_, value, paths) => {
    expect(pathsOf(value)).toEqual(paths)
  })

  test('the words of the messages', () => {
    expect(
      issuesOf({
        AllowOrigins: ['https://a.example/'],
        AllowMethods: ['get', 'FOO', 'OPTIONS'],
        MaxAge: 99_999,
      }),
    ).toEqual([
      'AllowOrigins.0: An origin has no path: the browser sends https://a.example without the slash, so this entry never matches.',
      'AllowMethods.0: Write GET in capitals: method names are compared with their case.',
      'AllowMethods.1: Replace FOO by one of GET, PUT, HEAD, POST, PATCH, DELETE or *.',
      'AllowMethods.2: Remove OPTIONS: Lambda answers preflights itself, and AWS refuses it in this list.',
      'MaxAge: Enter a max age of at most 86,400 seconds (24 hours): AWS takes no more.',
    ])
  })
})

const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    '*',
    'null',
    '__proto__',
    '<script>alert(1)</script>',
    '\u202ehttps://a.example',
    'https://a.example\ud800',
    'https://a.example\r\nX: y',
    'x'.repeat(10_000),
    'https://a.example',
    'GET',
    'OPTIONS',
    'x-id',
  ),
  fc.string({ unit: 'binary' }),
)
const list = fc.array(hostileText, { maxLength: 8 })
const anyCors = fc.record(
  {
    AllowOrigins: list,
    AllowMethods: fc.oneof(list, fc.subarray([...CORS_METHODS])),
    AllowHeaders: list,
    ExposeHeaders: list,
    AllowCredentials: fc.boolean(),
    MaxAge: fc.oneof(fc.integer({ min: -5, max: 100_000 }), fc.double()),
  },
  { requiredKeys: [] },
)

describe('whatever is sent', () => {
  test('parsing twice changes nothing, and what is taken is left as it is', () => {
    fc.assert(
      fc.property(anyCors, (value) => {
        const once = corsSchema.safeParse(value)
        if (!once.success) return
        expect(once.data).toEqual(value)
        expect(corsSchema.parse(once.data)).toEqual(once.data)
      }),
      { numRuns: 1_000 },
    )
  })

  test('issues are short whole sentences and carry no hidden characters', () => {
    fc.assert(
      fc.property(anyCors, (value) => {
        for (const issue of corsSchema.safeParse(value).error?.issues ?? []) {
          expect(issue.message).toMatch(/^[A-Z].*[.]$/s)
          expect(issue.message.length).toBeLessThan(300)
          expect(issue.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('nothing throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof corsSchema.safeParse(value).success === 'boolean'))
  })
})
