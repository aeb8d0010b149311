import { expect, test } from 'vitest'
import { changedFirst, originsToCompare, UNLISTED_ORIGIN } from '@/lib/cors/effects/origins-to-compare'

const A = 'https://a.example'
const B = 'https://b.example'

test('listed before or after, asked for, and what broken entries were meant to be; each once', () => {
  const before = { AllowOrigins: [A] }
  const after = { AllowOrigins: [A, `${B}/`, 'nonsense'] }
  expect(originsToCompare(before, after, [A, 'http://localhost:5173'])).toEqual([
    A,
    B,
    'http://localhost:5173',
  ])
})

test('with * whoever is not listed has a row', () => {
  expect(originsToCompare({ AllowOrigins: ['*'] }, { AllowOrigins: [A] }, ['null'])).toEqual([
    A,
    'null',
    UNLISTED_ORIGIN,
  ])
})

test('what is newly blocked comes first', () => {
  const row = (origin: string, before: boolean, after: boolean) => ({
    origin,
    cells: [{ method: 'GET', before, after }],
  })
  const rows = [row('same', true, true), row('allowed', false, true), row('blocked', true, false)]
  expect(changedFirst(rows).map(({ origin }) => origin)).toEqual(['blocked', 'allowed', 'same'])
})
