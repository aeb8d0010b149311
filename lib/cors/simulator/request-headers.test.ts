import { describe, expect, test } from 'vitest'
import { methodRefusal, normalizedMethod, readHeaders } from '@/lib/cors/simulator/request-headers'

describe('Fetch §2.2.1 Methods', () => {
  test.each([
    ['get', 'GET'],
    ['Delete', 'DELETE'],
    ['options', 'OPTIONS'],
    ['patch', 'patch'],
    ['PATCH', 'PATCH'],
    ['foo', 'foo'],
  ])('normalize: %s is sent as %s', (typed, sent) => {
    expect(normalizedMethod(typed)).toBe(sent)
  })

  test.each([
    ['GET', null],
    ['anything-1', null],
    ['TRACE', 'forbidden'],
    ['track', 'forbidden'],
    ['Connect', 'forbidden'],
    ['', 'not-a-token'],
    ['G ET', 'not-a-token'],
    ['GÉT', 'not-a-token'],
  ])('forbidden method, method: %j → %s', (method, refusal) => {
    expect(methodRefusal(method)).toBe(refusal)
  })
})

describe('Fetch §2.2.2 forbidden request-header', () => {
  test.each([
    ['Cookie', '1'],
    ['access-control-request-method', 'PUT'],
    ['Sec-Anything', ''],
    ['PROXY-X', ''],
    ['origin', 'https://other.example'],
    ['X-HTTP-Method', 'TRACE'],
    ['x-method-override', 'put, trace'],
  ])('%s: %s is dropped without a word', (name, value) => {
    expect(readHeaders([[name, value]])).toEqual({ sent: [], dropped: [name], invalid: null })
  })

  test.each([
    ['sec', '1'],
    ['proxy', '1'],
    ['X-HTTP-Method-Override', 'PUT'],
    ['x-http-method', '"trace"'],
    ['user-agent', 'me'],
    ['authorization', 'Bearer x'],
  ])('%s: %s is sent', (name, value) => {
    expect(readHeaders([[name, value]]).sent).toEqual([[name, value]])
  })
})

describe('Fetch §5.1 Headers class', () => {
  test('normalises values: white space of HTTP around them goes', () => {
    expect(readHeaders([['x-a', '\t\r\n a b \n']]).sent).toEqual([['x-a', 'a b']])
  })

  test.each([
    ['x a', ''],
    ['', ''],
    ['x-é', ''],
    ['x-a', 'a\u0000b'],
    ['x-a', 'a\nb'],
    ['x-a', 'Ā'],
  ])('throws for %j: %j', (name, value) => {
    expect(readHeaders([[name, value]]).invalid).toEqual([name, value])
  })

  test('takes every byte but those three inside a value', () => {
    expect(readHeaders([['x-a', 'a\u0001\u007f\tÿ']]).invalid).toBeNull()
  })
})
