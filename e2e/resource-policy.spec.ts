import type { Page } from '@playwright/test'
import type { AccountState, FunctionState, WireStatement } from '@/lib/sandbox/state'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, OTHER_REGION } from './fixtures/test-account'
import type { World } from './fixtures/world'
import {
  addressIn,
  applyReviewed,
  callsIn,
  closeChange,
  dialogOf,
  idsOf,
  statementsOf,
  statusAt,
  writesTo,
} from './fixtures/writing'

const denyOf = (target: FunctionState): WireStatement => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource: target.arn,
})

function addPublicShop(world: World, place: { region?: string } = {}): FunctionState {
  const shop = world.addFunction('shop', place)
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  return shop
}

const part = (page: Page, name: string) => dialogOf(page).getByRole('region', { name })

/** What holds for a whole account of the sandbox, for the time of one test. */
async function withAccount(world: World, settings: Partial<AccountState>, during: () => Promise<void>) {
  const account = world.sandbox.state.accounts.get(HOME_ACCOUNT)
  if (!account) throw new Error('The sandbox has no home account.')
  const { lacksResourcePolicyApi, forbidsPublicGrants } = account
  Object.assign(account, settings)
  try {
    await during()
  } finally {
    Object.assign(account, { lacksResourcePolicyApi, forbidsPublicGrants })
  }
}

test('a Deny without an id is removed: the review shows what stays, the URL answers', async ({
  page,
  world,
  picture,
}) => {
  const shop = addPublicShop(world)
  world.addStatements(shop, '$LATEST', denyOf(shop))
  expect(await statusAt(world.addressOf(shop))).toBe(403)
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await page.getByRole('button', { name: 'Remove permission without a statement id' }).click()
  await expect(callsIn(page)).toHaveText([
    /PutResourcePolicy.*replaces the policy: 2 statements, \d+ of 20,480/,
  ])
  await expect(dialogOf(page).getByText('The whole policy is replaced in one call')).toBeVisible()
  await expect(part(page, 'Statements kept').getByRole('listitem')).toHaveCount(2)
  await expect(part(page, 'Statements removed')).toContainText('Nobody may invoke the function URL.')
  await expect(dialogOf(page).getByText(/Anyone on the internet who knows the address/)).toBeVisible()
  await dialogOf(page).getByText('The same as AWS CLI commands').click()
  await expect(dialogOf(page).getByText(/aws lambda put-resource-policy/)).toContainText(shop.arn)
  await picture('review')
  await expectNoAxeViolations(page)
  await applyReviewed(page)
  expect(await statusAt(world.addressOf(shop))).toBe(200)
  expect(writesTo(world, shop)).toEqual(['PutResourcePolicy'])
  const [put] = world.calls(shop, 'PutResourcePolicy')
  expect(put?.parameters.RevisionId, 'the policy is replaced only as it was reviewed').toBeTruthy()
})

test('a source address is added: sentence, verdict, review, and the function URL follows', async ({
  page,
  world,
  picture,
}) => {
  const shop = addPublicShop(world)
  expect(await statusAt(world.addressOf(shop))).toBe(200)
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await page.getByRole('button', { name: 'Edit permission FunctionURLAllowPublicAccess' }).click()
  const editor = page.getByRole('form', { name: 'Edit policy' })
  await expect(editor.getByRole('region', { name: 'After', exact: true })).toContainText('Public')
  await editor.getByLabel('Add condition').selectOption('Source addresses')
  await expect(editor.getByText('Enter at least one value.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Review policy' })).toHaveAccessibleDescription(
    /Fix 1 problem first/,
  )
  const addresses = editor.getByLabel('Source addresses', { exact: true })
  await addresses.fill('203.0.113.0/33')
  await addresses.press('Enter')
  await expect(addresses).toHaveAccessibleDescription(/This is not an IP address or range/)
  await addresses.press('Backspace')
  await addresses.fill('203.0.113.0/24')
  await addresses.press('Enter')
  await expect(
    editor.getByText(/Everyone may invoke the function URL from the addresses 203.0.113.0\/24/),
  ).toBeVisible()
  await expect(editor.getByRole('region', { name: 'Now', exact: true })).toContainText('Public')
  await expect(editor.getByRole('region', { name: 'After', exact: true })).toContainText(
    'Depends on the request',
  )
  await expect(editor.getByLabel('Policy', { exact: true })).toHaveValue(/"aws:SourceIp": "203.0.113.0\/24"/)
  await picture('editor')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Review policy' }).click()
  await expect(part(page, 'Statements added')).toContainText('203.0.113.0/24')
  await expect(part(page, 'Statements kept').getByRole('listitem')).toHaveCount(1)
  await applyReviewed(page)
  await closeChange(page)
  await expect(editor).toHaveCount(0)
  expect(await statusAt(world.addressOf(shop))).toBe(403)
  expect(writesTo(world, shop)).toEqual(['PutResourcePolicy'])
  expect(idsOf(shop)).toEqual(['FunctionURLAllowPublicAccess', 'FunctionURLInvokeAllowPublicAccess'])
})

test('the last statement takes the policy with it', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop)
  world.addStatements(shop, '$LATEST', denyOf(shop))
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await page.getByRole('button', { name: 'Remove permission without a statement id' }).click()
  await expect(callsIn(page)).toHaveText([/DeleteResourcePolicy/])
  await applyReviewed(page)
  await closeChange(page)
  await expect(page.getByText('No statements. Nobody is granted access on this qualifier.')).toBeVisible()
  expect(statementsOf(shop)).toEqual([])
})

test('JSON that cannot be read says where, and what was typed is kept', async ({ page, world }) => {
  const shop = addPublicShop(world)
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?edit=policy`)
  const json = page.getByLabel('Policy', { exact: true })
  await json.fill('{"Version": "2012-10-17",\n  "Statement": [}')
  await expect(json).toHaveAccessibleDescription(/Line 2, column 17: This is not valid JSON/)
  await expect(page.getByRole('button', { name: 'Review policy' })).toHaveAccessibleDescription(
    /Fix the JSON/,
  )
  await page.reload()
  await expect(json).toHaveValue('{"Version": "2012-10-17",\n  "Statement": [}')
  await json.fill('{"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]}')
  await expect(json).toHaveAccessibleDescription(/Statement\.0\.Effect: Effect is "Allow" or "Deny"/)
  await json.fill('{"Version": "2012-10-17",\n "Version": "2008-10-17", "Statement": []}')
  await expect(json).toHaveAccessibleDescription(/^Line 2, column 2: "Version" stands here a second time\./)
  // Two things are wrong with this statement, and none of them counts while the JSON cannot be read.
  const wrong = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject"}]}'
  await json.fill(wrong)
  await expect(page.getByText(/ · [2-9] problems to fix/)).toBeVisible()
  await json.fill(wrong.slice(0, -1))
  await expect(page.getByText(/ · 1 problem to fix/)).toBeVisible()
  await json.fill('{"Version": "2012-10-17", "Id": "default", "Statement": []}')
  await expect(page.getByText('No statement: nobody is granted anything.')).toBeVisible()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('form', { name: 'Edit policy' })).toHaveCount(0)
  expect(writesTo(world, shop)).toEqual([])
})

test('an event source token is never kept in the browser', async ({ page, world }) => {
  const shop = addPublicShop(world)
  world.addStatements(shop, '$LATEST', {
    Sid: 'alexa',
    Effect: 'Allow',
    Principal: { Service: 'alexa-connectedhome.amazon.com' },
    Action: 'lambda:InvokeFunction',
    Resource: shop.arn,
    Condition: { StringEquals: { 'lambda:EventSourceToken': 'amzn1.ask.skill.secret' } },
  })
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?edit=policy`)
  await page.getByRole('button', { name: 'Remove statement FunctionURLAllowPublicAccess' }).click()
  await expect(page.getByText('2 statements kept, 1 removed, 0 added')).toBeVisible()
  await page.reload()
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('secret')
})

test('a region without the API says so, and goes on with AddPermission and RemovePermission', async ({
  page,
  world,
  picture,
}) => {
  const shop = addPublicShop(world, { region: OTHER_REGION })
  world.addStatements(shop, '$LATEST', denyOf(shop))
  await withAccount(world, { lacksResourcePolicyApi: [OTHER_REGION] }, async () => {
    await page.goto(addressIn(shop, '$LATEST', 'access'))
    const stuck = page.getByRole('button', { name: 'Remove permission without a statement id' })
    await stuck.click()
    await expect(dialogOf(page).getByText(/us-east-1 does not know PutResourcePolicy yet/)).toBeVisible()
    await expect(dialogOf(page).getByText(/iam|missing permission to/i)).toHaveCount(0)
    await picture('no-api')
    await dialogOf(page).getByRole('button', { name: 'Cancel' }).click()
    await page.reload()
    await expect(stuck).toHaveAccessibleDescription(/does not know PutResourcePolicy yet/)
    await page.getByRole('button', { name: 'Edit policy' }).click()
    await expect(page.getByText(/only what AddPermission and RemovePermission can write/)).toBeVisible()
    await page.getByRole('button', { name: 'Remove statement FunctionURLAllowPublicAccess' }).click()
    await page.getByRole('button', { name: 'Remove statement FunctionURLInvokeAllowPublicAccess' }).click()
    await page.getByRole('button', { name: 'Review policy' }).click()
    await applyReviewed(page)
  })
  expect(writesTo(world, shop)).toEqual(['RemovePermission', 'RemovePermission'])
  expect(statementsOf(shop)).toEqual([denyOf(shop)])
})

test('an account that forbids public grants says so in its own words', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  await withAccount(world, { forbidsPublicGrants: true }, async () => {
    await page.goto(`${addressIn(shop, '$LATEST', 'access')}?add=permission`)
    await page.getByRole('radio', { name: 'Everyone' }).check()
    await page.getByRole('button', { name: 'Review permission' }).click()
    await applyReviewed(page, 'Not applied')
    await expect(dialogOf(page).getByText(/Your organization or account forbids public grants/)).toBeVisible()
    await expect(dialogOf(page).getByText(/BlockPublic/)).toHaveCount(0)
  })
  expect(statementsOf(shop)).toEqual([])
})

test('a statement that somebody adds meanwhile is shown and stays', async ({ page, world, picture }) => {
  const shop = addPublicShop(world)
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?edit=policy`)
  await page.getByRole('button', { name: 'Remove statement FunctionURLAllowPublicAccess' }).click()
  await page.getByRole('button', { name: 'Edit statement FunctionURLInvokeAllowPublicAccess' }).click()
  await page.getByLabel('Effect').selectOption('Deny')
  const theirs: WireStatement = {
    Sid: 'theirs',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: shop.arn,
  }
  world.addStatements(shop, '$LATEST', theirs)
  await page.getByRole('button', { name: 'Review policy' }).click()
  await expect(dialogOf(page).getByText('This was changed elsewhere since you looked at it')).toBeVisible()
  await expect(part(page, 'Statements kept')).toContainText('theirs')
  await picture('changed-elsewhere')
  await dialogOf(page).getByRole('button', { name: 'Back to editing' }).click()
  await expect(page.getByText('This policy was changed elsewhere since you began')).toBeVisible()
  await page.getByRole('button', { name: 'Bring in their changes' }).click()
  await expect(page.getByText('1 statement kept, 2 removed, 1 added')).toBeVisible()
  await page.getByRole('button', { name: 'Review policy' }).click()
  await applyReviewed(page)
  expect(idsOf(shop)).toEqual(['FunctionURLInvokeAllowPublicAccess', 'theirs'])
})

test('a function of a CloudFormation stack: the stack may manage the policy too', async ({ page, world }) => {
  const shop = world.addFunction('shop', { tags: { 'aws:cloudformation:stack-name': 'shop-stack' } })
  world.addUrl(shop)
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?edit=policy`)
  await expect(page.getByText('This function belongs to the CloudFormation stack shop-stack')).toBeVisible()
  await expect(page.getByText(/The stack may manage this policy too/)).toBeVisible()
})
