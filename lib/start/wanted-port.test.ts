import { expect, test } from 'vitest'
import { wantedPort } from './wanted-port'

test.each([
  [undefined, 3000],
  ['', 3000],
  ['1', 1],
  ['65535', 65_535],
])('PORT=%s is %i', (text, port) => {
  expect(wantedPort(text)).toBe(port)
})

test.each(['0', '65536', 'http', '-1', '3000.5', '1e3'])('PORT=%s is refused in one sentence', (text) => {
  expect(() => wantedPort(text)).toThrow(`PORT is a number from 1 to 65535, not “${text}”.`)
})
