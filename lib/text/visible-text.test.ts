import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visibleJson, visibleText } from '@/lib/text/visible-text'

test.each([
  ['plain text, umlauts äöü, 漢字 and 😀', 'plain text, umlauts äöü, 漢字 and 😀'],
  ['a\u202eb', 'a[U+202E]b'],
  ['a\u0000b\u0007', 'a[U+0000]b[U+0007]'],
  ['line\nbreak\ttab', 'line[U+000A]break[U+0009]tab'],
  ['zero\u200bwidth\ufeff', 'zero[U+200B]width[U+FEFF]'],
  ['\u2028\u2029', '[U+2028][U+2029]'],
  ['half \ud83d of a pair \ude00', 'half [U+D83D] of a pair [U+DE00]'],
  ['tag \u{e0041}', 'tag [U+E0041]'],
  ['filler \u3164', 'filler [U+3164]'],
  ['<b onclick=alert(1)>', '<b onclick=alert(1)>'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown)
})

const anyTexts = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

test('nothing unseen is left, and marking twice changes nothing', () => {
  fc.assert(
    fc.property(anyTexts, (text) => {
      const shown = visibleText(text)
      expect(UNSEEN.test(shown)).toBe(false)
      expect(visibleText(shown)).toBe(shown)
    }),
  )
})

test('JSON stays the same value, in lines, with nothing unseen in them', () => {
  fc.assert(
    fc.property(fc.dictionary(anyTexts, anyTexts), (value) => {
      const shown = visibleJson(value)
      expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(value)))
      for (const line of shown.split('\n')) expect(UNSEEN.test(line)).toBe(false)
    }),
  )
  expect(visibleJson({ Sid: 'a\u202e' })).toBe('{\n  "Sid": "a\\u202e"\n}')
})
