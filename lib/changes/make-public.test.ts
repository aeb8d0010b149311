import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS, type RightsRules } from '@/lib/auth/grants'
import type { Role } from '@/lib/auth/roles'
import { inPhase, intoIndex } from '@/lib/bulk/fixtures/bulk-steps'
import { keepBulks, stopBulks } from '@/lib/bulk/runner'
import { startBulk } from '@/lib/bulk/start'
import { applyBulk, leaveOutOfBulk } from '@/lib/bulk/steer'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf, stageFor } from '@/lib/changes/fixtures/writes'
import { preview } from '@/lib/changes/preview'
import { functionArn } from '@/lib/identity/arn'
import { everyone } from '@/lib/inventory/fixtures/index-rows'
import { type ChangeRequestInput, changeRequestSchema } from '@/lib/requests/change-request'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(async () => {
  await runningChangesEnded()
  await world.close()
})

const person = (role: Role, rules: Partial<RightsRules> = {}) => ({
  actor: { kind: 'person' as const, id: `person-${role}`, name: role },
  rights: {
    ...ALL_RIGHTS,
    grants: [{ role, scope: 'everything' as const }],
    rules: { ...ALL_RIGHTS.rules, ...rules },
    provenAt: Date.now(),
  },
})
type Person = ReturnType<typeof person>

/** Plans it and applies what was planned, as one person. */
async function change(request: ChangeRequestInput, who: Person): Promise<unknown> {
  const plan = await ask(preview, changeRequestSchema.parse(request), who)
  const { planHash, confirmation } = plan
  const asked = {
    changeId: randomUUID(),
    request: plan.request,
    planHash,
    confirmation: confirmation ?? undefined,
  }
  return ask(applyChange, asked, who).then(
    ({ status }) => status,
    (error: { failure: { code: string; right?: { operation: string } } }) =>
      error.failure.right?.operation ?? error.failure.code,
  )
}

const signed = () => stageFor(world, { url: { authType: 'AWS_IAM' }, grants: [] }).identity
const open = () => stageFor(world, { url: { authType: 'NONE' }, grants: [{ type: 'everyone' }] }).identity
/** Of auth type NONE, without the permissions that let anybody in. */
const half = () => stageFor(world, { url: { authType: 'NONE' }, grants: [] }).identity
const done = async (request: ChangeRequestInput) => {
  const changeId = await begin(request)
  await endOf(changeId)
  return changeId
}

/** Every way by which a function URL can come to let the internet in. */
const WAYS: [string, () => Promise<ChangeRequestInput>][] = [
  [
    'creating it open',
    async () => ({
      kind: 'create',
      identity: world.newFunction().identity,
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
    }),
  ],
  ['changing its auth type', async () => ({ kind: 'update', identity: signed(), AuthType: 'NONE' })],
  ['granting everyone', async () => ({ kind: 'grant', identity: half(), grants: [{ type: 'everyone' }] })],
  [
    'a policy of its own',
    async () => {
      const identity = half()
      return { kind: 'put-policy', identity, from: [], to: everyone(identity) }
    },
  ],
  [
    'a policy with a condition that everybody meets',
    async () => {
      const identity = half()
      const to = everyone(identity).map((statement) => ({
        ...statement,
        Resource: functionArn(identity),
        Condition: { ...statement.Condition, StringNotEquals: { 'aws:PrincipalArn': 'nobody' } },
      }))
      return { kind: 'put-policy', identity, from: [], to }
    },
  ],
  [
    'undoing that it was closed',
    async () => {
      const identity = open()
      return {
        kind: 'undo',
        identity,
        changeId: await done({ kind: 'update', identity, AuthType: 'AWS_IAM' }),
      }
    },
  ],
  [
    'creating it again after it was deleted',
    async () => {
      const identity = open()
      const recreates = await done({ kind: 'delete', identity, statements: 'remove' })
      return {
        kind: 'create',
        identity,
        AuthType: 'NONE',
        InvokeMode: 'BUFFERED',
        recreates,
      } as ChangeRequestInput
    },
  ],
]

describe('letting the internet in', () => {
  test.each(WAYS)('by %s takes the right to it, on whatever path', async (_, requestOf) => {
    const request = await requestOf()
    expect(await change(request, person('viewer'))).toBe('change:apply')
    expect(await change(request, person('editor'))).toBe('function-url:make-public')
    const unproven = { ...person('approver'), rights: { ...person('approver').rights, provenAt: undefined } }
    expect(await change(request, unproven as unknown as Person)).toBe('proof-needed')
    expect(await change(request, person('editor', { mayEditorsMakePublic: true }))).toBe('started')
  })

  test('is not what closes one, or leaves it as open as it was', async () => {
    const identity = open()
    expect(await change({ kind: 'update', identity, Cors: { AllowOrigins: ['*'] } }, person('editor'))).toBe(
      'started',
    )
    await runningChangesEnded()
    expect(await change({ kind: 'update', identity, AuthType: 'AWS_IAM' }, person('editor'))).toBe('started')
  })

  test('deleting takes the right to that, unless a rule gives it to editors', async () => {
    const identity = open()
    expect(await change({ kind: 'delete', identity }, person('editor'))).toBe('function-url:delete')
    expect(await change({ kind: 'delete', identity }, person('editor', { mayEditorsDelete: true }))).toBe(
      'started',
    )
  })
})

describe('a bulk change', () => {
  test('is judged item by item when it is accepted, and says of how many the right is missing', async () => {
    keepBulks()
    const identities = [half(), half()]
    for (const identity of identities) await intoIndex(identity)
    const requests = identities.map((identity) => ({
      kind: 'grant' as const,
      identity,
      grants: [{ type: 'everyone' as const }],
    }))
    const { bulkId } = await ask(startBulk, { from: 'changes', title: 'Open', requests }, person('editor'))
    const { reviewHash = '', confirmation } = await inPhase(bulkId, 'reviewed')
    const accept = (who: Person) =>
      ask(applyBulk, { bulkId, reviewHash, confirmation: confirmation ?? undefined }, who)
    await expect(accept(person('editor'))).rejects.toMatchObject({
      failure: {
        code: 'not-allowed',
        right: { operation: 'function-url:make-public' },
        message: expect.stringContaining('and 1 more'),
      },
    })
    await expect(accept(person('viewer'))).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
    await expect(
      ask(leaveOutOfBulk, { bulkId, seq: 1, isLeftOut: true }, person('viewer')),
    ).rejects.toMatchObject({
      failure: { code: 'not-allowed' },
    })
    await accept(person('approver'))
    await inPhase(bulkId, 'ended')
    await stopBulks()
  })

  test('of who may change a part says of the others that they may not', async () => {
    const [own, others] = [half(), half()]
    for (const identity of [own, others]) await intoIndex(identity)
    const who = person('editor', { isEverythingSeen: true })
    const rights = {
      ...who.rights,
      grants: [{ role: 'editor' as const, scope: [{ functionNames: [own.functionName] }] }],
    }
    const { bulkId } = await ask(
      startBulk,
      { from: 'rows', action: { kind: 'auth-type', AuthType: 'AWS_IAM' }, identities: [own, others] },
      { ...who, rights },
    )
    const bulk = await inPhase(bulkId, 'planning')
    expect(bulk.groups).toEqual(
      expect.arrayContaining([
        { status: 'refused', label: 'Your role does not let you do this.', count: 1, leftOut: 0 },
      ]),
    )
  })
})
