import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { trustOf } from '@/lib/accounts/install-roles'
import { addAccount } from '@/lib/accounts/manage'
import { ask } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS } from '@/lib/auth/grants'
import { type AwsWorld, contextFor, REGION, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { CONSOLE_SESSION, sessionOf } from '@/lib/aws/role-session'
import { applyChange } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { getChange } from '@/lib/changes/read'
import { whoOf } from '@/lib/outside/who'
import { addFunction, addFunctionUrl, addAccount as addSandboxAccount, regionOf } from '@/lib/sandbox/build'
import { trailOf } from '@/lib/sandbox/trail/trail'

const ACCOUNT = '333333333333'
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Console`
const identity = { account: ACCOUNT, region: REGION, functionName: 'checkout', qualifier: '$LATEST' }
const person = (id: string, name: string) => ({
  ...contextFor(),
  actor: { kind: 'person', id, name } as const,
  rights: { ...ALL_RIGHTS, provenAt: Date.now() },
})
const MIA = person('p-1', 'Mia Müller')
const TOM = person('p-2', 'tom@example.com')

let world: AwsWorld
afterEach(() => world.close())

async function startWorld(extras: { sendsSourceIdentity: boolean; sendsSessionTags: boolean }) {
  world = await startAwsWorld()
  const account = addSandboxAccount(world.state, { id: ACCOUNT })
  const trustPolicy = trustOf({
    principal: world.principal.arn,
    externalId: 'the-external-id',
    carriesPerson: extras.sendsSourceIdentity || extras.sendsSessionTags,
  })
  account.roles.set('Console', { denied: new Set(), trustPolicy })
  addFunctionUrl(world.state, addFunction(regionOf(account, REGION), { name: 'checkout' }), {
    authType: 'AWS_IAM',
  })
  const target = { account: ACCOUNT, regions: [REGION], roleArn: ROLE, externalId: 'the-external-id' }
  await ask(addAccount, { ...target, ...extras }, contextFor())
}

async function update(by: typeof MIA, MaxAge: number) {
  const AllowOrigins = ['https://a.example']
  const request = { kind: 'update' as const, identity, Cors: { MaxAge, AllowOrigins } }
  const { planHash } = await ask(preview, request, by)
  const changeId = randomUUID()
  await ask(applyChange, { changeId, request, planHash, confirmation: '' }, by)
  await expect.poll(async () => (await ask(getChange, { changeId }, by)).outcome?.verdict).toBe('applied')
}

const updates = () =>
  trailOf(world.state)
    .read(ACCOUNT, REGION, 0, Date.now() + 60_000)
    .filter(({ eventName }) => eventName === 'UpdateFunctionUrlConfig')
    .map(({ event }) => event.userIdentity as { arn: string; sessionContext: { sourceIdentity?: string } })
    .toReversed()

describe('a change in an account behind a role', () => {
  test('is made in a session of the person: CloudTrail names them, and reads share the console’s', async () => {
    await startWorld({ sendsSourceIdentity: true, sendsSessionTags: true })
    await update(MIA, 10)
    await update(TOM, 20)
    await update(MIA, 30)
    const names = [MIA, TOM, MIA].map(({ actor }) => sessionOf(actor).name)
    expect(updates().map(({ arn }) => arn.split('/').at(-1))).toEqual(names)
    expect(updates().map(({ sessionContext }) => sessionContext.sourceIdentity)).toEqual(names)
    expect(updates().map((identity) => whoOf({ ...identity }).name)).toEqual(names)
    const sessions = world.sandbox.ledger.read({ operation: 'AssumeRole' })
    expect(sessions.map(({ parameters }) => parameters.RoleSessionName)).toEqual([
      CONSOLE_SESSION.name,
      ...names.slice(0, 2),
    ])
    expect(sessions[1]?.parameters).toMatchObject({
      ExternalId: 'the-external-id',
      'Tags.member.1.Value': 'Mia Müller p-1',
    })
    const reads = world.sandbox.ledger.read({ operation: 'GetFunctionUrlConfig' })
    expect(new Set(reads.map(({ principalArn }) => principalArn.split('/').at(-1)))).toEqual(
      new Set([CONSOLE_SESSION.name]),
    )
  })

  test('names the person by the session alone where the rest is off', async () => {
    await startWorld({ sendsSourceIdentity: false, sendsSessionTags: false })
    await update(MIA, 10)
    expect(updates()).toMatchObject([{ arn: expect.stringContaining(sessionOf(MIA.actor).name) }])
    expect(updates()[0]?.sessionContext.sourceIdentity).toBeUndefined()
    const [, session] = world.sandbox.ledger.read({ operation: 'AssumeRole' })
    expect(Object.keys(session?.parameters ?? {}).filter((name) => /Source|Tags/.test(name))).toEqual([])
  })
})

describe('the name of a session', () => {
  test.each([
    ['Mia Müller', /^Mia-Muller-[0-9a-f]{12}$/],
    ['tom@example.com', /^tom@example\.com-[0-9a-f]{12}$/],
    ['李', /^operator-[0-9a-f]{12}$/],
    ['x'.repeat(200), /^x{51}-[0-9a-f]{12}$/],
    ['a/../b "c"', /^a-\.\.-b-c-[0-9a-f]{12}$/],
    ['function-url-console', /^function-url-console-[0-9a-f]{12}$/],
  ])('of %s is one that STS takes', (name, form) => {
    const session = sessionOf({ kind: 'person', id: 'p-1', name })
    expect(session.name).toMatch(form)
    expect(session.name).toMatch(/^[\w+=,.@-]{2,64}$/)
    for (const { Value } of session.tags) expect(Value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u)
  })

  test('is another for another person of the same name, and the console’s own for nobody', () => {
    const [one, two] = ['p-1', 'p-2'].map((id) => sessionOf({ kind: 'person', id, name: 'Mia' }).name)
    expect(one).not.toBe(two)
    expect(sessionOf({ kind: 'system', id: 'system:sweep', name: 'sweep' })).toBe(CONSOLE_SESSION)
    const operator = { kind: 'local-operator', id: 'local-operator' } as const
    expect(sessionOf({ ...operator, name: 'mia' }).name).toBe('mia')
    expect(sessionOf({ ...operator, name: 'm' }).name).toBe('operator-m')
    expect(sessionOf({ ...operator, name: 'function-url-console' })).not.toEqual(CONSOLE_SESSION)
  })
})
