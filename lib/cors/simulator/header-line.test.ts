import { expect, test } from 'vitest'
import {
  headerLineOf,
  headerLineText,
  keptHeaderLine,
  pastedHeaderLines,
} from '@/lib/cors/simulator/header-line'

test.each<[string, string]>([
  ['Content-Type: application/json', 'content-type: application/json'],
  ['Authorization: Bearer SECRET', 'authorization: Bearer'],
  ['Authorization: AWS4-HMAC-SHA256 Credential=SECRET', 'authorization: AWS4-HMAC-SHA256'],
  ['Authorization: SECRET', 'authorization: other'],
  ['Authorization: BearerSECRET', 'authorization: other'],
  ['Authorization:', 'authorization'],
  ['X-Api-Key:SECRET', 'x-api-key'],
  ['accept : text/html, */*', 'accept: text/html, */*'],
  ['x-id', 'x-id'],
  ['', ''],
])('%s is kept as "%s"', (typed, kept) => {
  expect(keptHeaderLine(typed)).toBe(kept)
  expect(keptHeaderLine(kept)).toBe(kept)
  expect(headerLineText(headerLineOf(kept))).toBe(kept)
})

test.each<[string, string[]]>([
  ['accept: a, b', ['accept: a, b']],
  ['x-a, x-b x-c', ['x-a', 'x-b', 'x-c']],
  ['content-type: application/json\nx-a: 1,\r\n"x-b"', ['content-type: application/json', 'x-a: 1', 'x-b']],
])('%j is taken apart', (text, lines) => {
  expect(pastedHeaderLines(text)).toEqual(lines)
})
