import { afterEach, describe, expect, test } from 'vitest'
import { actionsOfRole, trustOf } from '@/lib/accounts/install-roles'
import { addAccount, changeAccount, removeAccount } from '@/lib/accounts/manage'
import { listAccounts } from '@/lib/accounts/read'
import { testAccount } from '@/lib/accounts/try-account'
import { ask, permitForEverything } from '@/lib/auth/fixtures/ask'
import {
  type AwsWorld,
  contextFor,
  OTHER_ACCOUNT,
  OTHER_REGION,
  REGION,
  startAwsWorld,
} from '@/lib/aws/fixtures/aws-world'
import { describeAccounts, describeConnection } from '@/lib/connection/read'
import { database } from '@/lib/db/database'
import { listFunctions } from '@/lib/functions/read'
import { allTargets } from '@/lib/inventory/sweep-rows'
import { addFunction, addAccount as addSandboxAccount, regionOf } from '@/lib/sandbox/build'
import type { SandboxRole } from '@/lib/sandbox/state'

const NEW_ACCOUNT = '333333333333'
const ROLE = `arn:aws:iam::${NEW_ACCOUNT}:role/team/FunctionUrlConsoleReader`
const EXTERNAL_ID = 'external-id-of-the-test'
const TARGET = {
  account: NEW_ACCOUNT,
  name: 'shop',
  regions: [REGION],
  roleArn: ROLE,
  externalId: EXTERNAL_ID,
  sendsSourceIdentity: false,
  sendsSessionTags: false,
}

let world: AwsWorld
afterEach(() => world.close())

/** A world whose third account has the role as the page says it is installed. */
async function startWorld(role: Partial<SandboxRole> = {}, settings?: Record<string, string>) {
  world = await startAwsWorld({ settings })
  const account = addSandboxAccount(world.state, { id: NEW_ACCOUNT })
  const trustPolicy = trustOf({
    principal: world.principal.arn,
    externalId: EXTERNAL_ID,
    carriesPerson: false,
  })
  const allowed = new Set(actionsOfRole('reader'))
  account.roles.set('FunctionUrlConsoleReader', { denied: new Set(), allowed, trustPolicy, ...role })
  return account
}

const tried = async (part: Partial<typeof TARGET> = {}) => {
  const { checks } = await ask(testAccount, { ...TARGET, ...part }, contextFor())
  return Object.fromEntries(checks.map(({ id, title, ...rest }) => [id === 'region' ? title : id, rest]))
}
const recordedEvents = async () => {
  const { db } = await database()
  const rows = await db.selectFrom('journal_events').select(['type', 'text']).orderBy('position').execute()
  return rows.map(({ text }) => JSON.parse(text).event)
}

describe('an account of the page', () => {
  test('is added, read, named everywhere, changed and removed; the record tells of each', async () => {
    const account = await startWorld()
    addFunction(regionOf(account, REGION), { name: 'theirs' })
    await ask(addAccount, TARGET, contextFor())
    const { functions } = await ask(listFunctions, { account: NEW_ACCOUNT, region: REGION }, contextFor())
    expect(functions).toMatchObject([{ functionName: 'theirs' }])
    const { targets } = await ask(describeConnection, {}, contextFor())
    expect(targets).toContainEqual(
      expect.objectContaining({ account: NEW_ACCOUNT, accountName: 'shop', regions: [REGION] }),
    )
    expect((await ask(describeAccounts, {}, contextFor())).accounts).toContainEqual(
      expect.objectContaining({ account: NEW_ACCOUNT, name: 'shop' }),
    )
    expect(await allTargets(permitForEverything())).toMatchObject([
      { account: NEW_ACCOUNT, region: REGION, requested_by: 'mia' },
    ])
    await ask(changeAccount, { ...TARGET, regions: [OTHER_REGION], name: 'store' }, contextFor())
    expect(await allTargets(permitForEverything())).toMatchObject([{ region: OTHER_REGION }])
    await expect(
      ask(listFunctions, { account: NEW_ACCOUNT, region: REGION }, contextFor()),
    ).rejects.toMatchObject({ failure: { code: 'unknown-target', unknown: { part: 'region' } } })
    await ask(removeAccount, { account: NEW_ACCOUNT }, contextFor())
    expect(await allTargets(permitForEverything())).toEqual([])
    await expect(
      ask(listFunctions, { account: NEW_ACCOUNT, region: OTHER_REGION }, contextFor()),
    ).rejects.toMatchObject({ failure: { code: 'unknown-target', unknown: { part: 'account' } } })
    expect(await recordedEvents()).toMatchObject([
      { type: 'account-added', account: NEW_ACCOUNT, name: 'shop', how: ROLE },
      { type: 'account-changed', what: 'name', before: 'shop', after: 'store' },
      { type: 'account-changed', what: 'regions', before: REGION, after: OTHER_REGION },
      { type: 'account-removed', account: NEW_ACCOUNT, name: 'store' },
    ])
  })

  test('stands beside those of the environment, which cannot be added again', async () => {
    await startWorld()
    await ask(addAccount, TARGET, contextFor())
    const { accounts, principal, externalId } = await ask(listAccounts, {}, contextFor())
    expect(accounts.map(({ account, from }) => [account, from])).toEqual([
      [OTHER_ACCOUNT, 'environment'],
      [NEW_ACCOUNT, 'page'],
    ])
    expect(accounts[1]).toMatchObject({ changedBy: 'mia', externalId: EXTERNAL_ID })
    expect(principal).toBe(world.principal.arn)
    expect((await ask(listAccounts, {}, contextFor())).externalId).toBe(externalId)
    const again = { ...TARGET, account: OTHER_ACCOUNT, roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/x` }
    await expect(ask(addAccount, again, contextFor())).rejects.toMatchObject({
      failure: { code: 'already-exists', issues: [{ path: 'account' }] },
    })
    await ask(removeAccount, { account: NEW_ACCOUNT }, contextFor())
    await expect(ask(removeAccount, { account: NEW_ACCOUNT }, contextFor())).rejects.toMatchObject({
      failure: { code: 'changed-elsewhere' },
    })
    expect((await recordedEvents()).map(({ type }) => type)).toEqual(['account-added', 'account-removed'])
  })

  test.each([
    ['OrganizationAccountAccessRole', 'AWS Organizations'],
    ['AWSControlTowerExecution', 'AWS Control Tower'],
    ['some/path/awscontroltowerexecution', 'AWS Control Tower'],
    ['stacksets-exec-0123456789abcdef', 'StackSets'],
    ['aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef', 'IAM Identity Center'],
  ])('the role %s is refused at its field', async (name, madeBy) => {
    await startWorld()
    const input = { ...TARGET, roleArn: `arn:aws:iam::${NEW_ACCOUNT}:role/${name}` }
    await expect(ask(addAccount, input, contextFor())).rejects.toMatchObject({
      failure: {
        code: 'invalid-input',
        issues: [{ path: 'roleArn', message: expect.stringContaining(madeBy) }],
      },
    })
  })

  test('a role of another account is refused at its field', async () => {
    await startWorld()
    const input = { ...TARGET, roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/x` }
    await expect(ask(addAccount, input, contextFor())).rejects.toMatchObject({
      failure: { issues: [{ path: 'roleArn', message: expect.stringContaining('another account') }] },
    })
  })

  test('is not managed in a console that is read-only', async () => {
    await startWorld({}, { CONSOLE_READ_ONLY: 'true' })
    await expect(ask(addAccount, TARGET, contextFor())).rejects.toMatchObject({
      failure: { code: 'read-only' },
    })
  })
})

describe('the test of an account', () => {
  test('of a role as it is installed finds nothing, and keeps no account', async () => {
    await startWorld()
    expect(await tried()).toMatchObject({
      role: { outcome: 'ok' },
      'external-id': { outcome: 'ok' },
      person: { outcome: 'ok', says: [expect.anything(), expect.stringContaining('Off for this account')] },
      [REGION]: { outcome: 'ok' },
    })
    expect((await ask(listAccounts, {}, contextFor())).accounts).toHaveLength(1)
  })

  test.each<[string, Partial<SandboxRole>, Partial<typeof TARGET>]>([
    ['a role that is not there', {}, { roleArn: `arn:aws:iam::${NEW_ACCOUNT}:role/none` }],
    ['another ExternalId', {}, { externalId: 'another-one' }],
    [
      'a trust that names somebody else',
      {
        trustPolicy: trustOf({
          principal: 'arn:aws:iam::999999999999:root',
          externalId: EXTERNAL_ID,
          carriesPerson: false,
        }),
      },
      {},
    ],
  ])('%s: AWS answers the same, and the console says that it does', async (_, role, part) => {
    await startWorld(role)
    const { role: found, ...others } = await tried(part)
    expect(found).toMatchObject({
      outcome: 'failed',
      cure: { statement: expect.stringContaining('sts:ExternalId') },
    })
    expect(found?.says.join(' ')).toMatch(/cannot tell them apart.*no role of this name.*another ExternalId/)
    expect(others).toEqual({})
  })

  test('a role that does not ask for the ExternalId is a warning', async () => {
    await startWorld({ trustPolicy: undefined, trusted: () => true })
    expect(await tried()).toMatchObject({
      role: { outcome: 'ok' },
      'external-id': { outcome: 'warning', says: [expect.stringContaining('without it too')] },
    })
  })

  test('what carries the person and is not allowed is told with the statement, and the rest is tested', async () => {
    await startWorld()
    const found = await tried({ sendsSourceIdentity: true })
    expect(found).toMatchObject({
      role: { outcome: 'ok' },
      person: { outcome: 'failed', says: [expect.stringContaining('sts:SetSourceIdentity')] },
      [REGION]: { outcome: 'ok' },
    })
    expect(JSON.parse(found.person?.cure?.statement ?? '')).toMatchObject({
      Action: ['sts:SetSourceIdentity', 'sts:TagSession'],
    })
  })

  test('missing actions are a statement to copy; what may be missing is a warning', async () => {
    await startWorld({ denied: new Set(['lambda:GetPolicy', 'lambda:ListAliases', 'tag:GetResources']) })
    const found = await tried()
    expect(found[REGION]).toMatchObject({ outcome: 'failed' })
    expect(JSON.parse(found[REGION]?.cure?.statement ?? '')).toEqual({
      Effect: 'Allow',
      Action: ['lambda:ListAliases', 'lambda:GetPolicy', 'tag:GetResources'],
      Resource: '*',
    })
    await world.close()
    await startWorld({ denied: new Set(['cloudtrail:LookupEvents']) })
    expect((await tried())[REGION]).toMatchObject({ outcome: 'warning' })
  })

  test('a region that is not enabled, one that throttles, and one that is well are told apart', async () => {
    const account = await startWorld()
    account.disabledRegions = ['eu-south-2']
    world.sandbox.faults.add({
      operation: 'ListVersionsByFunction',
      region: OTHER_REGION,
      when: 'before',
      what: { status: 429, code: 'TooManyRequestsException', message: 'Rate exceeded' },
      times: 9,
    })
    const found = await tried({ regions: [REGION, OTHER_REGION, 'eu-south-2'] })
    expect(found[REGION]?.outcome).toBe('ok')
    expect(found[OTHER_REGION]).toMatchObject({ outcome: 'warning' })
    expect(found['eu-south-2']).toMatchObject({
      outcome: 'failed',
      says: [expect.stringContaining('not enabled')],
    })
  })

  test('the console’s own right to assume roles is told apart where AWS says so', async () => {
    await startWorld()
    world.principal.denied.add('sts:AssumeRole')
    expect(await tried()).toMatchObject({
      role: { outcome: 'failed', cure: { where: expect.stringContaining('own user or role') } },
    })
  })
})
