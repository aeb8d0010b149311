import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { approveRequest } from '@/lib/approvals/decide'
import { listRequests, planRequest } from '@/lib/approvals/read'
import { sendBulkForApproval } from '@/lib/approvals/send-bulk'
import { ask } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS } from '@/lib/auth/grants'
import { applied, inPhase, intoIndex, itemsOf, reviewOf } from '@/lib/bulk/fixtures/bulk-steps'
import { keepBulks, stopBulks } from '@/lib/bulk/runner'
import { startBulk } from '@/lib/bulk/start'
import { runningChangesEnded } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { stageFor } from '@/lib/changes/fixtures/writes'
import { forgetSingleton } from '@/lib/process/singleton'
import { setProtection } from '@/lib/protection/protect'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

beforeEach(() => keepBulks())
afterEach(async () => {
  await stopBulks()
  forgetSingleton('bulk-runner')
})

async function threeUrls() {
  const staged = Array.from({ length: 3 }, () =>
    stageFor(world, { url: { authType: 'NONE' }, grants: [{ type: 'everyone' }] }),
  )
  for (const { identity } of staged) await intoIndex(identity)
  return staged
}

const isThere = ({ fn, identity }: ReturnType<typeof stageFor>) => fn.urls.has(identity.qualifier)

test('a protected function URL is said in the review and left out; the others are deleted', async () => {
  const staged = await threeUrls()
  const [first] = staged
  if (!first) throw new Error('no URL')
  await ask(setProtection, { ...first.identity, reason: 'Partners call it.' })
  const bulk = await reviewOf({
    from: 'rows',
    action: { kind: 'delete' },
    identities: staged.map(({ identity }) => identity),
  })
  expect(bulk.counts).toMatchObject({ planned: 2, refused: 1 })
  expect(bulk.groups.find(({ status }) => status === 'refused')?.label).toMatch(
    /^This is protected: deleting it takes a second person\./,
  )
  const ended = await applied(bulk)
  expect(ended.counts).toMatchObject({ applied: 2, refused: 1 })
  expect(staged.map(isThere)).toEqual([true, false, false])
})

test('one that is protected after the review is not deleted either', async () => {
  const staged = await threeUrls()
  const bulk = await reviewOf({
    from: 'rows',
    action: { kind: 'delete' },
    identities: staged.map(({ identity }) => identity),
  })
  const last = staged.at(-1)
  if (!last) throw new Error('no URL')
  await ask(setProtection, { ...last.identity, reason: 'Partners call it.' })
  const ended = await applied(bulk)
  expect(ended.counts).toMatchObject({ applied: 2, failed: 1 })
  const items = await itemsOf(bulk.bulkId)
  expect(items.find(({ status }) => status === 'failed')?.failure?.code).toBe('second-person')
  expect(staged.map(isThere)).toEqual([false, false, true])
})

test('closing a protected function URL is left out of no bulk change', async () => {
  const staged = await threeUrls()
  for (const { identity } of staged) await ask(setProtection, { ...identity, reason: 'Partners call it.' })
  const bulk = await reviewOf({
    from: 'rows',
    action: { kind: 'auth-type', AuthType: 'AWS_IAM' },
    identities: staged.map(({ identity }) => identity),
  })
  expect(bulk.counts).toMatchObject({ planned: 3, refused: 0 })
})

test('what a bulk change leaves out is sent as requests, once, and approved by somebody else', async () => {
  const person = (name: string) => ({
    actor: { kind: 'person' as const, id: name, name },
    rights: { ...ALL_RIGHTS, provenAt: Date.now() + 3_600_000 },
  })
  const [ada, bob] = [person('Ada'), person('Bob')]
  const staged = await threeUrls()
  for (const { identity } of staged.slice(0, 2))
    await ask(setProtection, { ...identity, reason: 'Partners call it.' })
  const identities = staged.map(({ identity }) => identity)
  const { bulkId } = await ask(startBulk, { from: 'rows', action: { kind: 'delete' }, identities }, ada)
  const bulk = await inPhase(bulkId, 'reviewed')
  expect(bulk.groups.find(({ status }) => status === 'refused')?.label).toMatch(/Send it as a request\.$/)
  expect(await ask(sendBulkForApproval, { bulkId, comment: 'Old.' }, ada)).toEqual({ sent: 2, gone: 0 })
  expect(await ask(sendBulkForApproval, { bulkId, comment: 'Old.' }, ada)).toEqual({ sent: 2, gone: 0 })
  const { requests } = await ask(listRequests, {}, bob)
  expect(requests).toHaveLength(2)
  for (const { requestId, account, region, functionName, qualifier } of requests) {
    const { plan } = await ask(planRequest, { requestId }, bob)
    await ask(
      approveRequest,
      {
        ...{ requestId, identity: { account, region, functionName, qualifier } },
        ...{ revision: 1, changeId: randomUUID(), planHash: plan?.planHash ?? '' },
        confirmation: plan?.confirmation ?? undefined,
      },
      bob,
    )
  }
  await runningChangesEnded()
  expect(staged.map(isThere)).toEqual([false, false, true])
})
