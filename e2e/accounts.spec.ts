import { actionsOfRole, trustOf } from '@/lib/accounts/install-roles'
import { addAccount, addFunction, addFunctionUrl, regionOf } from '@/lib/sandbox/build'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { REGION, type TestAccount } from './fixtures/test-account'

/** An account that has no role yet; a number of its own for each test. */
function newAccount({ sandbox }: TestAccount, workerIndex: number, at: number) {
  const id = `3${String(workerIndex).padStart(4, '0')}${String(at).slice(-7)}`
  const account = addAccount(sandbox.state, { id, name: 'shop' })
  addFunctionUrl(sandbox.state, addFunction(regionOf(account, REGION), { name: 'their-shop' }), {
    authType: 'AWS_IAM',
  })
  return account
}

test('an account is tested, mended, added, read and removed', async ({
  page,
  account: testAccount,
  consoleWith,
  picture,
}, { workerIndex }) => {
  const account = newAccount(testAccount, workerIndex, Date.now())
  const { url } = await consoleWith({})
  await page.goto(`${url}/settings`)
  await page.getByRole('link', { name: 'Accounts' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()
  await picture('page')
  await expectNoAxeViolations(page)

  await page.getByRole('button', { name: 'Add account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add account' })
  await dialog.getByLabel('Account id').fill(account.id)
  await dialog.getByLabel('Name').fill('shop')
  const externalId = await dialog.getByLabel('ExternalId').inputValue()
  const role = dialog.getByLabel('Role ARN')

  // What may do anything is refused at its field.
  await role.fill(`arn:aws:iam::${account.id}:role/OrganizationAccountAccessRole`)
  await dialog.getByRole('button', { name: 'Test' }).click()
  await expect(dialog.getByText('is an administrator role of AWS Organizations')).toBeVisible()

  // The role is not there yet.
  await role.fill(`arn:aws:iam::${account.id}:role/FunctionUrlConsoleReader`)
  await dialog.getByRole('button', { name: 'Test' }).click()
  const result = dialog.getByRole('region', { name: 'Result of the test' })
  await expect(result.getByRole('listitem', { name: 'The role' })).toContainText('cannot tell them apart')
  await expect(result.getByRole('group', { name: /trust policy/ })).toContainText(externalId)
  await picture('refused')

  // It is installed, with one action too few.
  const [principal = ''] = [...testAccount.sandbox.state.credentials.values()].map(({ arn }) => arn)
  const allowed = new Set(actionsOfRole('reader').filter((action) => action !== 'lambda:GetPolicy'))
  const trustPolicy = trustOf({ principal, externalId, carriesPerson: false })
  account.roles.set('FunctionUrlConsoleReader', { denied: new Set(), allowed, trustPolicy })
  await dialog.getByRole('button', { name: 'Test' }).click()
  await expect(result.getByRole('listitem', { name: REGION })).toContainText('lambda:GetPolicy')
  await expect(result.getByRole('listitem', { name: 'ExternalId' })).toContainText('The role asks for it')
  await picture('missing')

  allowed.add('lambda:GetPolicy')
  await dialog.getByRole('button', { name: 'Test' }).click()
  await expect(result).toContainText('The console gets in and can read.')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const row = page.getByRole('table', { name: 'Accounts' }).getByRole('row').filter({ hasText: account.id })
  await expect(row).toContainText('SourceIdentity: off')

  // It is read, and named where its functions are.
  await page.goto(`${url}/functions?account=${account.id}`)
  await expect(page.getByRole('link', { name: 'their-shop' }).first()).toBeVisible()

  await page.goto(`${url}/settings/accounts`)
  await page.getByRole('button', { name: `Edit ${account.id}` }).click()
  const edit = page.getByRole('dialog', { name: 'Edit shop' })
  await edit.getByLabel('Name').fill('store')
  await edit.getByRole('switch', { name: /SourceIdentity/ }).check()
  await edit.getByRole('button', { name: 'Test' }).click()
  await expect(edit.getByRole('listitem', { name: 'The person at each session' })).toContainText(
    'does not allow sts:SetSourceIdentity',
  )
  account.roles.set('FunctionUrlConsoleReader', {
    ...{ denied: new Set<string>(), allowed },
    trustPolicy: trustOf({ principal, externalId, carriesPerson: true }),
  })
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('SourceIdentity: on')
  await expect(row).toContainText('store')
  await picture('added')

  await page.getByRole('button', { name: `Remove ${account.id}` }).click()
  const removal = page.getByRole('dialog', { name: `Remove store (${account.id})` })
  await expect(removal).toContainText('Forgotten:')
  await removal.getByRole('button', { name: 'Remove account' }).click()
  await expect(row).toHaveCount(0)
})

test('the roles to install are shown in three formats, and a read-only console manages none', async ({
  page,
  consoleWith,
  picture,
}) => {
  const { url } = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  await page.goto(`${url}/settings/accounts`)
  await expect(page.getByRole('button', { name: 'Add account' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('radio', { name: 'Admin' }).check()
  await expect(page.getByRole('group', { name: 'Permissions' })).toContainText(
    'lambda:DeleteFunctionUrlConfig',
  )
  await page.getByRole('radio', { name: 'CloudFormation' }).check()
  await expect(page.getByRole('group', { name: 'CloudFormation template' })).toContainText('AWS::IAM::Role')
  await page.getByRole('radio', { name: 'Terraform' }).check()
  await expect(page.getByRole('group', { name: 'Terraform', exact: true })).toContainText('aws_iam_role')
  await page.setViewportSize({ width: 360, height: 800 })
  await picture('roles-narrow')
  await expectNoAxeViolations(page)
})
