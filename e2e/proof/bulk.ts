import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { textTable } from '@/e2e/fixtures/text-table'
import { promise } from '@/e2e/promises/promise'
import { findingsOf } from '@/lib/access/findings-of'
import { ask, permitForEverything } from '@/lib/auth/fixtures/ask'
import { inPhase, intoIndex, itemsOf, until } from '@/lib/bulk/fixtures/bulk-steps'
import { getBulk } from '@/lib/bulk/read'
import type { BulkProgress } from '@/lib/bulk/schema'
import { eventsOfChange, listRecordedChanges } from '@/lib/changes/change-journal'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { startVerbProcess } from '@/lib/changes/fixtures/start-verb-process'
import { stageFor } from '@/lib/changes/fixtures/writes'
import { failed, ok } from '@/lib/failures/result'
import { verifyJournal } from '@/lib/journal/journal'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import { statementSchema } from '@/lib/permissions/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

/**
 * `npm run proof:bulk -- --urls 200 --at 60`: a fleet of function URLs, each broken in one of five ways, is repaired by one
 * bulk change in a console of its own. AWS refuses two calls, which are reported and tried again; and the console is killed
 * (SIGKILL) when `at` items are applied, and another one takes over. Every write that reached the sandbox is counted in its
 * ledger, call by call: none may be missing, none may have been made twice. Ends with 1 where a count is wrong.
 */
const { urls, at } = numberOptions({ urls: 200, at: 60 })

/** A way to be broken, its cure, and the writes that it takes. */
interface Broken {
  name: string
  make: (world: ConsoleWorld) => ReturnType<typeof stageFor>
  cure: (staged: ReturnType<typeof stageFor>) => ChangeRequestInput
  writes: string[]
}

const PUBLIC_IDS = permissionsOfGrant({ type: 'everyone' }).map(({ StatementId }) => StatementId)
const WRITES = [
  'AddPermission',
  'RemovePermission',
  'UpdateFunctionUrlConfig',
  'DeleteFunctionUrlConfig',
  'PutFunctionConcurrency',
  'DeleteFunctionConcurrency',
  'PutResourcePolicy',
  'DeleteResourcePolicy',
  'CreateFunctionUrlConfig',
]

const BROKEN: Broken[] = [
  {
    name: 'both permissions missing: 403 for everyone',
    make: (world) => stageFor(world, { url: { authType: 'NONE' }, grants: [] }),
    cure: ({ identity }) => ({ kind: 'grant', identity, grants: [{ type: 'everyone' }] }),
    writes: ['AddPermission', 'AddPermission'],
  },
  {
    name: 'one permission missing: 403 for everyone',
    make: (world) => {
      const [invoke, url] = permissionsOfGrant({ type: 'everyone' })
      const staged = stageFor(world, { url: { authType: 'NONE' }, grants: [] })
      const permission = staged.identity.functionName.charCodeAt(3) % 2 ? invoke : url
      if (!permission) throw new Error('A grant has two permissions.')
      return {
        ...stageFor(world, { url: { authType: 'NONE' }, grants: [{ type: 'statement', permission }] }),
      }
    },
    cure: ({ identity }) => ({ kind: 'grant', identity, grants: [{ type: 'everyone' }] }),
    writes: ['AddPermission'],
  },
  {
    name: 'public statements left under AWS_IAM',
    make: (world) => stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [{ type: 'everyone' }] }),
    cure: ({ identity }) => ({ kind: 'revoke', identity, statementIds: PUBLIC_IDS }),
    writes: ['RemovePermission', 'RemovePermission'],
  },
  {
    name: 'all calls stopped',
    make: (world) => stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [], reserved: 0 }),
    cure: ({ identity }) => ({ kind: 'let-calls-in', identity, ReservedConcurrentExecutions: null }),
    writes: ['DeleteFunctionConcurrency'],
  },
  {
    name: 'public without a need: closed',
    make: (world) => stageFor(world, { url: { authType: 'NONE' }, grants: [{ type: 'everyone' }] }),
    cure: ({ identity }) => ({ kind: 'update', identity, AuthType: 'AWS_IAM' }),
    writes: ['UpdateFunctionUrlConfig', 'RemovePermission', 'RemovePermission'],
  },
]

const world = await startConsoleWorld({ latencyMs: 20 })
const fleet = Array.from({ length: urls }, (_, index) => {
  const broken = BROKEN[index % BROKEN.length]
  if (!broken) throw new Error('There are ways to be broken.')
  return { broken, staged: broken.make(world) }
})
for (const { staged } of fleet) await intoIndex(staged.identity)

const denied = { status: 403, code: 'AccessDeniedException', message: 'Injected by the proof.' }
for (const index of [10, Math.min(urls - 1, 101)]) {
  const { functionName } = fleet[index]?.staged.identity ?? {}
  const operation = fleet[index]?.broken.writes[0] ?? '*'
  world.sandbox.faults.add({ operation, functionName, when: 'before', what: denied, times: 1 })
}

const first = await startVerbProcess()
const requests = fleet.map(({ broken, staged }) => broken.cure(staged))
const { bulkId } = await first.startBulk({ from: 'changes', title: `Repair ${urls} function URLs`, requests })
const startedAt = performance.now()
const reviewed = await inPhase(bulkId, 'reviewed')
const reviewSeconds = (performance.now() - startedAt) / 1000
await first.applyBulk(applyInput(reviewed))
const atKill = await until(
  () => ask(getBulk, { bulkId }),
  ({ counts }) => counts.applied >= at,
)
await first.kill()
const killedAt = performance.now()
const second = await startVerbProcess()
const ended = await inPhase(bulkId, 'ended')
const afterKillSeconds = (performance.now() - killedAt) / 1000
const reported = (await itemsOf(bulkId)).filter(({ status }) => status !== 'applied')
await second.retryBulk({ bulkId })
const done = await until(
  () => ask(getBulk, { bulkId }),
  ({ phase, counts }) => phase === 'ended' && counts.applied + counts.failed === urls,
)
await second.kill()

const items = await itemsOf(bulkId)
const counts = { lost: 0, doubled: 0, broken: 0, unrecorded: 0 }
for (const { broken, staged } of fleet) {
  const { identity } = staged
  const calls = world.sandbox.ledger
    .read({ functionName: identity.functionName })
    .filter(({ operation, status }) => WRITES.includes(operation) && status >= 200 && status < 300)
    .map(({ operation }) => operation)
    .sort()
  const wanted = [...broken.writes].sort()
  counts.lost += wanted.filter(
    (operation, index) =>
      wanted.indexOf(operation) === index && countOf(calls, operation) < countOf(wanted, operation),
  ).length
  counts.doubled += [...new Set(calls)].filter(
    (operation) => countOf(calls, operation) > countOf(wanted, operation),
  ).length
  if (!isWhole(staged)) counts.broken++
}
const changes = await listRecordedChanges(permitForEverything(), { limit: urls * 4 })
const intents = changes.flatMap((story) => ('records' in story ? [story.records] : []))
for (const { changeId } of items) {
  const events = await eventsOfChange(permitForEverything(), changeId ?? randomUUID())
  const [intent] = events
  const isOfBulk = intent?.event.type === 'intent' && intent.event.bulk === bulkId
  if (!isOfBulk || !events.some(({ event }) => event.type === 'outcome' || event.type === 'recovery'))
    counts.unrecorded++
}
const journal = await verifyJournal()
await world.close()

console.log(
  textTable([
    ['function URLs', String(urls)],
    ['groups of the review', String(reviewed.groups.length)],
    ['reviewed in', `${reviewSeconds.toFixed(1)} s`],
    ['applied when the console was killed', String(atKill.counts.applied)],
    ['ended after the kill in', `${afterKillSeconds.toFixed(1)} s`],
    ['at the end of the first try', phrase(ended)],
    ['reported', reported.map(({ functionName, failure }) => `${functionName}: ${failure?.code}`).join(', ')],
    ['after trying again', phrase(done)],
    ['changes in the record', String(intents.length)],
    ['lost', String(counts.lost)],
    ['doubled', String(counts.doubled)],
    ['not as it should be in the sandbox', String(counts.broken)],
    ['items whose change has no end in the record', String(counts.unrecorded)],
    ['journal', journal.ok ? `ok, ${journal.events} events` : `BROKEN at ${journal.position}`],
  ]),
)
const isWrong =
  Object.values(counts).some((count) => count > 0) ||
  done.counts.applied !== urls ||
  reported.length < 2 ||
  !journal.ok
promise('R6', { functionUrls: urls, lost: counts.lost, doubled: counts.doubled })
process.exitCode = isWrong ? 1 : 0

function applyInput({ reviewHash = '', confirmation }: BulkProgress) {
  return { bulkId, reviewHash, confirmation: confirmation ?? undefined }
}

function countOf(list: readonly string[], wanted: string): number {
  return list.filter((each) => each === wanted).length
}

/** Whether nothing is missing and nothing too much, as the Access tab would judge it. */
function isWhole({ fn, identity }: ReturnType<typeof stageFor>): boolean {
  const url = fn.urls.get(identity.qualifier)
  const statements = z.array(statementSchema).parse(fn.policies.get(identity.qualifier)?.statements ?? [])
  const findings = findingsOf({
    identity,
    authType: url?.authType ?? null,
    policy: ok(statements),
    alias: failed({ code: 'aborted', message: 'Not asked.' }),
    reservedConcurrency: ok(fn.reservedConcurrency ?? null),
  })
  return findings.length === 0
}

function phrase({ counts: { applied, failed: refused, changed, unknown, ...rest } }: BulkProgress): string {
  return `${applied} applied, ${refused} failed, ${rest['half-done']} half done, ${changed} changed, ${unknown} not known`
}
