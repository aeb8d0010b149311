import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
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

test('everyone: the missing two statements make a public URL answer', async ({ page, world, picture }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  expect(await statusAt(world.addressOf(shop))).toBe(403)
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await expect(page.getByText('No statements. Nobody is granted access on this qualifier.')).toBeVisible()
  await page.getByRole('button', { name: 'Add permission' }).click()
  await page.getByRole('radio', { name: 'Everyone' }).check()
  await expect(page.getByText('This opens the function URL to the whole internet')).toBeVisible()
  await picture('everyone')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Review permission' }).click()
  await expect(callsIn(page)).toHaveText([
    /FunctionURLInvokeAllowPublicAccess/,
    /FunctionURLAllowPublicAccess/,
  ])
  await applyReviewed(page)
  expect(await statusAt(world.addressOf(shop))).toBe(200)
  await closeChange(page)
  await expect(page.getByText('Everyone may invoke the function through its function URL.')).toBeVisible()
  await expect(page.getByRole('form', { name: 'Add permission' })).toHaveCount(0)
  await expectNoAxeViolations(page)
})

test('one account and one role each get both actions', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addAlias(shop, 'live')
  world.addUrl(shop, { qualifier: 'live', authType: 'AWS_IAM' })
  await page.goto(`${addressIn(shop, 'live', 'access')}?add=permission`)
  await page.getByRole('radio', { name: 'One AWS account' }).check()
  await page.getByLabel('Account id').fill('4444')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await expect(page.getByLabel('Account id')).toHaveAccessibleDescription(/12 digits\. ?12 digits|12 digits/)
  await expect(page.getByLabel('Account id')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Account id').fill('444455556666')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await applyReviewed(page)
  await closeChange(page)

  await page.getByRole('button', { name: 'Add permission' }).click()
  await page.getByRole('radio', { name: 'One role or user' }).check()
  await page.getByLabel('ARN of the role or user').fill('arn:aws:iam::444455556666:role/ci/deploy')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await applyReviewed(page)
  const granted = statementsOf(shop, 'live').map(({ Principal, Action }) => [Principal, Action])
  const root = { AWS: 'arn:aws:iam::444455556666:root' }
  const role = { AWS: 'arn:aws:iam::444455556666:role/ci/deploy' }
  expect(granted).toEqual([
    [root, 'lambda:InvokeFunction'],
    [root, 'lambda:InvokeFunctionUrl'],
    [role, 'lambda:InvokeFunction'],
    [role, 'lambda:InvokeFunctionUrl'],
  ])
  expect(shop.policies.get('$LATEST')).toBeUndefined()
})

test('any statement: every parameter of AddPermission arrives at AWS', async ({ page, world, picture }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?add=permission`)
  await page.getByRole('radio', { name: 'Any statement' }).check()
  await page.getByLabel('Statement id').fill('alexa')
  await page.getByLabel('Principal', { exact: true }).fill('alexa-connectedhome.amazon.com')
  await page.getByLabel('Action', { exact: true }).fill('lambda:InvokeFunction')
  await page.getByLabel('Source ARN').fill('arn:aws:s3:::bucket')
  await page.getByLabel('Source account').fill('444455556666')
  await page.getByLabel('Event source token').fill('amzn1.ask.skill.1')
  await page.getByLabel('Invoked via function URL').selectOption('Only through the function URL')
  await picture('any-statement')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Review permission' }).click()
  await applyReviewed(page)
  await closeChange(page)
  const [call] = world.calls(shop, 'AddPermission')
  expect(call?.parameters).toMatchObject({
    StatementId: 'alexa',
    Principal: 'alexa-connectedhome.amazon.com',
    Action: 'lambda:InvokeFunction',
    SourceArn: 'arn:aws:s3:::bucket',
    SourceAccount: '444455556666',
    EventSourceToken: 'amzn1.ask.skill.1',
    InvokedViaFunctionUrl: true,
  })

  await page.getByRole('button', { name: 'Add permission' }).click()
  await page.getByRole('radio', { name: 'Any statement' }).check()
  await page.getByLabel('Statement id').fill('organization')
  await page.getByLabel('Principal', { exact: true }).fill('*')
  await page.getByLabel('Principal organization id').fill('o-a1b2c3d4e5')
  await page.getByLabel('Function URL auth type').selectOption('AWS_IAM')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await applyReviewed(page)
  const second = world.calls(shop, 'AddPermission')[1]
  expect(second?.parameters).toMatchObject({ PrincipalOrgID: 'o-a1b2c3d4e5', FunctionUrlAuthType: 'AWS_IAM' })
  expect(second?.parameters.RevisionId, 'the policy is changed only as it was reviewed').toBeTruthy()
})

test('what AWS would refuse is said under its field', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop)
  world.addPublicStatements(shop)
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?add=permission`)
  await page.getByRole('radio', { name: 'Any statement' }).check()
  await page.getByRole('button', { name: 'Review permission' }).click()
  const errorOf = (label: string) => expect(page.getByLabel(label, { exact: true }))
  await errorOf('Statement id').toHaveAccessibleDescription(/A statement id has 1 to 100 letters/)
  await errorOf('Principal').toHaveAccessibleDescription(/A principal is \*/)
  await page.getByLabel('Statement id').fill('FunctionURLAllowPublicAccess')
  await errorOf('Statement id').toHaveAccessibleDescription(/A statement of this policy has this id already/)
  await page.getByLabel('Principal', { exact: true }).fill('*')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await errorOf('Function URL auth type').toHaveAccessibleDescription(/AWS wants a function URL auth type/)
  await page.getByLabel('Function URL auth type').selectOption('AWS_IAM')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  expect(writesTo(world, shop)).toEqual([])
})

test('what was entered is there again after a reload, but not the event source token', async ({
  page,
  world,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop)
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?add=permission`)
  await page.getByRole('radio', { name: 'Any statement' }).check()
  await page.getByLabel('Statement id').fill('alexa')
  await page.getByLabel('Event source token').fill('a-secret')
  await page.reload()
  await expect(page.getByLabel('Statement id')).toHaveValue('alexa')
  await expect(page.getByLabel('Event source token')).toHaveValue('')
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('a-secret')
})

test('a statement is removed by its id', async ({ page, world, picture }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await picture('access')
  await page.getByRole('button', { name: 'Remove permission FunctionURLInvokeAllowPublicAccess' }).click()
  await expect(dialogOf(page).getByRole('region', { name: 'Statements removed' })).toContainText(
    'Everyone may invoke the function through its function URL.',
  )
  await applyReviewed(page)
  await closeChange(page)
  expect(idsOf(shop)).toEqual(['FunctionURLAllowPublicAccess'])
  expect(writesTo(world, shop)).toEqual(['RemovePermission'])
  await expect(page.getByText('FunctionURLInvokeAllowPublicAccess')).toHaveCount(0)
})

test('a grant for calls that do not come through the function URL', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?add=permission`)
  await page.getByRole('radio', { name: 'Any statement' }).check()
  await page.getByLabel('Statement id').fill('direct')
  await page.getByLabel('Principal', { exact: true }).fill('444455556666')
  await page.getByLabel('Invoked via function URL').selectOption('Not through the function URL')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await expect(page.getByLabel('Invoked via function URL')).toHaveAccessibleDescription(
    /goes with lambda:InvokeFunction/,
  )
  await page.getByLabel('Action', { exact: true }).fill('lambda:InvokeFunction')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await applyReviewed(page)
  const [call] = world.calls(shop, 'AddPermission')
  expect(call?.parameters).toMatchObject({ StatementId: 'direct', InvokedViaFunctionUrl: false })
})

test('one organization and one CloudFront distribution each get both actions, ready-made', async ({
  page,
  world,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(`${addressIn(shop, '$LATEST', 'access')}?add=permission`)
  await page.getByRole('radio', { name: 'One organization' }).check()
  await page.getByLabel('Organization id').fill('o-a1b2c3d4e5')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await applyReviewed(page)
  await closeChange(page)
  await page.getByRole('button', { name: 'Add permission' }).click()
  await page.getByRole('radio', { name: 'One CloudFront distribution' }).check()
  await page
    .getByLabel('ARN of the distribution')
    .fill('arn:aws:cloudfront::111122223333:distribution/E1ABCDEF')
  await page.getByRole('button', { name: 'Review permission' }).click()
  await applyReviewed(page)
  const granted = statementsOf(shop, '$LATEST').map(({ Principal, Action, Condition }) => [
    JSON.stringify(Principal),
    Action,
    Object.keys(Condition ?? {}).sort(),
  ])
  const everyone = '"*"'
  const cloudFront = '{"Service":"cloudfront.amazonaws.com"}'
  expect(granted).toEqual([
    [everyone, 'lambda:InvokeFunction', ['Bool', 'StringEquals']],
    [everyone, 'lambda:InvokeFunctionUrl', ['StringEquals']],
    [cloudFront, 'lambda:InvokeFunction', ['ArnLike', 'Bool']],
    [cloudFront, 'lambda:InvokeFunctionUrl', ['ArnLike', 'StringEquals']],
  ])
  await closeChange(page)
  await expect(page.getByRole('list', { name: 'Callers' })).toContainText(
    'The service cloudfront.amazonaws.com: this policy is enough.',
  )
})
