import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { ask } from '@/lib/auth/fixtures/ask'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { claimOf, truthOf } from '@/lib/changes/fixtures/truth'
import { preview } from '@/lib/changes/preview'
import { getChange } from '@/lib/changes/read'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { verifyJournal } from '@/lib/journal/journal'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

const review = (request: ChangeRequestInput) => ask(preview, changeRequestSchema.parse(request))

async function applied(request: ChangeRequestInput, confirmation?: string, changeId = randomUUID()) {
  const { planHash, request: parsed } = await review(request)
  const answer = await ask(applyChange, { changeId, request: parsed, planHash, confirmation })
  expect(answer).toEqual({ status: 'started', changeId })
  return ended(changeId)
}

async function ended(changeId: string) {
  await runningChangesEnded()
  return ask(getChange, { changeId })
}

const create = (
  identity: FunctionUrlIdentity,
  AuthType: 'NONE' | 'AWS_IAM' = 'NONE',
): ChangeRequestInput => ({
  kind: 'create',
  identity,
  AuthType,
  InvokeMode: 'BUFFERED',
  Cors: { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'], AllowHeaders: ['X-Trace'] },
})

describe('applying a change', () => {
  test('creates a public URL with both statements, and the journal says so', async () => {
    const { identity, fn } = world.newFunction()
    const change = await applied(create(identity))
    expect(change.outcome).toMatchObject({ verdict: 'applied' })
    expect(change.calls.map(({ call, status }) => [call.operation, status])).toEqual([
      ['CreateFunctionUrlConfig', 'done'],
      ['AddPermission', 'done'],
      ['AddPermission', 'done'],
    ])
    expect(change.calls.every(({ requestId }) => requestId)).toBe(true)
    expect(claimOf(change.outcome?.state ?? { config: null, policy: null })).toEqual(truthOf(fn, 'live'))
    expect(truthOf(fn, 'live').statements.map(({ Sid }) => Sid)).toEqual([
      'FunctionURLInvokeAllowPublicAccess',
      'FunctionURLAllowPublicAccess',
    ])
    expect(await verifyJournal()).toMatchObject({ ok: true })
  })

  test('closes first: NONE to AWS_IAM updates before it removes the statements', async () => {
    const { identity, fn } = world.newFunction()
    await applied(create(identity))
    const change = await applied({ kind: 'update', identity, AuthType: 'AWS_IAM' })
    expect(change.calls.map(({ call }) => call.operation)).toEqual([
      'UpdateFunctionUrlConfig',
      'RemovePermission',
      'RemovePermission',
    ])
    expect(truthOf(fn, 'live')).toMatchObject({ config: { AuthType: 'AWS_IAM' }, statements: [] })
  })

  test('clears CORS with {} and keeps it when it is left out', async () => {
    const { identity, fn } = world.newFunction()
    await applied(create(identity, 'AWS_IAM'))
    await applied({ kind: 'update', identity, InvokeMode: 'RESPONSE_STREAM' })
    expect(truthOf(fn, 'live').config?.Cors).toMatchObject({ AllowHeaders: ['x-trace'] })
    await applied({ kind: 'update', identity, Cors: {} })
    expect(truthOf(fn, 'live').config).toEqual({
      AuthType: 'AWS_IAM',
      InvokeMode: 'RESPONSE_STREAM',
      Cors: undefined,
    })
  })

  test('deletes only with the typed text, statements first, and keeps the configuration', async () => {
    const { identity, fn } = world.newFunction()
    await applied(create(identity))
    await expect(applied({ kind: 'delete', identity }, 'live')).rejects.toMatchObject({
      failure: { code: 'confirmation-mismatch' },
    })
    expect(truthOf(fn, 'live').config).not.toBeNull()
    const { confirmation } = await review({ kind: 'delete', identity })
    expect(confirmation).toBe(`${identity.account}/${identity.region}/${identity.functionName}:live`)
    const change = await applied({ kind: 'delete', identity }, confirmation ?? undefined)
    expect(change.calls.at(-1)?.call.operation).toBe('DeleteFunctionUrlConfig')
    expect(change.before.config?.Cors?.AllowOrigins).toEqual(['https://shop.example.com'])
    expect(change.undo.possible).toBe(false)
    expect(truthOf(fn, 'live')).toEqual({ config: null, statements: [] })
  })

  test('adds and removes a permission', async () => {
    const { identity, fn } = world.newFunction()
    await applied({ kind: 'grant', identity, grants: [{ type: 'account', account: '222222222222' }] })
    const ids = truthOf(fn, 'live').statements.map(({ Sid }) => Sid ?? '')
    expect(ids).toHaveLength(2)
    await applied({ kind: 'revoke', identity, statementIds: ids })
    expect(truthOf(fn, 'live').statements).toEqual([])
  })
})

describe('one effect', () => {
  test('the same id applied twenty times at once is one change', async () => {
    const { identity } = world.newFunction()
    const { planHash, request } = await review(create(identity))
    const changeId = randomUUID()
    const input = { changeId, request, planHash }
    world.sandbox.ledger.clear()
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(applyChange, input)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set(['started']))
    await ended(changeId)
    const creations = world.sandbox.ledger
      .read()
      .filter(({ operation }) => operation === 'CreateFunctionUrlConfig')
    expect(creations).toHaveLength(1)
    promise('R3', { appliesAtOnce: answers.length, effects: creations.length })
  })

  test('an id of another change is refused', async () => {
    const { identity } = world.newFunction()
    const changeId = randomUUID()
    await applied(create(identity), undefined, changeId)
    const other = await review({ kind: 'update', identity, AuthType: 'AWS_IAM' })
    const input = { changeId, request: other.request, planHash: other.planHash }
    await expect(ask(applyChange, input)).rejects.toBeInstanceOf(FailureError)
  })

  test('a replayed plan after the change answers changed elsewhere and does nothing', async () => {
    const { identity } = world.newFunction()
    await applied(create(identity))
    const plan = await review({ kind: 'update', identity, AuthType: 'AWS_IAM' })
    await applied({ kind: 'update', identity, InvokeMode: 'RESPONSE_STREAM' })
    const input = { changeId: randomUUID(), request: plan.request, planHash: plan.planHash }
    const answer = await ask(applyChange, input)
    expect(answer).toMatchObject({
      status: 'changed-elsewhere',
      plan: { before: { config: { InvokeMode: 'RESPONSE_STREAM' } } },
    })
    await expect(ask(getChange, input)).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
  })

  test('two people who reviewed the same state: the second is shown the first one’s edit', async () => {
    const { identity, fn } = world.newFunction()
    await applied(create(identity, 'AWS_IAM'))
    const plans = await Promise.all(
      ['https://a.example', 'https://b.example'].map((origin) =>
        review({ kind: 'update', identity, Cors: { AllowOrigins: [origin] } }),
      ),
    )
    const answers = await Promise.all(
      plans.map(({ request, planHash }) => ask(applyChange, { changeId: randomUUID(), request, planHash })),
    )
    await runningChangesEnded()
    expect(answers.map(({ status }) => status).sort()).toEqual(['changed-elsewhere', 'started'])
    expect(fn.urls.get('live')?.cors?.AllowOrigins).toHaveLength(1)
  })
})
