import { describe, expect, test } from 'vitest'
import { stateRows } from '@/lib/changes/plan/state-rows'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { corsRows } from '@/lib/function-urls/setting-differences'

const config: FunctionUrlConfig = {
  FunctionUrl: 'https://abc.lambda-url.eu-central-1.on.aws/',
  FunctionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:f',
  AuthType: 'NONE',
  InvokeMode: 'BUFFERED',
  CreationTime: '2026-01-01T00:00:00Z',
  LastModifiedTime: '2026-01-01T00:00:00Z',
}
const state = (changes: Partial<FunctionUrlConfig> | null) => ({
  config: changes && { ...config, ...changes },
  policy: null,
})

describe('what a change touches', () => {
  test('shows only what differs', () => {
    expect(stateRows(state({}), state({ AuthType: 'AWS_IAM' }))).toEqual([
      { label: 'Auth type', before: 'NONE', after: 'AWS_IAM', isChanged: true },
    ])
  })

  test('says that a deleted address is lost and a created one is new', () => {
    expect(stateRows(state({}), state(null))[0]).toMatchObject({ after: 'permanently deleted' })
    expect(stateRows(state(null), state({ FunctionUrl: '' }))[0]).toMatchObject({
      before: '—',
      after: 'a new address, given by AWS',
    })
  })

  test('has nothing to say where there is no URL on either side', () => {
    expect(stateRows(state(null), state(null))).toEqual([])
  })
})

describe('CORS side by side', () => {
  test('keeps the stored order and does not call another order a change', () => {
    const [, methods] = corsRows({ AllowMethods: ['GET', 'DELETE'] }, { AllowMethods: ['DELETE', 'GET'] })
    expect(methods).toEqual({
      label: 'Allow methods',
      before: 'GET\nDELETE',
      after: 'DELETE\nGET',
      isChanged: false,
    })
  })

  test('tells cleared from empty', () => {
    expect(corsRows({ AllowOrigins: [] }, undefined)[0]).toMatchObject({
      before: 'configured',
      after: 'not configured',
    })
    expect(corsRows({ AllowOrigins: [] }, { AllowOrigins: [] })[0]).toMatchObject({ before: 'empty list' })
  })
})
