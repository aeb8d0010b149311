import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixEverything } from '@/lib/cors/value/fix-all'
import { corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'

test('every entry with one cure is mended, and what becomes the same is kept once', () => {
  expect(
    fixEverything({
      AllowOrigins: [
        'https://A.example/',
        'https://a.example',
        'b.example',
        'https://*.d.example',
        'https://c.example:443',
      ],
      AllowMethods: ['get', 'OPTIONS', 'GET'],
      AllowHeaders: ['content-type, authorization', 'X-Id', 'x-id'],
      MaxAge: 5,
    }),
  ).toEqual({
    AllowOrigins: ['https://a.example', 'https://b.example', 'https://*.d.example', 'https://c.example'],
    AllowMethods: ['GET'],
    AllowHeaders: ['content-type', 'authorization', 'X-Id'],
    MaxAge: 5,
  })
})

test('nothing to mend is null', () => {
  expect(fixEverything({ AllowOrigins: ['https://a.example'] })).toBeNull()
  expect(fixEverything({ AllowOrigins: ['https://*.d.example'] })).toBeNull()
})

const entry = fc.constantFrom(
  'https://A.example/',
  'https://a.example',
  ' https://a.example',
  'b.example',
  'a, b',
  'x',
)

test('pressed again and again it comes to an end', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), fc.array(entry, { maxLength: 6 }), (origins, headers) => {
      let cors: Cors = { AllowOrigins: origins, AllowHeaders: headers }
      for (let press = 0; press < 8; press += 1) cors = { ...cors, ...fixEverything(cors) }
      expect(corsIssues(cors).filter(({ fix }) => fix)).toEqual([])
    }),
  )
})
