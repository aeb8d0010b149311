import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, permitForEverything, testContext } from '@/lib/auth/fixtures/ask'
import type { PlannedChange } from '@/lib/changes/change'
import { eventsOfChange } from '@/lib/changes/change-journal'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { startVerbProcess } from '@/lib/changes/fixtures/start-verb-process'
import { begin, endLeaseOf, endOf, reviewOf, stageFor } from '@/lib/changes/fixtures/writes'
import { getChange } from '@/lib/changes/read'
import { recordBefore } from '@/lib/changes/record'
import { recoverChanges } from '@/lib/changes/recover'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import { statementOf } from '@/lib/permissions/statement'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { addStatements } from '@/lib/sandbox/build'
import type { FunctionState, WireStatement } from '@/lib/sandbox/state'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

const grants = [{ type: 'account' as const, account: '222222222222' }]
const grant = (identity: FunctionUrlIdentity): ChangeRequestInput => ({ kind: 'grant', identity, grants })

/** What a process leaves in the journal that dies while its first call is on the wire. */
async function diedDuringFirstCall(identity: FunctionUrlIdentity, plan: PlannedChange): Promise<string> {
  const changeId = randomUUID()
  const { title, request, before, after, calls, planHash, undo } = plan
  const of = { changeId, actor: testContext().actor, identity }
  await recordBefore(of, { type: 'intent', title, request, before, after, calls, planHash, undo })
  await recordBefore(of, { type: 'call-begun', step: 0, attempt: 1, input: {} })
  return changeId
}

/** The effect of the first call, as AWS had it when the process was gone. */
function firstCallTakesEffect(fn: FunctionState, identity: FunctionUrlIdentity): string {
  const [first] = grants.flatMap(permissionsOfGrant)
  if (!first) throw new Error('The grant has no statement.')
  addStatements(fn, identity.qualifier, [
    statementOf(first, `${fn.arn}:${identity.qualifier}`) as WireStatement,
  ])
  return first.StatementId
}

const stateOf = async (changeId: string) => {
  const { outcome, calls } = await ask(getChange, { changeId })
  return {
    verdict: outcome?.verdict,
    recovered: outcome?.recovered,
    calls: calls.map(({ status }) => status),
  }
}

test('the call on the wire is settled from what AWS says, the rest was not made', async () => {
  const { fn, identity } = stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] })
  const changeId = await diedDuringFirstCall(identity, await reviewOf(grant(identity)))
  firstCallTakesEffect(fn, identity)
  expect(await recoverChanges()).toEqual({ settled: 1, waiting: 0 })
  expect(await stateOf(changeId)).toEqual({
    verdict: 'half-done',
    recovered: true,
    calls: ['done', 'skipped'],
  })
})

test('a new change settles what a dead process left on the function first, then hides nothing of it', async () => {
  const { fn, identity } = stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] })
  const changeId = await diedDuringFirstCall(identity, await reviewOf(grant(identity)))
  const statementId = firstCallTakesEffect(fn, identity)
  await endOf(await begin({ kind: 'revoke', identity, statementIds: [statementId] }))
  expect(await stateOf(changeId)).toMatchObject({ verdict: 'half-done', calls: ['done', 'skipped'] })
  expect(await recoverChanges()).toEqual({ settled: 0, waiting: 0 })
})

test('a change on another function is left to its own process', async () => {
  const [left, other] = [0, 1].map(() => stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] }))
  if (!left || !other) throw new Error('There are two functions.')
  const changeId = await diedDuringFirstCall(left.identity, await reviewOf(grant(left.identity)))
  await endOf(await begin({ kind: 'update', identity: other.identity, AuthType: 'NONE' }))
  expect(await stateOf(changeId)).toMatchObject({ verdict: undefined, calls: ['running', 'waiting'] })
})

test('a console that has been running settles what another one left when it was killed', async () => {
  const { fn, identity } = stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] })
  const what = { slowMs: 60_000 }
  const { functionName } = identity
  world.sandbox.faults.add({ operation: 'AddPermission', functionName, when: 'after', what, times: 1 })
  const [survivor, other] = await Promise.all([startVerbProcess(), startVerbProcess()])
  const { request, planHash } = await reviewOf(grant(identity))
  const changeId = randomUUID()
  await other.applyChange({ changeId, request, planHash })
  await expect.poll(() => fn.policies.get(identity.qualifier), { timeout: 60_000 }).toBeDefined()
  await other.kill()
  await endLeaseOf(identity)
  await expect
    .poll(() => stateOf(changeId), { timeout: 60_000 })
    .toEqual({ verdict: 'half-done', recovered: true, calls: ['done', 'skipped'] })
  await survivor.kill()
  const [recovery] = (await eventsOfChange(permitForEverything(), changeId)).slice(-1)
  expect(recovery).toMatchObject({
    event: { type: 'recovery' },
    actor: { kind: 'system', id: 'system:recovery', name: 'recovery' },
  })
}, 180_000)
