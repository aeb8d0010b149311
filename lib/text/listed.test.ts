import { expect, test } from 'vitest'
import { listed, listedOr } from '@/lib/text/listed'

test.each([
  [[], ''],
  [['GET'], 'GET'],
  [['GET', 'PUT'], 'GET and PUT'],
  [['GET', 'PUT', 'HEAD'], 'GET, PUT, and HEAD'],
])('lists %j', (parts, text) => {
  expect(listed(parts)).toBe(text)
})

test('lists what there is to choose from', () => {
  expect(listedOr(['a', 'b', 'c'])).toBe('a, b, or c')
})
