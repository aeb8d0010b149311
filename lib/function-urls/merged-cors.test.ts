import { expect, test } from 'vitest'
import type { Cors } from '@/lib/cors/value/schema'
import { mergedCors } from '@/lib/function-urls/merged-cors'

const base: Cors = { AllowOrigins: ['https://a.example'], AllowMethods: ['GET'], MaxAge: 60 }

test.each<[string, Cors | undefined, Cors | undefined, Cors]>([
  [
    'both added an origin',
    { ...base, AllowOrigins: ['https://a.example', 'https://mine.example'] },
    { ...base, AllowOrigins: ['https://a.example', 'https://theirs.example'] },
    { ...base, AllowOrigins: ['https://a.example', 'https://theirs.example', 'https://mine.example'] },
  ],
  [
    'I removed what they kept, they changed another member',
    { ...base, AllowOrigins: [] },
    { ...base, MaxAge: 600 },
    { AllowOrigins: [], AllowMethods: ['GET'], MaxAge: 600 },
  ],
  [
    'they removed what I kept',
    { ...base, MaxAge: 5 },
    { AllowMethods: ['GET'], MaxAge: 60 },
    { AllowMethods: ['GET'], MaxAge: 5 },
  ],
  [
    'both changed the same member: mine',
    { ...base, MaxAge: 5 },
    { ...base, MaxAge: 9 },
    { ...base, MaxAge: 5 },
  ],
  [
    'header names in another case are the same',
    { ...base, AllowHeaders: ['X-Trace'] },
    { ...base, AllowHeaders: ['x-trace', 'x-id'] },
    { ...base, AllowHeaders: ['x-trace', 'x-id'] },
  ],
  [
    'they switched CORS off and I added a method',
    { ...base, AllowMethods: ['GET', 'PUT'] },
    undefined,
    { AllowMethods: ['PUT'] },
  ],
  ['I switched CORS off, they changed nothing', undefined, base, {}],
])('%s', (_, mine, theirs, merged) => {
  expect(mergedCors(base, mine, theirs)).toEqual(merged)
})
