import { afterEach, beforeEach, expect, test } from 'vitest'
import { addAccount, addCredential } from '@/lib/sandbox/build'
import { callJson } from '@/lib/sandbox/fixtures/json-client'
import { startTestWorld, TEST_ACCOUNT, type TestWorld } from '@/lib/sandbox/test-world'

let world: TestWorld

beforeEach(async () => {
  world = await startTestWorld()
  world.account.managesOrganization = true
  for (let i = 0; i < 24; i++) addAccount(world.state, { id: String(222222222200 + i), name: `team ${i}` })
  addAccount(world.state, { id: '999999999999', organizationId: 'o-another001' })
})

afterEach(() => world.close())

const ask = (operation: string, body: object = {}, account = TEST_ACCOUNT) =>
  callJson(world, {
    service: 'organizations',
    target: `AWSOrganizationsV20161128.${operation}`,
    body,
    credentials: account === TEST_ACCOUNT ? world.principal : addCredential(world.state, { account }),
  })

test('ListAccounts pages through the organization, and no further', async () => {
  const sizes: number[] = []
  const ids: string[] = []
  let NextToken: string | undefined
  do {
    const { body } = await ask('ListAccounts', NextToken ? { NextToken } : {})
    const page = body as { Accounts: { Id: string; State: string }[]; NextToken?: string }
    sizes.push(page.Accounts.length)
    ids.push(...page.Accounts.map(({ Id }) => Id))
    expect(page.Accounts.every(({ State }) => State === 'ACTIVE')).toBe(true)
    NextToken = page.NextToken
  } while (NextToken)
  expect(sizes).toEqual([20, 5])
  expect(new Set(ids)).toHaveProperty('size', 25)
  expect(ids).not.toContain('999999999999')
})

test('only the management account may list; every member may ask for the organization', async () => {
  const member = '222222222200'
  expect(await ask('ListAccounts', {}, member)).toMatchObject({
    status: 400,
    body: { __type: 'AccessDeniedException', message: "You don't have permissions to access this resource." },
  })
  expect((await ask('DescribeOrganization', {}, member)).body).toMatchObject({
    Organization: { Id: 'o-sandbox0001', MasterAccountId: TEST_ACCOUNT },
  })
})

test.each([
  ['AWSOrganizationsNotInUseException', {}, '999999999999'],
  ['InvalidInputException', { MaxResults: 21 }, TEST_ACCOUNT],
  ['InvalidInputException', { NextToken: 'garbage' }, TEST_ACCOUNT],
])('%s for %j', async (name, body, account) => {
  expect(await ask('ListAccounts', body, account)).toMatchObject({ status: 400, body: { __type: name } })
})

test('an operation that the sandbox has not is unknown', async () => {
  expect(await ask('CreateAccount')).toMatchObject({
    status: 400,
    body: { __type: 'UnknownOperationException' },
  })
})
