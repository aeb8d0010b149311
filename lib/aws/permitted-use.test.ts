import { beforeAll, describe, expect, test } from 'vitest'
import { permitFor } from '@/lib/auth/fixtures/ask'
import { narrowed, PermitError } from '@/lib/auth/permit'
import { lambdaResource, permittedUse } from '@/lib/aws/permitted-use'

beforeAll(() => {
  Object.assign(process.env, { HOSTNAME: '127.0.0.1', AWS_REGION: 'eu-central-1' })
})

const target = { account: '111111111111', region: 'eu-central-1' }
const fn = { ...target, functionName: 'f' }
const latest = { ...fn, qualifier: '$LATEST' }
const live = { ...fn, qualifier: 'live' }
const ARN = 'arn:aws:lambda:eu-central-1:111111111111:function:f'

describe('what a call touches', () => {
  test.each<[string, object, object]>([
    ['ListFunctions', {}, target],
    ['GetFunctionConfiguration', { FunctionName: 'f' }, fn],
    ['GetAlias', { FunctionName: 'f', Name: 'live' }, fn],
    ['ListTags', { Resource: ARN }, fn],
    ['GetPolicy', { FunctionName: 'f' }, latest],
    ['GetPolicy', { FunctionName: 'f', Qualifier: 'live' }, live],
    ['DeleteFunctionUrlConfig', { FunctionName: 'f' }, latest],
    ['PutResourcePolicy', { ResourceArn: `${ARN}:live` }, live],
    ['PutFunctionConcurrency', { FunctionName: 'f' }, fn],
  ])('%s %j', (call, input, resource) => {
    expect({ ...lambdaResource(target, call, input) }).toEqual(resource)
  })

  test('an ARN of another account or region is refused', () => {
    for (const Resource of [ARN.replace('111111111111', '222222222222'), ARN.replace('eu-', 'us-')])
      expect(() => lambdaResource(target, 'ListTags', { Resource })).toThrow(PermitError)
  })
})

describe('how a call goes out', () => {
  test('a reading, for a person or in the background', () => {
    expect(permittedUse(permitFor('policy:read', live), 'GetPolicy', live)).toBe('person')
    const behind = permitFor('policy:read', live, { priority: 'background' })
    expect(permittedUse(behind, 'GetPolicy', live)).toBe('background')
  })

  test('a write, with a permit for this call alone', () => {
    const permit = permitFor('permission:add', live)
    const own = narrowed(permit, { call: 'AddPermission' })
    expect(permittedUse(own, 'AddPermission', live)).toBe('write')
    for (const [wrong, call, touched] of [
      [permit, 'AddPermission', live],
      [own, 'RemovePermission', live],
      [own, 'AddPermission', latest],
      [own, 'GetPolicy', live],
      [permitFor('policy:read', live), 'AddPermission', live],
      [narrowed(permitFor('policy:read', live), { call: 'AddPermission' }), 'AddPermission', live],
    ] as const)
      expect(() => permittedUse(wrong, call, touched)).toThrow(PermitError)
  })
})
