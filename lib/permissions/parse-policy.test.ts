import { describe, expect, test } from 'vitest'
import { parsePolicy } from '@/lib/permissions/parse-policy'

const allow = { Sid: 'a', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl' }

describe('parsePolicy', () => {
  test('reads what AddPermission writes', () => {
    const text = JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: [allow] })
    expect(parsePolicy(text)).toEqual([allow])
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
    expect(parsePolicy(JSON.stringify({ Statement }))).toEqual(expected ?? Statement)
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
