import { expect, test } from 'vitest'
import { pastedHeaderNames, pastedOrigins } from '@/lib/cors/value/pasted-list'

test.each([
  ['https://a.example, https://b.example', ['https://a.example', 'https://b.example']],
  ['https://a.example\n\nhttps://b.example;', ['https://a.example', 'https://b.example']],
  ['"https://a.example", \'http://[::1]:3000\'', ['https://a.example', 'http://[::1]:3000']],
  [' ,; ', []],
])('origins: %j', (text, entries) => {
  expect(pastedOrigins(text)).toEqual(entries)
})

test.each([
  ['Content-Type, Authorization', ['Content-Type', 'Authorization']],
  ['content-type authorization', ['content-type', 'authorization']],
  ['["content-type", "x-id"]', ['content-type', 'x-id']],
  ['Content-Type: application/json\r\nX-Id: 5', ['Content-Type: application/json', 'X-Id: 5']],
  ['', []],
])('header names: %j', (text, entries) => {
  expect(pastedHeaderNames(text)).toEqual(entries)
})
