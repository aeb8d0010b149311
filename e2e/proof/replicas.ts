import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { startTestPostgres } from '@/e2e/postgres/test-server'
import { promise } from '@/e2e/promises/promise'
import { permitForEverything } from '@/lib/auth/fixtures/ask'
import { unfinishedChanges } from '@/lib/changes/change-journal'
import { startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { CALL_HALF, killRounds } from '@/lib/changes/fixtures/kill-rounds'
import { raceTwoPeople } from '@/lib/changes/fixtures/races'
import { startVerbProcess, type VerbProcess } from '@/lib/changes/fixtures/start-verb-process'
import { stageFor, WRITES } from '@/lib/changes/fixtures/writes'
import { closeDatabase, database } from '@/lib/db/database'
import { changeRequestSchema } from '@/lib/requests/change-request'
import { PROJECT_ROOT } from '@/lib/start/project-root'
import { spawnNode } from '@/lib/start/spawn-node'

/**
 * `npm run proof:replicas -- --races 40 --changes 60 --rounds 12 --seed 1`: two consoles on one PostgreSQL (that of
 * DATABASE_URL, else one of its own). Two people edit the same URL at the same moment; then both consoles apply changes
 * of every kind side by side, the server is started anew while they do, and one of them is killed (-9); then consoles
 * are killed at random instants and others take over. Every change must stand in the record once, with one intent, one
 * outcome and what AWS holds; `verify-journal` must find the chain whole. Ends with 1 when anything is not so.
 */
const { races, changes, rounds, seed } = numberOptions({ races: 40, changes: 60, rounds: 12, seed: 1 })
const server = await startTestPostgres()
const world = await startConsoleWorld({ latencyMs: CALL_HALF, postgresServer: server.url })
const wrong: string[] = []
try {
  await race()
  await sideBySide()
  await killed()
  const verdict = await verified()
  console.log(verdict.trim())
  if (!/^record: whole/.test(verdict)) wrong.push('The chain is not whole.')
} finally {
  await closeDatabase()
  await world.close()
  await server.stop()
}
for (const sentence of wrong) console.error(`WRONG  ${sentence}`)
console.log(wrong.length === 0 ? 'two replicas: 0 lost, 0 doubled' : `two replicas: ${wrong.length} wrong`)
promise('R6', {
  racesOfTwoConsoles: races,
  changesSideBySide: changes,
  kills: rounds + 1,
  wrong: wrong.length,
})
process.exitCode = wrong.length > 0 ? 1 : 0

async function race(): Promise<void> {
  const [first, second] = await Promise.all([startVerbProcess(), startVerbProcess()])
  const report = await raceTwoPeople(world, [first, second], { races, seed })
  await Promise.all([first.kill(), second.kill()])
  console.log(
    `races: one edit made in ${report.oneApplied} of ${races}, first come ${report.won.join(' : ')}`,
  )
  wrong.push(...report.wrong, ...report.firstFailed)
}

/** Many changes of functions of their own by both consoles at once, through a restart of the server and a kill. */
async function sideBySide(): Promise<void> {
  const replicas = await Promise.all([startVerbProcess(), startVerbProcess()])
  const reviewed = await Promise.all(
    Array.from({ length: changes }, async (_, index) => review(replicas[index % 2], index)),
  )
  const applied = reviewed.map(async ({ replica, input }) => {
    try {
      return (await replica?.applyChange(input)) !== undefined
    } catch {
      return false
    }
  })
  await wait(200)
  await server.restart?.()
  await wait(200)
  await replicas[0].kill()
  const survivors = await Promise.all(applied.filter((_, index) => index % 2 === 1))
  await settled()
  const stories = await storiesOf(reviewed.map(({ input }) => input.changeId))
  const accepted = [...stories.values()]
  const doubled = accepted.filter(({ intents, endings }) => intents > 1 || endings > 1).length
  const lost = reviewed.filter(({ input }) => stories.get(input.changeId)?.endings === 0).length
  const unheard = survivors.filter((isAccepted, index) => {
    const id = reviewed[index * 2 + 1]?.input.changeId ?? ''
    return isAccepted && !stories.has(id)
  }).length
  await replicas[1].kill()
  const restarted = server.restart ? ', the server started anew' : ''
  console.log(
    `side by side: ${accepted.length} of ${changes} accepted${restarted}, one console killed; ${lost + unheard} lost, ${doubled} doubled`,
  )
  if (lost + unheard > 0) wrong.push(`${lost + unheard} changes were lost.`)
  if (doubled > 0) wrong.push(`${doubled} changes stand in the record twice.`)
  if (accepted.length === 0) wrong.push('No change was accepted.')
}

async function review(replica: VerbProcess | undefined, index: number) {
  const write = WRITES[index % WRITES.length]
  if (!write || !replica) throw new Error('There is nothing to write.')
  const request = changeRequestSchema.parse(write.request(stageFor(world, write).identity))
  const { planHash, confirmation } = await replica.preview(request)
  const input = { changeId: randomUUID(), request, planHash, confirmation: confirmation ?? undefined }
  return { replica, input }
}

/** What a dead console left is settled by the one that lives: a lease is over after 15 s. */
async function settled(): Promise<void> {
  const giveUpAt = Date.now() + 60_000
  while ((await unfinishedChanges(permitForEverything())).length > 0 && Date.now() < giveUpAt) await wait(200)
}

/** Of the changes that were begun: how many beginnings and endings each has, and how often a step stands there twice. */
async function storiesOf(ids: string[]): Promise<Map<string, { intents: number; endings: number }>> {
  const { db } = await database()
  const rows = await db
    .selectFrom('journal_events')
    .select(['stream_id', 'type'])
    .where('stream_id', 'in', ids)
    .execute()
  const stories = new Map<string, { intents: number; endings: number }>()
  for (const { stream_id, type } of rows) {
    const story = stories.get(stream_id) ?? { intents: 0, endings: 0 }
    if (type === 'intent') story.intents++
    if (type === 'outcome' || type === 'recovery') story.endings++
    stories.set(stream_id, story)
  }
  return stories
}

async function killed(): Promise<void> {
  const report = await killRounds(world, { rounds, seed, leases: 'await' })
  const { intents, truthful, recovered } = report
  console.log(
    `kill -9: ${truthful} of ${intents} intents settled truthfully, ${recovered} by another console`,
  )
  wrong.push(...report.wrong)
}

/** What `npm run verify-journal` says. */
async function verified(): Promise<string> {
  const words = ['--conditions=react-server', '--import', 'tsx', 'lib/start/verify-journal.ts']
  const child = spawnNode(words, { env: process.env, cwd: PROJECT_ROOT, output: 'pipe' })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      text += data
    })
  await new Promise((resolve) => child.once('close', resolve))
  return text
}
