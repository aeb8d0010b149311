import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/context'
import { ask } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS, DEFAULT_RULES, type Rights } from '@/lib/auth/grants'
import type { Role } from '@/lib/auth/roles'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { truthOf } from '@/lib/changes/fixtures/truth'
import { begin, endOf, reviewOf } from '@/lib/changes/fixtures/writes'
import { database } from '@/lib/db/database'
import { listProtections, removeProtection, setProtection } from '@/lib/protection/protect'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { addFunctionUrl } from '@/lib/sandbox/build'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

function newUrl(authType: 'NONE' | 'AWS_IAM' = 'AWS_IAM') {
  const made = world.newFunction()
  addFunctionUrl(world.state, made.fn, { qualifier: made.identity.qualifier, authType })
  return made
}

const actor: Actor = { kind: 'person', id: 'p', name: 'Pat' }
const as = (role: Role, provenAt?: number): { actor: Actor; rights: Rights } => ({
  actor,
  rights: { grants: [{ role, scope: 'everything' }], rules: DEFAULT_RULES, tagged: new Map(), provenAt },
})
const refused = (code: string) => ({ failure: { code } })
const reason = 'Partners call it.'

async function applied(request: ChangeRequestInput) {
  const { request: parsed, planHash, confirmation } = await reviewOf(request)
  const input = { changeId: randomUUID(), request: parsed, planHash }
  return ask(applyChange, { ...input, confirmation: confirmation ?? undefined })
}

describe('the mark', () => {
  test('is set by approvers, removed by administrators with a proof, and stands in the record', async () => {
    const { identity } = newUrl()
    await expect(ask(setProtection, { ...identity, reason }, as('editor'))).rejects.toMatchObject(
      refused('not-allowed'),
    )
    await ask(setProtection, { ...identity, reason }, as('approver'))
    const { protections } = await ask(listProtections, {}, as('viewer'))
    expect(protections).toMatchObject([{ ...identity, protection: { reason, setBy: 'Pat' } }])
    await expect(ask(removeProtection, identity, as('approver', Date.now()))).rejects.toMatchObject(
      refused('not-allowed'),
    )
    await expect(ask(removeProtection, identity, as('admin'))).rejects.toMatchObject(refused('proof-needed'))
    await ask(removeProtection, identity, as('admin', Date.now()))
    expect((await ask(listProtections, {})).protections).toEqual([])
    await expect(ask(removeProtection, identity)).rejects.toMatchObject(refused('changed-elsewhere'))
    const { db } = await database()
    const events = await db
      .selectFrom('journal_events')
      .select(['type', 'actor_name'])
      .where('stream_kind', '=', 'protection')
      .where('function_name', '=', identity.functionName)
      .orderBy('position')
      .execute()
    expect(events).toEqual([
      { type: 'protection-set', actor_name: 'Pat' },
      { type: 'protection-removed', actor_name: 'Pat' },
    ])
  })

  test('is seen only where its function URL is', async () => {
    const { identity } = newUrl()
    await ask(setProtection, { ...identity, reason })
    const elsewhere = {
      ...ALL_RIGHTS,
      grants: [{ role: 'admin' as const, scope: [{ accounts: ['222222222222'] }] }],
    }
    const answer = await ask(listProtections, {}, { actor, rights: elsewhere })
    expect(answer.protections).toEqual([])
  })

  test('needs a reason', async () => {
    const { identity } = newUrl()
    await expect(ask(setProtection, { ...identity, reason: '  ' })).rejects.toMatchObject(
      refused('invalid-input'),
    )
  })
})

describe('alone', () => {
  test('nobody makes it public, by whichever kind of request', async () => {
    const { identity, fn } = newUrl()
    await ask(setProtection, { ...identity, reason })
    const requests: ChangeRequestInput[] = [
      { kind: 'update', identity, AuthType: 'NONE' },
      { kind: 'delete', identity },
    ]
    for (const request of requests)
      await expect(applied(request)).rejects.toMatchObject({
        failure: {
          code: 'second-person',
          message: expect.stringMatching(/takes a second person\. That needs a console where people sign in/),
        },
      })
    expect(truthOf(fn, identity.qualifier).config).toMatchObject({ AuthType: 'AWS_IAM' })
  })

  test('nobody undoes its closing, while closing it and everything else is as ever', async () => {
    const { identity, fn } = world.newFunction()
    await endOf(await begin({ kind: 'create', identity, AuthType: 'NONE', InvokeMode: 'BUFFERED' }))
    await ask(setProtection, { ...identity, reason })
    const closed = await endOf(await begin({ kind: 'update', identity, AuthType: 'AWS_IAM' }))
    expect(closed.outcome?.verdict).toBe('applied')
    await expect(applied({ kind: 'undo', identity, changeId: closed.changeId })).rejects.toMatchObject(
      refused('second-person'),
    )
    await endOf(await begin({ kind: 'stop-calls', identity }))
    await endOf(await begin({ kind: 'update', identity, InvokeMode: 'RESPONSE_STREAM' }))
    expect(truthOf(fn, identity.qualifier).config).toMatchObject({ AuthType: 'AWS_IAM' })
    await ask(removeProtection, identity)
    expect(await applied({ kind: 'delete', identity })).toMatchObject({ status: 'started' })
    await runningChangesEnded()
  })
})
