import { expect, test } from 'vitest'
import { worstConsequence } from '@/lib/cors/consequence'
import type { Cors } from '@/lib/cors/schema'

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
  ['an origin less', one, { ...one, AllowOrigins: ['https://b.example'] }, 'no longer allows 1 origin'],
  ['two methods less', one, { ...one, AllowMethods: [] }, 'no longer allows 2 methods'],
  ['every origin no more', { ...one, AllowOrigins: ['*'] }, one, 'no longer allows every origin'],
  ['covered by * now', one, { ...one, AllowMethods: ['*'] }, null],
  [
    'http comes in',
    one,
    { ...one, AllowOrigins: ['https://a.example', 'http://c.example'] },
    'Unencrypted origin',
  ],
])('%s', (_, before, after, text) => {
  expect(worstConsequence(before, after)?.text ?? null).toBe(text)
})
