import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { preview } from '@/lib/changes/preview'
import { listInventory } from '@/lib/inventory/read'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

async function applied(request: ChangeRequestInput): Promise<void> {
  const { planHash, request: parsed, confirmation } = await ask(preview, changeRequestSchema.parse(request))
  await ask(applyChange, {
    changeId: randomUUID(),
    request: parsed,
    planHash,
    confirmation: confirmation ?? undefined,
  })
  await runningChangesEnded()
}

test('what the console changes is in the index when the change has ended', async () => {
  const { identity } = world.newFunction()
  const rows = async () => (await ask(listInventory, { q: identity.functionName })).rows
  await applied({ kind: 'create', identity, AuthType: 'NONE', InvokeMode: 'BUFFERED' })
  expect(await rows()).toMatchObject([
    { ...identity, AuthType: 'NONE', cors: 'none', verdict: 'public-by-policy' },
  ])
  await applied({ kind: 'update', identity, AuthType: 'AWS_IAM' })
  expect(await rows()).toMatchObject([{ AuthType: 'AWS_IAM', exposure: 'iam' }])
  await applied({ kind: 'delete', identity, statements: 'remove' })
  expect(await rows()).toEqual([])
})
