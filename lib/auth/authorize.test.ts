import { afterEach, describe, expect, test } from 'vitest'
import { currentActor } from '@/lib/auth/actor'
import { authorize, visible } from '@/lib/auth/authorize'
import { forgetEnv } from '@/lib/env'
import { FailureError } from '@/lib/failures/result'

const identity = { account: '111111111111', region: 'eu-central-1', functionName: 'f', qualifier: 'live' }

function withReadOnly(value: string) {
  Object.assign(process.env, { HOSTNAME: '127.0.0.1', AWS_REGION: 'eu-central-1', CONSOLE_OPERATOR: 'mia' })
  process.env.CONSOLE_READ_ONLY = value
  forgetEnv()
}
afterEach(() => {
  delete process.env.CONSOLE_READ_ONLY
  forgetEnv()
})

describe('authorize', () => {
  test.each([
    'change:create',
    'change:update',
    'change:delete',
    'change:grant',
    'change:revoke',
    'change:undo',
  ])('refuses %s while the console is read-only', (operation) => {
    withReadOnly('true')
    expect(() => authorize(currentActor(), operation, identity)).toThrow(FailureError)
    withReadOnly('false')
    expect(() => authorize(currentActor(), operation, identity)).not.toThrow()
  })

  test.each(['function:read', 'function-url:list', 'change:read'])('%s is always allowed', (operation) => {
    withReadOnly('true')
    expect(() => authorize(currentActor(), operation, identity)).not.toThrow()
  })

  test('the operator is the one of the environment and sees every row', () => {
    withReadOnly('false')
    const actor = currentActor()
    expect(actor).toEqual({ kind: 'local-operator', id: 'local-operator', name: 'mia' })
    expect(visible(actor, [identity])).toEqual([identity])
  })
})
