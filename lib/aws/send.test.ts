import { GetPolicyCommand, ListFunctionsCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda'
import { afterEach, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import type { Context } from '@/lib/auth/context'
import { permitFor } from '@/lib/auth/fixtures/ask'
import { permitOf } from '@/lib/auth/judge'
import { narrowed } from '@/lib/auth/permit'
import { isSafeToRepeat, isUnclear } from '@/lib/aws/failure-of'
import { ACCOUNT, type AwsWorld, contextFor, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { send } from '@/lib/aws/send'
import { addCredential, addFunction, addStatements } from '@/lib/sandbox/build'
import type { FaultEffect } from '@/lib/sandbox/faults'

let world: AwsWorld
afterEach(() => world.close())

const list = (context: Context = contextFor()) =>
  send(permitOf(context, 'function:list', TARGET), TARGET, new ListFunctionsCommand({}), {
    operation: 'ListFunctions',
  })

/** The function whose policy is written. */
const LATEST_OF_F = { ...TARGET, functionName: 'f', qualifier: '$LATEST' }

function failListFunctions(what: FaultEffect, times: number) {
  world.sandbox.faults.add({ operation: 'ListFunctions', when: 'before', what, times })
}

describe('send: a read', () => {
  test('says how often it tried and under which request id it was answered', async () => {
    world = await startAwsWorld()
    const output = await list()
    const [entry] = world.sandbox.ledger.read({ operation: 'ListFunctions' })
    expect(output).toMatchObject({ attempts: 1, requestId: entry?.requestId })
  })

  test.each<[string, FaultEffect]>([
    ['throttles', { status: 429, code: 'TooManyRequestsException' }],
    ['faults of AWS', { status: 500, code: 'ServiceException' }],
    ['broken connections', 'reset'],
  ])('gets over two %s', async (_, what) => {
    world = await startAwsWorld()
    failListFunctions(what, 2)
    expect(await list()).toMatchObject({ attempts: 3 })
  })

  test('gives up after four attempts and says what the last one met', async () => {
    world = await startAwsWorld()
    failListFunctions({ status: 429, code: 'TooManyRequestsException' }, 9)
    await expect(list()).rejects.toMatchObject({
      failure: { code: 'throttled', aws: { name: 'TooManyRequestsException', httpStatus: 429 } },
    })
    expect(world.sandbox.ledger.read({ operation: 'ListFunctions' })).toHaveLength(4)
  })

  test.each<[string, FaultEffect]>([
    [
      'a sign-in page',
      { foreign: { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' } },
    ],
    ['{}', { foreign: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' } }],
    ['a proxy’s 404', { foreign: { status: 404, body: 'not here' } }],
  ])('takes %s for no answer, and never for an empty account', async (_, what) => {
    world = await startAwsWorld()
    failListFunctions(what, 9)
    await expect(list()).rejects.toMatchObject({ failure: { code: 'not-from-aws' } })
  })

  test('ends at its deadline when AWS hangs', async () => {
    world = await startAwsWorld()
    await list()
    failListFunctions('hang', 1)
    await expect(list(contextFor({ deadline: Date.now() + 200 }))).rejects.toMatchObject({
      failure: { code: 'timed-out' },
    })
  })

  test('ends when the person leaves', async () => {
    world = await startAwsWorld()
    const leaving = new AbortController()
    failListFunctions('hang', 1)
    const reading = list(contextFor({ signal: leaving.signal }))
    leaving.abort()
    await expect(reading).rejects.toMatchObject({ failure: { code: 'aborted' } })
  })
})

describe('send: a write', () => {
  const remove = () =>
    send(
      narrowed(permitFor('permission:remove', LATEST_OF_F), { call: 'RemovePermission' }),
      TARGET,
      new RemovePermissionCommand({ FunctionName: 'f', StatementId: 'a' }),
      { operation: 'RemovePermission' },
    )

  test.each<[string, 'before' | 'after', FaultEffect, boolean, boolean]>([
    ['a throttle', 'before', { status: 429, code: 'TooManyRequestsException' }, false, true],
    ['a refusal', 'before', { status: 412, code: 'PreconditionFailedException' }, false, false],
    ['a fault of AWS', 'before', { status: 500, code: 'ServiceException' }, true, false],
    ['a connection broken after the effect', 'after', 'reset', true, false],
    [
      'a proxy’s refusal after the effect',
      'after',
      { foreign: { status: 403, body: 'blocked' } },
      true,
      false,
    ],
    ['a proxy’s throttle', 'before', { foreign: { status: 429, body: 'slow down' } }, true, false],
  ])('is made once: %s', async (_, when, what, unclear, repeatable) => {
    world = await startAwsWorld()
    const statement = { Sid: 'a', Effect: 'Allow' as const, Principal: '*', Action: 'lambda:InvokeFunction' }
    addStatements(addFunction(world.region, { name: 'f' }), '$LATEST', [statement])
    world.sandbox.faults.add({ operation: 'RemovePermission', when, what, times: 1 })
    const error = await remove().catch((reason: unknown) => reason)
    expect([isUnclear(error), isSafeToRepeat(error)]).toEqual([unclear, repeatable])
    expect(world.sandbox.ledger.read({ operation: 'RemovePermission' })).toHaveLength(1)
  })

  test('a connection that was never made had no effect', async () => {
    world = await startAwsWorld()
    await list()
    await world.sandbox.close()
    // Writes go out on the connections of reads: this one finds out that the old ones are gone.
    await expect(list()).rejects.toMatchObject({ failure: { code: 'unreachable' } })
    const error = await remove().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ failure: { code: 'unreachable' } })
    expect([isUnclear(error), isSafeToRepeat(error)]).toEqual([false, true])
  })
})

describe('send: the quota', () => {
  test('is kept under a crowd: nobody sees a throttle, and hardly one is met on the wire', async () => {
    world = await startAwsWorld({ throttle: undefined, settings: { CONSOLE_REQUEST_RATE: '10' } })
    const answers = await Promise.all(Array.from({ length: 40 }, () => list()))
    expect(answers).toHaveLength(40)
    const calls = world.sandbox.ledger.read({ operation: 'ListFunctions' })
    expect(calls.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(4)
    promise('R1')
  })

  test('of GetPolicy is its own', async () => {
    world = await startAwsWorld({ throttle: undefined })
    addFunction(world.region, { name: 'f' })
    const policies = Array.from({ length: 10 }, () =>
      send(permitFor('policy:read', LATEST_OF_F), TARGET, new GetPolicyCommand({ FunctionName: 'f' }), {
        operation: 'GetPolicy',
      }),
    )
    const found = await Promise.allSettled([...policies, ...Array.from({ length: 10 }, () => list())])
    expect(found.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(world.sandbox.ledger.read({ operation: 'GetPolicy' })).toHaveLength(10)
  })
})

describe('send: credentials', () => {
  test('that lead to another account all at once are never used for this one', async () => {
    world = await startAwsWorld()
    await list()
    const stranger = addCredential(world.state, { account: '222222222222' })
    process.env.AWS_ACCESS_KEY_ID = stranger.accessKeyId
    process.env.AWS_SECRET_ACCESS_KEY = stranger.secretAccessKey
    world.state.credentials.set(world.principal.accessKeyId, {
      ...world.principal,
      expiresAt: Date.now() - 1000,
    })
    await expect(list()).rejects.toMatchObject({ failure: { code: 'credentials-expired' } })
    await expect(list()).rejects.toMatchObject({
      failure: { code: 'unknown-target', unknown: { value: ACCOUNT } },
    })
    const strangers = world.sandbox.ledger.read({ principalArn: stranger.arn })
    expect(strangers.filter(({ service }) => service === 'lambda')).toEqual([])
  })

  test('that were renewed are taken up without a restart', async () => {
    world = await startAwsWorld()
    await list()
    const { principal, state } = world
    state.credentials.set(principal.accessKeyId, { ...principal, expiresAt: Date.now() - 1000 })
    await expect(list()).rejects.toMatchObject({ failure: { code: 'credentials-expired' } })
    const renewed = addCredential(state, { account: ACCOUNT })
    process.env.AWS_ACCESS_KEY_ID = renewed.accessKeyId
    process.env.AWS_SECRET_ACCESS_KEY = renewed.secretAccessKey
    expect(await list()).toMatchObject({ attempts: 1 })
  })
})
