import { describe, expect, test } from 'vitest'
import { newlyBlocked, newlyBlockedText } from '@/lib/cors/effects/newly-blocked'
import type { Cors } from '@/lib/cors/value/schema'

const A = 'https://a.example'
const B = 'https://b.example'
const base: Cors = {
  AllowOrigins: [A, B],
  AllowMethods: ['GET', 'POST', 'DELETE'],
  AllowHeaders: ['content-type', 'x-id'],
  AllowCredentials: true,
}
const blockedText = (before: Cors | undefined, after: Cors | undefined) =>
  newlyBlockedText(newlyBlocked(before, after), 2)

describe('a change newly blocks', () => {
  test.each<[string, Cors | undefined, Cors | undefined, string]>([
    ['nothing: the same', base, base, ''],
    [
      'nothing: more is allowed',
      base,
      { ...base, AllowOrigins: [A, B, 'https://c.example'], AllowMethods: ['GET', 'POST', 'DELETE', 'PUT'] },
      '',
    ],
    ['nothing: there was no CORS before', undefined, base, ''],
    ['nothing: an entry that no browser sends goes', { ...base, AllowOrigins: [A, B, `${A}/`] }, base, ''],
    [
      'a method that needs a preflight',
      base,
      { ...base, AllowMethods: ['GET', 'POST'] },
      `DELETE from ${A} and ${B}`,
    ],
    [
      'a safelisted method only where a header asks for a preflight (Fetch §4.8)',
      base,
      { ...base, AllowMethods: ['GET', 'DELETE'] },
      `POST with headers such as content-type from ${A} and ${B}`,
    ],
    ['an origin', base, { ...base, AllowOrigins: [B] }, `every call from ${A}`],
    [
      'an origin and a method',
      base,
      { ...base, AllowOrigins: [B], AllowMethods: ['GET', 'POST'] },
      `every call from ${A}; DELETE from ${B}`,
    ],
    [
      'credentials',
      base,
      { ...base, AllowCredentials: false },
      `every call with credentials from ${A} and ${B}`,
    ],
    [
      'a header',
      base,
      { ...base, AllowHeaders: ['content-type'] },
      `every call with the header x-id from ${A} and ${B}`,
    ],
    [
      'headers',
      { ...base, AllowHeaders: ['x-a', 'x-b', 'x-c', 'X-D', 'x-e'] },
      { ...base, AllowHeaders: ['X-E'] },
      `every call with one of the headers x-a, x-b, x-c, and 1 more from ${A} and ${B}`,
    ],
    ['everything, when CORS is switched off', base, {}, `every call from ${A} and ${B}`],
    [
      'whoever is not listed, when * goes',
      { AllowOrigins: ['*'], AllowMethods: ['GET'] },
      { AllowOrigins: [A], AllowMethods: ['GET'] },
      'every call from every origin that is not listed',
    ],
    [
      'nothing, when * comes in place of the origins',
      { AllowOrigins: [A], AllowMethods: ['GET'] },
      { AllowOrigins: ['*'], AllowMethods: ['GET'] },
      '',
    ],
    [
      'whatever method is not named, when * goes',
      { AllowOrigins: [A], AllowMethods: ['*'] },
      { AllowOrigins: [A], AllowMethods: ['PUT', 'PATCH'] },
      `DELETE from ${A}`,
    ],
  ])('%s', (_, before, after, text) => {
    expect(blockedText(before, after)).toBe(text)
  })
})

test('of many origins some are named and the others counted', () => {
  const many = Array.from({ length: 100 }, (_, n) => `https://s${n}.example`)
  const before = { AllowOrigins: many, AllowMethods: ['GET'] }
  expect(blockedText(before, { ...before, AllowOrigins: [A] })).toBe(
    'every call from https://s0.example, https://s1.example, and 98 more origins',
  )
})
