import { describe, expect, test } from 'vitest'
import { bodyView } from '@/lib/probe/body-view'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a body is shown', () => {
  test.each([
    [
      'as indented JSON',
      '{"a":[1]}',
      'application/json; charset=utf-8',
      'json',
      '{\n  "a": [\n    1\n  ]\n}',
    ],
    ['as JSON of a kind of its own', '1', 'application/problem+json', 'json', '1'],
    ['as text where it only says that it is JSON', '{"a":', 'application/json', 'text', '{"a":'],
    ['as text in its lines', 'a\r\nb\tc', 'text/plain', 'text', 'a\nb\tc'],
    ['with what nobody would see made visible', 'a\u202eb\u0007', 'text/plain', 'text', 'a[U+202E]b[U+0007]'],
    ['as nothing where there is nothing', '', 'text/plain', 'empty', ''],
  ])('%s', (_title, body, type, kind, text) => {
    expect(bodyView(bytes(body), type, true)).toEqual({ kind, text })
  })

  test('in hexadecimal where it is no text', () => {
    const view = bodyView(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]), 'image/png', true)
    expect(view.kind).toBe('binary')
    expect(view.text).toMatch(/^000000 {2}89 50 4e 47 ff 00 +\.PNG\.\.$/)
  })

  test('also while it arrives in the middle of a character', () => {
    const half = bytes('aé').subarray(0, 2)
    expect(bodyView(half, 'text/plain', false)).toEqual({ kind: 'text', text: 'a' })
    expect(bodyView(half, 'text/plain', true).kind).toBe('binary')
  })
})
