import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { FunctionState } from '@/lib/sandbox/state'
import { expectNoAxeViolations } from './fixtures/axe'
import { handMadeActions } from './fixtures/hand-made-actions'
import { expect, test } from './fixtures/test'
import type { World } from './fixtures/world'
import {
  addressIn,
  applyReviewed,
  callsIn,
  closeChange,
  DENIED,
  dialogOf,
  idsOf,
  statusAt,
  typedFor,
  writesTo,
} from './fixtures/writing'
import { promise } from './promises/promise'

/** A public URL on the alias `live`, called three times, and one on the function itself. */
async function publicUrl(world: World): Promise<FunctionState> {
  const checkout = world.addFunction('checkout')
  world.addAlias(checkout, 'live')
  world.addUrl(checkout, { qualifier: 'live', authType: 'NONE' })
  world.addPublicStatements(checkout, 'live')
  world.addUrl(checkout, { authType: 'AWS_IAM' })
  for (let call = 0; call < 3; call++) await statusAt(world.addressOf(checkout, 'live'))
  return checkout
}

const typed = (page: Page, target: FunctionState) =>
  dialogOf(page).getByLabel(`Type ${typedFor(target, 'live')} to delete it`)
const deleteButton = (page: Page) => dialogOf(page).getByRole('button', { name: 'Delete function URL' })
const evidence = (page: Page, label: string) =>
  dialogOf(page)
    .locator('div')
    .filter({ hasText: new RegExp(`^${label}`) })
    .last()

test('the dialog counts the requests anew, not when the page was opened', async ({ page, world }) => {
  const checkout = await publicUrl(world)
  await page.goto(addressIn(checkout, 'live'))
  await expect(page.getByText('Last 30 days')).toBeVisible()
  await statusAt(world.addressOf(checkout, 'live'))
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(evidence(page, 'Requests, last hour')).toContainText('4 · 4 · 4')
  await expect(evidence(page, 'Requests, last hour')).toContainText('CloudWatch counts some minutes late')
})

test('the dialog says what is lost, who calls it, what stays, and asks for the name', async ({
  page,
  world,
  picture,
}) => {
  const checkout = await publicUrl(world)
  await page.goto(addressIn(checkout, 'live'))
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(page).toHaveURL(/panel=delete/)
  const dialog = page.getByRole('dialog', { name: `Delete function URL of ${checkout.name}:live` })
  await expect(dialog).toContainText(`${world.addressOf(checkout, 'live')}`)
  await expect(dialog).toContainText('is permanently deleted')
  await expect(evidence(page, 'Requests, last hour')).toContainText('3 · 3 · 3')
  await expect(evidence(page, 'Other URLs of this function')).toContainText('$LATEST stays')
  await expect(dialog).toContainText('It is in use. Close it instead?')
  await dialog.getByText('2, removed too').click()
  await expect(dialog.getByText('FunctionURLAllowPublicAccess', { exact: true })).toBeVisible()
  await dialog.getByText('3 calls', { exact: true }).click()
  await expect(dialog).toContainText('aws lambda delete-function-url-config')
  await picture('delete')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })

  await expect(deleteButton(page)).toBeDisabled()
  await typed(page, checkout).fill(typedFor(checkout, 'LIVE'))
  await expect(deleteButton(page)).toBeDisabled()
  await expect(deleteButton(page)).toHaveAccessibleDescription(`Type ${typedFor(checkout, 'live')} first.`)
  await typed(page, checkout).press('Enter')
  expect(writesTo(world, checkout)).toEqual([])

  await typed(page, checkout).fill(typedFor(checkout, 'live'))
  await deleteButton(page).click()
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(writesTo(world, checkout)).toEqual([
    'RemovePermission',
    'RemovePermission',
    'DeleteFunctionUrlConfig',
  ])
  expect([...checkout.urls.keys()]).toEqual(['$LATEST'])
  expect(idsOf(checkout, 'live')).toEqual([])
  await expect(dialogOf(page).getByRole('link', { name: 'Recreate (new address)' })).toBeVisible()
  await closeChange(page)
  await expect(page).toHaveURL(new RegExp(`/${checkout.name}$`))
  await expect(page.getByText(`Deleted the function URL of ${checkout.name}:live`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Recreate function URL on live' })).toBeVisible()
  await page.goto(addressIn(checkout, 'live'))
  await expect(page.getByText(/It was deleted .* by Test operator/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Recreate (new address)' })).toBeVisible()
  await expectNoAxeViolations(page)
})

test('keeping it changes nothing', async ({ page, world }) => {
  const checkout = await publicUrl(world)
  await page.goto(`${addressIn(checkout, 'live')}?panel=delete`)
  await typed(page, checkout).fill(typedFor(checkout, 'live'))
  await dialogOf(page).getByRole('button', { name: 'Keep it' }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(typed(page, checkout)).toHaveValue('')
  expect(writesTo(world, checkout)).toEqual([])
})

test('the way that can be undone leads to the review of closing', async ({ page, world }) => {
  const checkout = await publicUrl(world)
  await page.goto(`${addressIn(checkout, 'live')}?panel=delete`)
  await dialogOf(page).getByRole('button', { name: 'Review closing' }).click()
  await expect(
    page.getByRole('dialog', { name: `Change the auth type of ${checkout.name}:live` }),
  ).toBeVisible()
  await expect(callsIn(page).first()).toContainText('UpdateFunctionUrlConfig')
  await applyReviewed(page)
  await closeChange(page)
  await expect(page.getByText('AuthType AWS_IAM')).toBeVisible()
  expect(checkout.urls.get('live')?.authType).toBe('AWS_IAM')
  expect(await statusAt(world.addressOf(checkout, 'live'))).toBe(403)
})

test('the statements stay if they are wanted', async ({ page, world }) => {
  const checkout = await publicUrl(world)
  await page.goto(`${addressIn(checkout, 'live')}?panel=delete`)
  await dialogOf(page).getByText('2, removed too').click()
  await dialogOf(page).getByRole('checkbox', { name: 'Remove them too' }).uncheck()
  await expect(dialogOf(page)).toContainText('2, kept')
  await expect(dialogOf(page)).toContainText(
    'a function URL created later on this qualifier may be reachable',
  )
  await expect(dialogOf(page).getByText('1 call', { exact: true })).toBeVisible()
  await typed(page, checkout).fill(typedFor(checkout, 'live'))
  await deleteButton(page).click()
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(checkout.urls.has('live')).toBe(false)
  expect(idsOf(checkout, 'live')).toHaveLength(2)
})

test('traffic that cannot be read is not known, with the missing action, and never 0', async ({
  page,
  world,
  picture,
  watch,
}) => {
  watch.allow(/403 \(Forbidden\)/)
  const checkout = await publicUrl(world)
  const { account, region } = checkout
  world.faultOfRegion({
    operation: 'GetMetricData',
    account,
    region,
    when: 'before',
    what: DENIED,
    times: 30,
  })
  await page.goto(`${addressIn(checkout, 'live')}?panel=delete`)
  const requests = evidence(page, 'Requests, last hour')
  await expect(requests).toContainText('not known')
  await expect(requests).not.toContainText(/\b0\b/)
  await expect(dialogOf(page)).toContainText('cloudwatch:GetMetricData')
  await expect(dialogOf(page)).toContainText('It may be in use. Close it instead?')
  await picture('traffic-unknown')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
})

test('a URL nobody called in 30 days shows a counted 0', async ({ page, world }) => {
  const quiet = world.addFunction('quiet')
  world.addUrl(quiet, { authType: 'AWS_IAM' })
  await page.goto(`${addressIn(quiet)}?panel=delete`)
  await expect(evidence(page, 'Requests, last hour')).toContainText('0 · 0 · 0')
  await expect(evidence(page, 'Other URLs of this function')).toContainText('none')
  await expect(dialogOf(page).getByText('1 call', { exact: true })).toBeVisible()
})

test('what somebody else changed meanwhile stops the deletion and is shown', async ({ page, world }) => {
  const checkout = await publicUrl(world)
  await page.goto(`${addressIn(checkout, 'live')}?panel=delete`)
  await expect(dialogOf(page).getByText('3 calls', { exact: true })).toBeVisible()
  world.addStatements(checkout, 'live', {
    Sid: 'partner',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' },
    Action: 'lambda:InvokeFunctionUrl',
    Resource: `${checkout.arn}:live`,
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
  })
  const policy = checkout.policies.get('live')
  if (policy) policy.revisionId = randomUUID()
  await typed(page, checkout).fill(typedFor(checkout, 'live'))
  await deleteButton(page).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText(
    'This was changed elsewhere since you looked at it',
  )
  await expect(dialogOf(page).getByText('4 calls', { exact: true })).toBeVisible()
  expect(writesTo(world, checkout)).toEqual([])
})

test('the keyboard alone deletes it', async ({ page, world }) => {
  const checkout = await publicUrl(world)
  await page.goto(addressIn(checkout, 'live'))
  const open = page.getByRole('button', { name: 'Delete…' })
  await open.focus()
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByRole('heading', { level: 2 })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(open).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByText('3 calls', { exact: true })).toBeVisible()
  const field = typed(page, checkout)
  for (let stop = 0; stop < 12 && !(await field.evaluate((each) => each === document.activeElement)); stop++)
    await page.keyboard.press('Tab')
  await page.keyboard.type(typedFor(checkout, 'live'))
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(checkout.urls.has('live')).toBe(false)
})

test('requests made by hand: wrong name, no name, stale plan, another origin have no effect', async ({
  world,
  server,
}) => {
  const checkout = await publicUrl(world)
  const { account, region, name: functionName } = checkout
  const identity = { account, region, functionName, qualifier: 'live' }
  const request = { kind: 'delete' as const, identity }
  const actions = handMadeActions(server.port)
  const planHash = await actions.planHashOf(request)
  expect(planHash).toMatch(/^[0-9a-f]{64}$/)
  const confirmation = typedFor(checkout, 'live')
  const forged = [
    { changeId: randomUUID(), request, planHash },
    { changeId: randomUUID(), request, planHash, confirmation: functionName },
    { changeId: randomUUID(), request, planHash, confirmation: `${confirmation} ` },
    { changeId: randomUUID(), request, planHash: '0'.repeat(64), confirmation },
    {
      changeId: randomUUID(),
      request: { ...request, identity: { ...identity, qualifier: '$LATEST' } },
      planHash,
      confirmation,
    },
    { changeId: 'not-a-uuid', request, planHash, confirmation },
  ]
  for (const input of forged) await actions.sendToAll(input)
  const foreign = handMadeActions(server.port, 'http://evil.example')
  for (const answer of await foreign.sendToAll({ changeId: randomUUID(), request, planHash, confirmation }))
    expect(answer.status).toBe(403)
  const url = checkout.urls.get('live')
  if (url) url.lastModifiedTime = new Date().toISOString()
  const stale = await actions.apply({ changeId: randomUUID(), request, planHash, confirmation })
  expect(stale.body).toContain('"changed-elsewhere"')
  expect(writesTo(world, checkout)).toEqual([])
  expect([...checkout.urls.keys()]).toEqual(['live', '$LATEST'])
  promise('S7')
})

test('a deletion sent again later does not delete what was created since', async ({
  page,
  world,
  server,
}) => {
  const checkout = await publicUrl(world)
  const { account, region, name: functionName } = checkout
  const request = { kind: 'delete' as const, identity: { account, region, functionName, qualifier: 'live' } }
  const actions = handMadeActions(server.port)
  const planHash = await actions.planHashOf(request)
  const sent = { changeId: randomUUID(), request, planHash, confirmation: typedFor(checkout, 'live') }
  expect((await actions.apply(sent)).body).toContain('"started"')
  await page.goto(`/activity/${sent.changeId}`)
  await expect(page.getByText('3 of 3 calls succeeded and verified.')).toBeVisible()
  world.addUrl(checkout, { qualifier: 'live', authType: 'NONE' })
  world.addPublicStatements(checkout, 'live')
  const before = writesTo(world, checkout).length
  expect((await actions.apply(sent)).body).toContain('"started"')
  const again = await actions.apply({ ...sent, changeId: randomUUID() })
  expect(again.body).toContain('"changed-elsewhere"')
  expect(writesTo(world, checkout)).toHaveLength(before)
  expect(checkout.urls.has('live')).toBe(true)
  promise('S7')
})

test('one that was deleted elsewhere is said to be gone, and the page says so too', async ({
  page,
  world,
}) => {
  const checkout = await publicUrl(world)
  await page.goto(addressIn(checkout, 'live'))
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(dialogOf(page).getByText('2, removed too')).toBeVisible()
  checkout.urls.delete('live')
  await typed(page, checkout).fill(typedFor(checkout, 'live'))
  await deleteButton(page).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('This function URL was deleted elsewhere')
  await expect(deleteButton(page)).toHaveCount(0)
  await dialogOf(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByText(`${checkout.name}:live has no function URL`)).toBeVisible()
  expect(writesTo(world, checkout)).toEqual([])
})

test('Enter with another text deletes nothing and says what is missing', async ({ page, world }) => {
  const checkout = await publicUrl(world)
  await page.goto(addressIn(checkout, 'live'))
  await page.getByRole('button', { name: 'Delete…' }).click()
  await typed(page, checkout).fill(checkout.name)
  await typed(page, checkout).press('Enter')
  await expect(typed(page, checkout)).toHaveAccessibleDescription(
    new RegExp(`Type ${typedFor(checkout, 'live')} first\\.`),
  )
  expect(writesTo(world, checkout)).toEqual([])
})
