import { expect, test } from 'vitest'
import { worstConsequence } from '@/lib/cors/effects/consequence'
import type { Cors } from '@/lib/cors/value/schema'

const one: Cors = { AllowOrigins: ['https://a.example'], AllowMethods: ['GET', 'PUT'], MaxAge: 60 }

test.each<[string, Cors | undefined, Cors | undefined, string | null]>([
  ['nothing', one, one, null],
  ['an origin more', one, { ...one, AllowOrigins: ['https://a.example', 'https://b.example'] }, null],
  [
    'any origin with credentials',
    one,
    { ...one, AllowOrigins: ['*'], AllowCredentials: true },
    'Any origin with credentials',
  ],
  [
    'a warning that was there before',
    { ...one, AllowOrigins: ['*'] },
    { ...one, AllowOrigins: ['*'], MaxAge: 90 },
    null,
  ],
  ['switched off', one, {}, 'CORS is left to the function itself'],
  ['switched on', undefined, one, null],
  [
    'an origin less',
    one,
    { ...one, AllowOrigins: ['https://b.example'] },
    'newly blocks every call from https://a.example',
  ],
  [
    'two methods less, of which GET needs no leave',
    one,
    { ...one, AllowMethods: [] },
    'newly blocks PUT from https://a.example',
  ],
  [
    'every origin no more',
    { ...one, AllowOrigins: ['*'] },
    one,
    'newly blocks every call from every origin that is not listed',
  ],
  [
    'an origin less that no browser sends',
    { ...one, AllowOrigins: ['https://a.example', 'b.example'] },
    one,
    'no longer allows 1 origin',
  ],
  ['covered by * now', one, { ...one, AllowMethods: ['*'] }, null],
  [
    'http comes in',
    one,
    { ...one, AllowOrigins: ['https://a.example', 'http://c.example'] },
    'Unencrypted origin',
  ],
  [
    'credentials for an http origin that was there: the warning grew worse',
    { ...one, AllowOrigins: ['http://c.example'] },
    { ...one, AllowOrigins: ['http://c.example'], AllowCredentials: true },
    'Unencrypted origin with credentials',
  ],
  [
    'credentials no more for an http origin: it grew less bad',
    { AllowOrigins: ['http://c.example'], AllowMethods: ['GET'], AllowCredentials: true, MaxAge: 60 },
    { AllowOrigins: ['http://c.example'], AllowMethods: ['GET'], MaxAge: 60 },
    'newly blocks every call with credentials from http://c.example',
  ],
  [
    'a second localhost',
    { ...one, AllowOrigins: ['http://localhost:3000'] },
    { ...one, AllowOrigins: ['http://localhost:3000', 'http://localhost:5173'] },
    'Local origin',
  ],
  ['Set-Cookie exposed', one, { ...one, ExposeHeaders: ['Set-Cookie'] }, 'Set-Cookie is never readable'],
])('%s', (_, before, after, text) => {
  expect(worstConsequence(before, after)?.text ?? null).toBe(text)
})
