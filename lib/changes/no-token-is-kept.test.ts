import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runningChangesEnded } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf, stageFor } from '@/lib/changes/fixtures/writes'
import { closeDatabase, database } from '@/lib/db/database'
import { isOnPostgres } from '@/lib/db/fixtures/scratch-postgres'
import { TOKEN_MARKER } from '@/lib/permissions/without-tokens'

const CANARY = 'canary-token.4711'

describe('the journal', () => {
  let world: ConsoleWorld
  beforeAll(async () => {
    world = await startConsoleWorld()
  })
  afterAll(() => world.close())

  test('holds no event source token, only that one was given', async () => {
    const { fn, identity } = stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] })
    const permission = {
      StatementId: 'alexa',
      Action: 'lambda:InvokeFunction',
      Principal: 'alexa-appkit.amazon.com',
      EventSourceToken: CANARY,
    }
    const change = await endOf(
      await begin({ kind: 'grant', identity, grants: [{ type: 'statement', permission }] }),
    )
    expect(change.outcome?.verdict).toBe('applied')
    expect(JSON.stringify(fn.policies.get(identity.qualifier))).toContain(CANARY)
    await runningChangesEnded()
    const { db } = await database()
    const texts = await db.selectFrom('journal_events').select('text').execute()
    expect(JSON.stringify(texts)).toContain(TOKEN_MARKER)
    expect(JSON.stringify(texts)).not.toContain(CANARY)
    await closeDatabase()
    if (!isOnPostgres) expect(readFileSync(world.settings.CONSOLE_DATABASE, 'latin1')).not.toContain(CANARY)
  })
})
