import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corsToForm, formWith } from '@/lib/cors/value/cors-form'
import { corsOfJson, corsToJson } from '@/lib/cors/value/cors-json'
import { draftOfLink, draftToLink, MAX_DRAFT_LINK } from '@/lib/cors/value/draft-link'
import type { Cors } from '@/lib/cors/value/schema'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('https://a.example', 'https://~', '~a', '!a', '!~a', '*'),
)
const texts = fc.array(text, { maxLength: 5 })
const anyCors = fc.record(
  {
    AllowOrigins: texts,
    AllowMethods: texts,
    AllowHeaders: texts,
    ExposeHeaders: texts,
    AllowCredentials: fc.boolean(),
    MaxAge: fc.nat(100_000),
  },
  { requiredKeys: [] },
)

test('what is written as JSON, and what is packed into a link, is read back as it was', () => {
  fc.assert(
    fc.property(anyCors, (cors) => {
      expect(corsOfJson(corsToJson(cors))).toEqual({ ok: true, cors })
      expect(draftOfLink(draftToLink(cors) ?? '')).toEqual(cors)
    }),
  )
})

describe('a text that is no CORS', () => {
  test.each<[string, string, string, RegExp]>([
    ['nothing', '', '', /\{\} switches CORS off/],
    ['an open bracket', '{"AllowOrigins": [', 'line 1, column 19', /not complete/],
    ['an open brace after a value', '{"MaxAge": 5 ', 'line 1, column 14', /not complete/],
    ['a comma too many', '{\n  "MaxAge": 5,\n}', 'line 3, column 1', /missing comma or quote/],
    ['a list', '[]', '', /as an object/],
    ['null', 'null', '', /as an object/],
    ['an unknown member', '{"AllowOrigin": ["*"]}', '', /not a member of Cors/],
    ['a text for a list', '{"AllowOrigins": "*"}', 'AllowOrigins', /as a list/],
    ['a number in a list', '{"AllowHeaders": ["a", 5]}', 'AllowHeaders.1', /text in quotes/],
    ['a text for a number', '{"MaxAge": "5"}', 'MaxAge', /number of seconds/],
    ['a member of the prototype', '{"__proto__": {"MaxAge": 5}}', '', /not a member of Cors/],
  ])('%s', (_, text, where, message) => {
    const read = corsOfJson(text)
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(read.problems[0]?.where).toBe(where)
    expect(read.problems[0]?.message).toMatch(message)
  })
})

test('{} switches off and keeps the members for switching on again', () => {
  const form = corsToForm({ AllowOrigins: ['https://a.example'], MaxAge: 5 })
  expect(formWith({}, form)).toEqual({ ...form, enabled: false })
  expect(formWith({ MaxAge: 7 }, form)).toMatchObject({ enabled: true, AllowOrigins: null, MaxAge: 7 })
})

describe('a link to a draft', () => {
  const cors: Cors = { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'], MaxAge: 600 }

  test('is short for what people have, and none where it would be too long', () => {
    expect(draftToLink(cors)?.length).toBeLessThan(120)
    const many = Array.from({ length: 100 }, (_, n) => `https://${'a'.repeat(60)}${n}.example.com`)
    expect(draftToLink({ AllowOrigins: many })).toBeNull()
  })

  test.each([
    ['empty', ''],
    ['another version', '2.e30'],
    ['no base64', '1.###'],
    ['no JSON', `1.${btoa('nope')}`],
    ['a list', `1.${btoa('[]')}`],
    ['null', `1.${btoa('null')}`],
    ['an unknown letter', `1.${btoa('{"z":1}')}`],
    ['another type', `1.${btoa('{"o":"*"}')}`],
    ['no UTF-8', `1.${btoa('\xff')}`],
    ['too long', `1.${'A'.repeat(MAX_DRAFT_LINK)}`],
  ])('that is broken is refused: %s', (_, text) => {
    expect(draftOfLink(text)).toBeNull()
  })
})
