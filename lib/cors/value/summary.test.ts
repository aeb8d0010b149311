import { expect, test } from 'vitest'
import type { Cors } from '@/lib/cors/value/schema'
import { corsSummary } from '@/lib/cors/value/summary'

test.each<[Cors | undefined, string]>([
  [undefined, 'none'],
  [{}, 'none'],
  [
    {
      AllowOrigins: ['https://a.example', 'https://b.example'],
      AllowMethods: ['GET', 'POST'],
      AllowCredentials: true,
    },
    '2 origins · GET POST · credentials',
  ],
  [{ AllowOrigins: ['*'], AllowMethods: ['*'] }, 'any origin · all methods'],
  [{ AllowOrigins: ['https://a.example'] }, '1 origin'],
  [{ AllowOrigins: [], AllowMethods: [], AllowCredentials: false, MaxAge: 0 }, 'no origins'],
])('%j reads %s', (cors, line) => {
  expect(corsSummary(cors)).toBe(line)
})

test('a method of 10,000 characters does not break the line', () => {
  expect(corsSummary({ AllowOrigins: ['*'], AllowMethods: ['x'.repeat(10_000)] })).toBe(
    'any origin · 1 method',
  )
})
