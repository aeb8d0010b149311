import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approveRequest, askBackRequest, declineRequest } from '@/lib/approvals/decide'
import { endGoneRequests } from '@/lib/approvals/end-gone'
import { countWaitingRequests, getRequest, listRequests, planRequest } from '@/lib/approvals/read'
import { reviseRequest, sendForApproval, withdrawRequest } from '@/lib/approvals/send'
import type { Actor } from '@/lib/auth/context'
import { ask } from '@/lib/auth/fixtures/ask'
import { DEFAULT_RULES, type Rights } from '@/lib/auth/grants'
import type { Role } from '@/lib/auth/roles'
import type { ScopePart } from '@/lib/auth/scope'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { truthOf } from '@/lib/changes/fixtures/truth'
import { preview } from '@/lib/changes/preview'
import { getChange, listChanges } from '@/lib/changes/read'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { verifyJournal } from '@/lib/journal/journal'
import { setProtection } from '@/lib/protection/protect'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'
import { addFunctionUrl } from '@/lib/sandbox/build'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

interface Who {
  actor: Actor
  rights: Rights
}

const PROVEN = Date.now() + 60 * 60_000

const who = (name: string, role: Role, scope: Rights['grants'][number]['scope'] = 'everything'): Who => ({
  actor: { kind: 'person', id: `id-of-${name}`, name },
  rights: { grants: [{ role, scope }], rules: DEFAULT_RULES, tagged: new Map(), provenAt: PROVEN },
})
const ada = who('Ada', 'editor')
const bob = who('Bob', 'approver')
const eve = who('Eve', 'approver')
const admin = who('Root', 'admin')

function newUrl(authType: 'NONE' | 'AWS_IAM' = 'AWS_IAM') {
  const made = world.newFunction()
  addFunctionUrl(world.state, made.fn, { qualifier: made.identity.qualifier, authType })
  return made
}

const planFor = (by: Who, request: ChangeRequestInput) => ask(preview, changeRequestSchema.parse(request), by)

async function sent(request: ChangeRequestInput, by = ada, comment = 'Not used any more.') {
  const plan = await planFor(by, request)
  const requestId = randomUUID()
  const input = { requestId, request: plan.request, planHash: plan.planHash, comment }
  expect(await ask(sendForApproval, input, by)).toEqual({ status: 'sent', requestId })
  return { requestId, identity: plan.request.identity, plan }
}

async function approved(requestId: string, identity: FunctionUrlIdentity, by: Who, changeId = randomUUID()) {
  const { plan, request } = await ask(planRequest, { requestId }, by)
  return ask(
    approveRequest,
    {
      ...{ requestId, identity, changeId, revision: request.revision },
      planHash: plan?.planHash ?? '',
      confirmation: plan?.confirmation ?? undefined,
    },
    by,
  )
}

const stateOf = async (requestId: string) => (await ask(getRequest, { requestId }, bob)).request.state
const refused = (code: string) => ({ failure: { code } })

describe('a request', () => {
  test('is sent by who may not do it, approved by somebody else, and done in the name of both', async () => {
    const { identity, fn } = newUrl()
    const before = await planFor(ada, { kind: 'delete', identity })
    expect(before.obstacle).toMatchObject({ canBeSent: true, failure: { code: 'not-allowed' } })
    const { requestId } = await sent({ kind: 'delete', identity })
    const details = await ask(getRequest, { requestId }, bob)
    expect(details).toMatchObject({ isMine: false, mayDecide: true, request: { state: 'open', revision: 1 } })
    expect(details.request.steps).toMatchObject([{ by: { name: 'Ada' }, comment: 'Not used any more.' }])
    const answer = await approved(requestId, identity, bob)
    if (answer.status !== 'started') throw new Error('It did not begin.')
    await runningChangesEnded()
    const change = await ask(getChange, { changeId: answer.changeId })
    expect(change).toMatchObject({
      actor: { name: 'Bob' },
      asked: { requestId, by: { name: 'Ada' } },
      outcome: { verdict: 'applied' },
    })
    expect(truthOf(fn, identity.qualifier).config).toBeNull()
    const after = await ask(getRequest, { requestId }, ada)
    expect(after.request).toMatchObject({ state: 'approved', changeId: answer.changeId })
    expect(await verifyJournal()).toMatchObject({ ok: true })
  })

  test('is never decided by who sent it, whatever their role', async () => {
    const { identity } = newUrl()
    const { requestId } = await sent({ kind: 'delete', identity }, admin)
    await expect(approved(requestId, identity, admin)).rejects.toMatchObject(refused('not-allowed'))
    const answer = { requestId, identity, revision: 1, comment: 'Fine.' }
    await expect(ask(declineRequest, answer, admin)).rejects.toMatchObject(refused('not-allowed'))
    await expect(ask(askBackRequest, answer, admin)).rejects.toMatchObject(refused('not-allowed'))
    expect(await stateOf(requestId)).toBe('open')
  })

  test('is not decided without the role, and not by naming another function URL', async () => {
    const { identity } = newUrl()
    const { requestId } = await sent({ kind: 'delete', identity })
    const editor = who('Ed', 'editor')
    await expect(approved(requestId, identity, editor)).rejects.toMatchObject(refused('not-allowed'))
    const own = newUrl().identity
    const narrow = who('Nina', 'approver', [{ functionNames: [own.functionName] } satisfies ScopePart])
    const answer = { requestId, identity: own, revision: 1, comment: 'No.' }
    await expect(ask(declineRequest, answer, narrow)).rejects.toMatchObject(refused('not-found'))
    await expect(ask(declineRequest, { ...answer, identity }, narrow)).rejects.toMatchObject(
      refused('not-found'),
    )
    await expect(ask(getRequest, { requestId }, narrow)).rejects.toMatchObject(refused('not-found'))
    expect((await ask(listRequests, {}, narrow)).requests).toEqual([])
    expect(await ask(countWaitingRequests, {}, narrow)).toEqual({ count: 0 })
  })

  test('approved by two at once has one effect', async () => {
    const { identity } = newUrl()
    const { requestId } = await sent({ kind: 'delete', identity })
    const both = await Promise.allSettled([
      approved(requestId, identity, bob),
      approved(requestId, identity, eve),
    ])
    await runningChangesEnded()
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { changes } = await ask(listChanges, identity)
    expect(changes).toHaveLength(1)
    expect(await stateOf(requestId)).toBe('approved')
    const deletions = world.sandbox.ledger
      .read()
      .filter(
        ({ operation, functionName }) =>
          operation === 'DeleteFunctionUrlConfig' && functionName === identity.functionName,
      )
    expect(deletions).toHaveLength(1)
  })

  test('approved twice with one change id is approved once', async () => {
    const { identity } = newUrl()
    const { requestId } = await sent({ kind: 'delete', identity })
    const { plan } = await ask(planRequest, { requestId }, bob)
    const input = {
      ...{ requestId, identity, changeId: randomUUID(), revision: 1 },
      planHash: plan?.planHash ?? '',
      confirmation: plan?.confirmation ?? undefined,
    }
    const first = await ask(approveRequest, input, bob)
    expect(await ask(approveRequest, input, bob)).toEqual(first)
    await runningChangesEnded()
  })

  test('asks again where the plan is not the one that was seen', async () => {
    const { identity, fn } = newUrl('NONE')
    const { requestId } = await sent({ kind: 'update', identity, AuthType: 'AWS_IAM' })
    const { plan } = await ask(planRequest, { requestId }, bob)
    const config = fn.urls.get(identity.qualifier)
    if (!config) throw new Error('no URL')
    config.invokeMode = 'RESPONSE_STREAM'
    const answer = await ask(
      approveRequest,
      { requestId, identity, changeId: randomUUID(), revision: 1, planHash: plan?.planHash ?? '' },
      bob,
    )
    expect(answer.status).toBe('changed-elsewhere')
    expect(await stateOf(requestId)).toBe('open')
  })

  test('is asked back, revised, and decided on the revision that was seen', async () => {
    const { identity } = newUrl()
    const { requestId } = await sent({ kind: 'delete', identity })
    await ask(askBackRequest, { requestId, identity, revision: 1, comment: 'Keep the statements?' }, bob)
    expect(await stateOf(requestId)).toBe('asked-back')
    const plan = await planFor(ada, { kind: 'delete', identity, statements: 'keep' })
    const again = { requestId, request: plan.request, planHash: plan.planHash, comment: 'Yes.' }
    const other = { ...again, revision: 1 }
    await expect(ask(reviseRequest, other, eve)).rejects.toMatchObject(refused('not-allowed'))
    await ask(reviseRequest, other, ada)
    const answer = { requestId, identity, comment: 'No.' }
    await expect(ask(declineRequest, { ...answer, revision: 1 }, bob)).rejects.toMatchObject(
      refused('changed-elsewhere'),
    )
    await ask(declineRequest, { ...answer, revision: 2 }, bob)
    const { request } = await ask(getRequest, { requestId }, ada)
    expect(request).toMatchObject({ state: 'declined', revision: 2 })
    expect(request.steps.map(({ comment }) => comment)).toEqual([
      'Not used any more.',
      'Keep the statements?',
      'Yes.',
      'No.',
    ])
    await expect(ask(withdrawRequest, { requestId, identity }, ada)).rejects.toMatchObject(
      refused('changed-elsewhere'),
    )
  })

  test('is withdrawn by its sender', async () => {
    const { identity } = newUrl()
    const { requestId } = await sent({ kind: 'delete', identity })
    await expect(ask(withdrawRequest, { requestId, identity }, bob)).rejects.toMatchObject(
      refused('not-allowed'),
    )
    await ask(withdrawRequest, { requestId, identity }, ada)
    expect(await stateOf(requestId)).toBe('withdrawn')
  })

  test('ends by itself when what it is about is gone, by being looked at or in the background', async () => {
    const looked = newUrl()
    const first = await sent({ kind: 'delete', identity: looked.identity })
    looked.fn.urls.clear()
    const { request, problem } = await ask(planRequest, { requestId: first.requestId }, bob)
    expect(request.state).toBe('ended')
    expect(request.steps.at(-1)).toMatchObject({ type: 'request-ended', comment: problem })

    const { identity, fn } = newUrl()
    const second = await sent({ kind: 'delete', identity })
    const there = await sent({ kind: 'delete', identity: newUrl().identity })
    fn.urls.clear()
    const later = new Date(Date.now() + 24 * 60 * 60_000)
    while ((await endGoneRequests(later)) > 0);
    expect(await stateOf(second.requestId)).toBe('ended')
    expect(await stateOf(there.requestId)).toBe('open')
  })

  test('needs somebody else: without sign-in there is nobody', async () => {
    const { identity } = newUrl()
    const plan = await ask(preview, changeRequestSchema.parse({ kind: 'delete', identity }))
    const input = { requestId: randomUUID(), request: plan.request, planHash: plan.planHash, comment: '' }
    await expect(ask(sendForApproval, input)).rejects.toMatchObject(refused('not-allowed'))
  })

  test('is sent once, however often it is sent, and listed and counted for who may decide', async () => {
    const { identity } = newUrl()
    const { requestId, plan } = await sent({ kind: 'delete', identity })
    const again = { requestId, request: plan.request, planHash: plan.planHash, comment: 'Once more' }
    expect(await ask(sendForApproval, again, ada)).toMatchObject({ status: 'sent' })
    const here = { functionName: identity.functionName }
    expect((await ask(listRequests, here, bob)).requests).toMatchObject([{ requestId, state: 'open' }])
    expect((await ask(listRequests, { ...here, list: 'mine' }, bob)).requests).toEqual([])
    expect((await ask(listRequests, { ...here, list: 'mine' }, ada)).requests).toHaveLength(1)
    expect((await ask(listRequests, { ...here, list: 'decided' }, ada)).requests).toEqual([])
    expect((await ask(listRequests, { ...here, person: 'aD' }, bob)).requests).toHaveLength(1)
    expect((await ask(listRequests, { ...here, person: 'a%' }, bob)).requests).toEqual([])
    const part = [{ functionNames: [identity.functionName] }]
    expect(await ask(countWaitingRequests, {}, who('Pia', 'approver', part))).toEqual({ count: 1 })
    expect(await ask(countWaitingRequests, {}, who('Vic', 'viewer', part))).toEqual({ count: 0 })
  })
})

describe('a protected function URL', () => {
  test('is deleted with a second person only, whoever applies it', async () => {
    const { identity, fn } = newUrl()
    await ask(setProtection, { ...identity, reason: 'Partners call it.' }, bob)
    for (const by of [admin, {}]) {
      const plan = await ask(preview, changeRequestSchema.parse({ kind: 'delete', identity }), by)
      expect(plan.protection).toMatchObject({ reason: 'Partners call it.', setBy: 'Bob' })
      expect(plan.obstacle?.failure.code).toBe('second-person')
      expect(plan.obstacle?.canBeSent).toBe(by === admin)
      const { request, planHash, confirmation } = plan
      const input = { changeId: randomUUID(), request, planHash, confirmation: confirmation ?? undefined }
      await expect(ask(applyChange, input, by)).rejects.toMatchObject(refused('second-person'))
    }
    expect(truthOf(fn, identity.qualifier).config).not.toBeNull()
    const { requestId } = await sent({ kind: 'delete', identity }, admin)
    await approved(requestId, identity, bob)
    await runningChangesEnded()
    expect(truthOf(fn, identity.qualifier).config).toBeNull()
    // The mark outlives the URL: in its place none is made public by one person alone.
    const create = { kind: 'create', identity, AuthType: 'NONE', InvokeMode: 'BUFFERED' } as const
    expect((await planFor(admin, create)).obstacle?.failure.code).toBe('second-person')
  })
})
