import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnoseHeaderName } from '@/lib/cors/value/header-name'

describe('a token (RFC 9110 §5.6.2) has no problem', () => {
  test.each([
    'content-type',
    'Content-Type',
    'authorization',
    'x_y',
    "!#$%&'+-.^_`|~09",
    '*',
    'x'.repeat(1024),
  ])('%s', (name) => {
    expect(diagnoseHeaderName(name)).toBeNull()
  })
})

describe('one cure', () => {
  test.each([
    ['Content-Type, Authorization', 'several', 'Split into 2 entries', ['Content-Type', 'Authorization']],
    ['a;b c,d', 'several', 'Split into 4 entries', ['a', 'b', 'c', 'd']],
    ['Content-Type: application/json', 'with-value', 'Keep only Content-Type', ['Content-Type']],
    ['Content-Type:', 'with-value', 'Keep only Content-Type', ['Content-Type']],
    ['"content-type"', 'in-quotes', 'Remove the quotes', ['content-type']],
    [' x-id ', 'surrounding-space', 'Remove the space', ['x-id']],
    ['x-\u200bid', 'invisible-character', 'Remove them', ['x-id']],
    ['x-id\r\n', 'invisible-character', 'Remove them', ['x-id']],
  ])('%j is %s: %s', (text, problem, label, values) => {
    expect(diagnoseHeaderName(text)).toMatchObject({ problem, fix: { label, values } })
  })
})

describe('no single cure', () => {
  test.each([
    ['', 'empty'],
    ['x-*', 'wildcard'],
    ['x(y)', 'not-a-token'],
    ['größe', 'not-a-token'],
    ['<b>', 'not-a-token'],
    ['x-\udc00', 'lone-surrogate'],
    ['a: b, c: d', 'with-value'],
  ])('%j is %s', (text, problem) => {
    const diagnosis = diagnoseHeaderName(text)
    expect(diagnosis?.problem).toBe(problem)
    if (problem !== 'with-value') expect(diagnosis?.fix).toBeUndefined()
  })
})

test('1,024 characters are taken, more are too long', () => {
  expect(diagnoseHeaderName('x'.repeat(1_024))).toBeNull()
  expect(diagnoseHeaderName('x'.repeat(1_025))?.problem).toBe('too-long')
  expect(diagnoseHeaderName('x'.repeat(10_000))?.problem).toBe('too-long')
})

test('whatever is typed: messages are whole sentences, and a fix has no problem left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const diagnosis = diagnoseHeaderName(text)
      if (diagnosis === null) return
      expect(diagnosis.message).toMatch(/^[A-Z].*[.]$/s)
      expect(diagnosis.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      for (const value of diagnosis.fix?.values ?? []) expect(diagnoseHeaderName(value)).toBeNull()
    }),
    { numRuns: 2_000 },
  )
})
