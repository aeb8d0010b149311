import { expect, test } from 'vitest'
import { plainForm } from '@/lib/permissions/plain-form'

test.each([
  [{ Principal: { AWS: '111122223333' } }, { Principal: { AWS: ['arn:aws:iam::111122223333:root'] } }, true],
  [{ Action: ['a', 'b'] }, { Action: ['b', 'a'] }, true],
  [{ Condition: { Bool: { k: true } } }, { Condition: { Bool: { k: ['true'] } } }, true],
  [{ Principal: '*' }, { Principal: { AWS: '*' } }, false],
  [{ Action: 'a' }, { NotAction: 'a' }, false],
  [{ Sid: 'a' }, { Sid: 'b' }, false],
])('%j and %j are the same: %s', (a, b, isSame) => {
  const form = (rest: object) => JSON.stringify(plainForm({ Effect: 'Allow', ...rest }))
  expect(form(a) === form(b)).toBe(isSame)
})
