import { describe, expect, test } from 'vitest'
import type { Cors } from '@/lib/cors/value/schema'
import { corsWarnings } from '@/lib/cors/value/warnings'
import type { AuthType } from '@/lib/identity/schema'

/** With a method, unless the case is about having none. */
const idsOf = (cors: Cors | undefined, authType?: AuthType) =>
  corsWarnings(cors?.AllowOrigins ? { AllowMethods: ['GET'], ...cors } : cors, authType).map(({ id }) => id)
const AllowOrigins = ['https://shop.example.com']

test.each<[string, Cors | undefined, AuthType | undefined, string[]]>([
  ['no CORS', undefined, undefined, []],
  ['cleared', {}, undefined, []],
  ['on but empty', { AllowOrigins: [], MaxAge: 0 }, undefined, []],
  ['one https origin', { AllowOrigins }, undefined, []],
  ['one origin and no method', { AllowOrigins, AllowMethods: [] }, undefined, ['cors-no-method']],
  [
    'one origin with credentials and no method',
    { AllowOrigins, AllowMethods: undefined, AllowCredentials: true },
    undefined,
    ['cors-no-method'],
  ],
  ['any origin', { AllowOrigins: ['*'] }, 'NONE', ['cors-any-origin']],
  [
    'any origin with credentials',
    { AllowOrigins: ['*'], AllowCredentials: true },
    'NONE',
    ['cors-any-origin-with-credentials'],
  ],
  ['http', { AllowOrigins: ['http://shop.example.com'] }, undefined, ['cors-http-origin']],
  ['localhost over http', { AllowOrigins: ['http://localhost:3000'] }, undefined, ['cors-localhost']],
  ['localhost over https', { AllowOrigins: ['https://app.localhost'] }, undefined, ['cors-localhost']],
  [
    '127.0.0.1 and [::1]',
    { AllowOrigins: ['http://127.0.0.1:1', 'http://[::1]'] },
    undefined,
    ['cors-localhost'],
  ],
  ['a host that only looks local', { AllowOrigins: ['https://localhost.example.com'] }, undefined, []],
  ['an app', { AllowOrigins: ['capacitor://localhost'] }, undefined, ['cors-unusual-scheme']],
  [
    'any method with credentials',
    { AllowOrigins, AllowMethods: ['*'], AllowCredentials: true, MaxAge: 60 },
    undefined,
    ['cors-any-method-with-credentials'],
  ],
  ['any method without', { AllowOrigins, AllowMethods: ['*'], MaxAge: 60 }, undefined, []],
  [
    'any header with credentials',
    { AllowOrigins, AllowHeaders: ['*'], AllowCredentials: true, MaxAge: 60 },
    undefined,
    ['cors-any-header-with-credentials'],
  ],
  [
    'any header, authorization not listed',
    { AllowOrigins, AllowHeaders: ['*'], MaxAge: 60 },
    undefined,
    ['cors-any-header-without-authorization'],
  ],
  [
    'any header and authorization',
    { AllowOrigins, AllowHeaders: ['*', 'Authorization'], MaxAge: 60 },
    'AWS_IAM',
    [],
  ],
  [
    'AWS_IAM without signing headers',
    { AllowOrigins, AllowHeaders: ['content-type'], MaxAge: 60 },
    'AWS_IAM',
    ['cors-signing-headers-missing'],
  ],
  [
    'AWS_IAM with signing headers',
    { AllowOrigins, AllowHeaders: ['Authorization', 'X-Amz-Date'], MaxAge: 60 },
    'AWS_IAM',
    [],
  ],
  [
    'any exposed header with credentials',
    { AllowOrigins, ExposeHeaders: ['*'], AllowCredentials: true },
    undefined,
    ['cors-any-exposed-header-with-credentials'],
  ],
  [
    'set-cookie exposed',
    { AllowOrigins, ExposeHeaders: ['set-cookie'] },
    undefined,
    ['cors-exposed-set-cookie'],
  ],
  ['two hours', { AllowOrigins, MaxAge: 7_200 }, undefined, []],
  ['more than two hours', { AllowOrigins, MaxAge: 7_201 }, undefined, ['cors-max-age-above-browsers']],
  [
    'no max age where preflights happen',
    { AllowOrigins, AllowMethods: ['GET', 'PUT'] },
    undefined,
    ['cors-max-age-missing'],
  ],
  ['no max age where none happens', { AllowOrigins, AllowMethods: ['GET', 'POST'] }, undefined, []],
])('%s', (_, cors, authType, ids) => {
  expect(idsOf(cors, authType)).toEqual(ids)
})

describe('words', () => {
  test('what AWS is only reported to do is said to be reported', () => {
    const [warning] = corsWarnings({ AllowOrigins: ['*'], AllowCredentials: true })
    expect(warning?.message).toContain('AWS is reported to')
    expect(warning?.tone).toBe('bad')
  })

  test('stored text never reaches a message', () => {
    const hostile = ['\u202e', '<script>', 'x'.repeat(10_000), '\ud800', 'http://<script>alert(1)</script>']
    const warnings = corsWarnings({
      AllowOrigins: hostile,
      AllowMethods: hostile,
      AllowHeaders: hostile,
      ExposeHeaders: hostile,
      MaxAge: Number.MAX_SAFE_INTEGER,
    })
    expect(warnings.map(({ id }) => id)).toEqual(['cors-http-origin', 'cors-max-age-above-browsers'])
    for (const { message } of warnings) expect(message).not.toMatch(/<|x{20}|[\p{Cf}\p{Cs}]/u)
  })
})
