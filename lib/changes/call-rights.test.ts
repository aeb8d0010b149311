import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ask, permitFor } from '@/lib/auth/fixtures/ask'
import { bondOf, PermitError } from '@/lib/auth/permit'
import { accessOf } from '@/lib/auth/rights'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { judgeChange, permitForCall } from '@/lib/changes/call-rights'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf, reviewOf, stageFor } from '@/lib/changes/fixtures/writes'
import { makeCall } from '@/lib/changes/make-call'
import { preview } from '@/lib/changes/preview'
import { forgetEnv } from '@/lib/env'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())
afterEach(() => setReadOnly('false'))

function setReadOnly(value: string) {
  process.env.CONSOLE_READ_ONLY = value
  forgetEnv()
}

const isWrite = ({ operation }: { operation: string }) => /^(Create|Update|Delete|Add|Remove)/.test(operation)
const writesTo = ({ functionName }: FunctionUrlIdentity) =>
  world.sandbox.ledger.read({ functionName }).filter(isWrite)

const open = (identity: FunctionUrlIdentity): ChangeRequestInput => ({
  kind: 'create',
  identity,
  AuthType: 'NONE',
  InvokeMode: 'BUFFERED',
})

describe('a plan is judged by its calls', () => {
  test('each of which takes a right to write, and gets a permit for itself alone', async () => {
    const { identity } = world.newFunction()
    const plan = await reviewOf(open(identity))
    const { calls } = plan
    const permit = permitFor('change:apply', identity)
    expect(calls.map(({ operation }) => bondOf(permitForCall(permit, identity, operation)))).toMatchObject([
      { operation: 'function-url:create', call: 'CreateFunctionUrlConfig' },
      { operation: 'permission:add', call: 'AddPermission' },
      { operation: 'permission:add', call: 'AddPermission' },
    ])
    for (const { operation } of calls)
      expect(accessOf(bondOf(permitForCall(permit, identity, operation)).operation)).toBe('write')
    setReadOnly('true')
    expect(() => judgeChange(permit, identity, plan)).toThrow(FailureError)
  })

  test('and no call is made with a permit for another function, another qualifier, or for reading', async () => {
    const { identity } = world.newFunction()
    const [call] = (await reviewOf(open(identity))).calls
    if (!call) throw new Error('The plan has no call.')
    for (const permit of [
      permitFor('change:apply', { ...identity, functionName: 'other' }),
      permitFor('change:apply', { ...identity, qualifier: '$LATEST' }),
    ])
      await expect(makeCall(permit, identity, call)).rejects.toThrow(PermitError)
    expect(writesTo(identity)).toEqual([])
  })

  test('what was planned before is refused once writing is', async () => {
    const { identity } = world.newFunction()
    const { planHash, request } = await reviewOf(open(identity))
    setReadOnly('true')
    const applying = ask(applyChange, { changeId: randomUUID(), request, planHash })
    await expect(applying).rejects.toMatchObject({ failure: { code: 'read-only' } })
    expect(writesTo(identity)).toEqual([])
  })
})

describe('a change that names an earlier one', () => {
  async function failureOf(request: ChangeRequestInput): Promise<unknown> {
    return ask(preview, changeRequestSchema.parse(request)).then(
      () => 'planned',
      (error: unknown) => (error instanceof FailureError ? error.failure : error),
    )
  }

  test.each(['finish', 'undo', 'recreates'] as const)(
    '%s: one of another function URL is as unknown as one that never was',
    async (kind) => {
      const staged = stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] })
      const changeId = await begin({ kind: 'delete', identity: staged.identity })
      await endOf(changeId)
      await runningChangesEnded()
      const { identity } = world.newFunction()
      const naming = (id: string): ChangeRequestInput =>
        kind === 'recreates'
          ? ({ ...open(identity), recreates: id } as ChangeRequestInput)
          : { kind, identity, changeId: id }
      const unknown = await failureOf(naming(randomUUID()))
      expect(unknown).toMatchObject({ code: 'not-found' })
      expect(await failureOf(naming(changeId))).toEqual(unknown)
      // Of its own function URL it is known, whatever can be made of it.
      const own = { ...naming(changeId), identity: staged.identity } as ChangeRequestInput
      expect(await failureOf(own)).not.toEqual(unknown)
    },
  )
})
