import { describe, expect, test } from 'vitest'
import { parsePolicy } from '@/lib/permissions/parse-policy'

const allow = { Sid: 'a', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl' }

describe('parsePolicy', () => {
  test('reads what AddPermission writes', () => {
    const text = JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: [allow] })
    expect(parsePolicy(text)).toEqual({ statements: [allow] })
  })

  test('keeps Version and Id where they are not those of AddPermission', () => {
    const read = (head: object) => parsePolicy(JSON.stringify({ ...head, Statement: [allow] }))?.head
    expect(read({ Version: '2012-10-17', Id: 'default' })).toBeUndefined()
    expect(read({ Version: '2008-10-17', Id: 'default' })).toEqual({ Version: '2008-10-17', Id: 'default' })
    expect(read({ Version: '2012-10-17' })).toEqual({ Version: '2012-10-17' })
  })

  test.each([
    ['one statement that is no list', allow, [allow]],
    ['no statements', [], []],
    [
      'everything a whole policy may hold',
      [
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: ['a', 'b'] },
          NotAction: ['lambda:*'],
          Resource: ['x'],
          Odd: 1,
        },
        {
          Effect: 'Allow',
          Condition: { NumericLessThan: { 'a:b': 5 }, Bool: { c: true }, StringLike: { d: ['e'] } },
        },
      ],
      undefined,
    ],
  ])('reads %s', (_, Statement, expected) => {
    expect(parsePolicy(JSON.stringify({ Statement }))?.statements).toEqual(expected ?? Statement)
  })

  test.each([
    undefined,
    '',
    'no json',
    '[]',
    '{}',
    '{"Statement":"x"}',
    '{"Statement":[{"Effect":"Perhaps"}]}',
  ])('understands nothing of %s', (text) => {
    expect(parsePolicy(text)).toBeUndefined()
  })
})
