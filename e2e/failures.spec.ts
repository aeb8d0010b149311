import type { Locator, Page } from '@playwright/test'
import { FAILURES } from '@/lib/failures/failure-table'
import { FAILURE_CODES, type FailureCode } from '@/lib/failures/result'
import type { FaultEffect } from '@/lib/sandbox/faults'
import { startSandbox } from '@/lib/sandbox/server'
import type { FunctionState, SandboxPrincipal } from '@/lib/sandbox/state'
import { startConsole } from './fixtures/console-process'
import { expect, test } from './fixtures/test'
import {
  HOME_ACCOUNT,
  OTHER_ACCOUNT,
  OTHER_REGION,
  REGION,
  startTestAccount,
  type TestAccount,
} from './fixtures/test-account'
import type { World } from './fixtures/world'
import { typedFor } from './fixtures/writing'
import { promise } from './promises/promise'

const HOME = `/functions/${HOME_ACCOUNT}/${REGION}`
/** No read of the console takes longer (quality R7), in milliseconds; the rest is the browser's. */
const LONGEST_READ = 15_000
const OFTEN = 1_000

/** What goes wrong with a call, what the person is told, and how it ends. */
interface Trouble {
  code: FailureCode
  /** AWS's own name for it, where AWS answered at all. */
  awsName?: RegExp
  begin(account: TestAccount, operation: string): void
}

const fault =
  (what: FaultEffect) =>
  ({ sandbox }: TestAccount, operation: string) =>
    sandbox.faults.add({ operation, when: 'before', what, times: OFTEN })

const TROUBLES: Record<string, Trouble> = {
  'access denied': {
    code: 'access-denied',
    awsName: /AccessDeniedException/,
    begin: (account, operation) => void operatorOf(account).denied.add(`lambda:${operation}`),
  },
  throttled: {
    code: 'throttled',
    awsName: /TooManyRequestsException/,
    begin: fault({ status: 429, code: 'TooManyRequestsException', message: 'Rate exceeded' }),
  },
  'a 500 of AWS': {
    code: 'aws-failed',
    awsName: /ServiceException/,
    begin: fault({ status: 500, code: 'ServiceException', message: 'Internal failure' }),
  },
  'a connection that breaks': { code: 'unreachable', begin: fault('reset') },
  'expired credentials': {
    code: 'credentials-expired',
    awsName: /ExpiredToken/,
    begin: (account) => changeOperator(account, { expiresAt: Date.now() - 1_000 }),
  },
  'a secret that does not fit': {
    code: 'credentials-invalid',
    awsName: /InvalidSignatureException|SignatureDoesNotMatch/,
    begin: (account) => changeOperator(account, { secretAccessKey: 'another' }),
  },
  'a key that AWS does not know': {
    code: 'credentials-invalid',
    awsName: /UnrecognizedClientException|InvalidClientTokenId/,
    begin: ({ sandbox, connection }) => void sandbox.state.credentials.delete(connection.accessKeyId),
  },
}

let operator: SandboxPrincipal

test.beforeEach(({ account, watch }) => {
  operator = operatorOf(account)
  // The browser writes down every answer that is not 200.
  watch.allow(/Failed to load resource/)
})

test.afterEach(({ account }) => {
  account.sandbox.faults.clear()
  operator.denied.clear()
  account.sandbox.state.credentials.set(operator.accessKeyId, operator)
})

interface Screen {
  path(target: FunctionState): string
  operation: string
  /** What is there when all is well. */
  content(page: Page, target: FunctionState): Locator
}

const SCREENS: Record<string, Screen> = {
  'the list of functions': {
    path: () => '/functions',
    operation: 'ListFunctions',
    content: (page, { name }) => page.getByRole('link', { name, exact: true }),
  },
  'a function': {
    path: ({ name }) => `${HOME}/${name}`,
    operation: 'GetFunctionConfiguration',
    content: (page) => page.getByRole('region', { name: 'Function', exact: true }),
  },
  'a function URL': {
    path: ({ name }) => `${HOME}/${name}/urls/$LATEST`,
    operation: 'GetFunctionUrlConfig',
    content: (page) => page.getByRole('region', { name: 'Configuration' }),
  },
  'its policy': {
    path: ({ name }) => `${HOME}/${name}/urls/$LATEST/access`,
    operation: 'GetPolicy',
    content: (page) => page.getByText('FunctionURLInvokeAllowPublicAccess').first(),
  },
}

for (const [screenTitle, screen] of Object.entries(SCREENS))
  test.describe(`${screenTitle} says what is wrong and recovers:`, () => {
    for (const [title, trouble] of Object.entries(TROUBLES))
      test(title, async ({ page, world, account }) => {
        const target = publicFunction(world)
        trouble.begin(account, screen.operation)
        await page.goto(screen.path(target))
        const alert = page.getByRole('alert').filter({ hasText: FAILURES[trouble.code].cure }).first()
        await expectWellSaid(alert, trouble)
        if (trouble.code === 'access-denied')
          await expect(alert.getByText(`"lambda:${screen.operation}"`).first()).toBeVisible()
        await recover(account)
        await alert.getByRole('button', { name: /Try again|Read again/ }).click()
        await expect(screen.content(page, target)).toBeVisible()
        await expect(alert).toHaveCount(0)
      })

    test('no answer at all, within 15 seconds', async ({ page, world, account }) => {
      const target = publicFunction(world)
      account.sandbox.faults.add({ operation: screen.operation, when: 'before', what: 'hang', times: OFTEN })
      const startedAt = Date.now()
      await page.goto(screen.path(target))
      const alert = page.getByRole('alert').filter({ hasText: FAILURES['timed-out'].cure }).first()
      await expect(alert).toBeVisible({ timeout: LONGEST_READ + 5_000 })
      // The browser's own part is not the console's; it comes on top.
      expect(Date.now() - startedAt).toBeLessThan(LONGEST_READ + 5_000)
      await recover(account)
      await alert.getByRole('button', { name: /Try again|Read again/ }).click()
      await expect(screen.content(page, target)).toBeVisible()
    })
  })

test('a clock that is wrong is told from credentials that are', async ({ page, watch }) => {
  watch.allow(/./)
  const now = () => Date.now() + 20 * 60_000
  const account = await startTestAccount({ now })
  const server = await startConsole(account)
  await page.goto(`${server.url}/functions`)
  await expect(page.getByRole('alert').filter({ hasText: FAILURES['clock-skew'].cure })).toContainText(
    'Signature expired',
  )
  await server.dispose()
  await account.sandbox.close()
  promise('R8')
})

test('a console without credentials says how to give it some', async ({ page, consoleWith, watch }) => {
  watch.allow(/Failed to load resource/)
  const server = await consoleWith({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' })
  for (const path of ['/functions', `${HOME}/checkout`, `${HOME}/checkout/urls/$LATEST`]) {
    await page.goto(`${server.url}${path}`)
    await expect(page.getByRole('alert').first()).toContainText(FAILURES['credentials-missing'].cure)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await expect(page.getByRole('banner')).toContainText('no credentials')
  promise('R8')
})

test('an endpoint that goes away is said, and comes back by itself', async ({ page, watch }) => {
  watch.allow(/Failed to load resource/)
  const account = await startTestAccount()
  const { state, port } = account.sandbox
  const server = await startConsole(account)
  await page.goto(`${server.url}/functions`)
  await expect(page.getByRole('heading', { name: 'No functions' })).toBeVisible()
  await account.sandbox.close()
  await page.reload()
  const alert = page.getByRole('alert').first()
  await expect(alert).toContainText(FAILURES.unreachable.cure)
  const again = await startSandbox({ state, port, throttle: false })
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'No functions' })).toBeVisible()
  await server.dispose()
  await again.close()
  promise('R7')
})

test('one failing target of four never hides the others', async ({ page, world }) => {
  const places = [
    { account: HOME_ACCOUNT, region: REGION },
    { account: HOME_ACCOUNT, region: OTHER_REGION },
    { account: OTHER_ACCOUNT, region: REGION },
    { account: OTHER_ACCOUNT, region: OTHER_REGION },
  ]
  const all = places.map((place) => world.addFunction('job', place))
  for (const [index, place] of places.entries()) {
    const what = { status: 500, code: 'ServiceException', message: 'Internal failure' }
    world.faultOfRegion({ ...place, operation: 'ListFunctions', when: 'before', what, times: OFTEN })
    await page.goto('/functions')
    const alert = page.getByRole('alert').filter({ hasText: 'could not be read' })
    await expect(alert).toContainText(`(${place.account}), ${place.region}`)
    await expect(page.getByRole('link', { name: /^job-/ })).toHaveCount(all.length - 1)
    world.sandbox.faults.clear()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('link', { name: /^job-/ })).toHaveCount(all.length)
    await expect(alert, `${index}`).toHaveCount(0)
  }
})

test('a role that cannot be assumed is one failing account, with what is missing', async ({
  page,
  world,
  account,
  consoleWith,
}) => {
  const mine = world.addFunction('mine')
  const other = account.sandbox.state.accounts.get(OTHER_ACCOUNT)
  const role = other?.roles.get('FunctionUrlConsole')
  if (!other || !role) throw new Error('The sandbox has no such role.')
  other.roles.set('FunctionUrlConsole', { ...role, trusted: () => false })
  await using _ = { [Symbol.asyncDispose]: async () => void other.roles.set('FunctionUrlConsole', role) }
  const own = await consoleWith({})
  await page.goto(`${own.url}/functions`)
  const alert = page.getByRole('alert').filter({ hasText: FAILURES['role-not-assumable'].cure })
  await expect(alert).toContainText('Missing permission: sts:AssumeRole')
  await expect(page.getByRole('link', { name: mine.name, exact: true })).toBeVisible()
})

test.describe('nothing typed is lost when', () => {
  for (const title of [
    'access denied',
    'a 500 of AWS',
    'a connection that breaks',
    'throttled',
    'expired credentials',
  ] as const)
    test(`a CORS edit cannot be reviewed: ${title}`, async ({ page, world, account }) => {
      const target = publicFunction(world)
      await page.goto(`${HOME}/${target.name}/urls/$LATEST/cors`)
      await page.getByRole('radio', { name: /^On/ }).click()
      const origins = page.getByRole('textbox', { name: 'Allow origins' })
      await origins.fill('https://shop.example')
      await origins.press('Enter')
      const trouble = TROUBLES[title]
      if (!trouble) throw new Error(`There is no trouble ${title}.`)
      trouble.begin(account, 'GetFunctionUrlConfig')
      await page.getByRole('button', { name: 'Review changes' }).click()
      const dialog = page.getByRole('dialog')
      await expectWellSaid(dialog.getByRole('alert'), trouble)
      await recover(account)
      await dialog.getByRole('button', { name: 'Try again' }).click()
      await expect(dialog.getByRole('button', { name: 'Apply' })).toBeVisible()
      await dialog.getByRole('button', { name: 'Back to editing' }).click()
      await expect(page.getByRole('button', { name: 'Remove https://shop.example' })).toBeVisible()
      expect(target.urls.get('$LATEST')?.cors).toBeUndefined()
    })

  for (const title of ['access denied', 'throttled'] as const)
    test(`a CORS edit cannot be applied: ${title}`, async ({ page, world, account }) => {
      const target = publicFunction(world)
      await page.goto(`${HOME}/${target.name}/urls/$LATEST/cors`)
      await page.getByRole('radio', { name: /^On/ }).click()
      const origins = page.getByRole('textbox', { name: 'Allow origins' })
      await origins.fill('https://shop.example')
      await origins.press('Enter')
      await page.getByRole('button', { name: 'Review changes' }).click()
      TROUBLES[title]?.begin(account, 'UpdateFunctionUrlConfig')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Apply' }).click()
      await expect(dialog.getByText('Not applied')).toBeVisible({ timeout: 40_000 })
      await expect(dialog.getByText(TROUBLES[title]?.awsName ?? title).first()).toBeVisible()
      expect(target.urls.get('$LATEST')?.cors).toBeUndefined()
      await recover(account)
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await page.getByRole('button', { name: 'Review changes' }).click()
      await dialog.getByRole('button', { name: 'Apply' }).click()
      await expect(dialog.getByText('Applied', { exact: true })).toBeVisible()
      expect(target.urls.get('$LATEST')?.cors?.AllowOrigins).toEqual(['https://shop.example'])
    })

  test('a deletion is denied: what was done is said, with the way to finish or undo', async ({
    page,
    world,
    account,
  }) => {
    const target = publicFunction(world)
    await page.goto(`${HOME}/${target.name}/urls/$LATEST?panel=delete`)
    const dialog = page.getByRole('dialog')
    TROUBLES['access denied']?.begin(account, 'DeleteFunctionUrlConfig')
    await dialog.getByRole('textbox').fill(typedFor(target))
    await dialog.getByRole('button', { name: 'Delete function URL' }).click()
    await expect(page.getByRole('dialog').getByText('Half done')).toBeVisible()
    await expect(page.getByRole('dialog').getByText('AccessDeniedException').first()).toBeVisible()
    expect(target.urls.has('$LATEST')).toBe(true)
    expect(target.policies.get('$LATEST')?.statements ?? []).toHaveLength(0)
    await expect(page.getByRole('dialog').getByRole('link', { name: 'Finish or undo' })).toBeVisible()
    promise('R5')
  })
})

test.describe('the table of failures', () => {
  test('has a row for every code, with cause and next step', async ({ page }) => {
    await page.goto('/failures')
    for (const code of FAILURE_CODES) {
      const row = page.locator(`[id="${code}"]`)
      await expect(row).toContainText(FAILURES[code].title)
      await expect(row).toContainText(FAILURES[code].cause)
      await expect(row).toContainText(FAILURES[code].cure)
    }
  })

  test('is where every callout leads, to its own row', async ({ page, world, account }) => {
    const target = publicFunction(world)
    TROUBLES['access denied']?.begin(account, 'GetFunctionUrlConfig')
    await page.goto(`${HOME}/${target.name}/urls/$LATEST`)
    await page.getByRole('link', { name: 'More about this' }).first().click()
    await expect(page).toHaveURL('/failures#access-denied')
    await expect(page.locator('[id="access-denied"]')).toBeInViewport()
  })
})

/** One sentence, what to do, the way to more, and AWS's name and request id where AWS answered. */
async function expectWellSaid(alert: Locator, { code, awsName }: Trouble): Promise<void> {
  await expect(alert).toContainText(FAILURES[code].cure)
  await expect(alert.getByRole('link', { name: 'More about this' })).toHaveAttribute(
    'href',
    `/failures#${code}`,
  )
  const details = alert.getByText(/^(Details|What AWS said)/)
  if (await details.count()) await details.first().click()
  if (!awsName) return
  await expect(alert).toContainText(awsName)
  await expect(alert).toContainText(/request id [0-9a-f]{8}-[0-9a-f-]{27}/)
}

async function recover({ sandbox }: TestAccount): Promise<void> {
  sandbox.faults.clear()
  operator.denied.clear()
  sandbox.state.credentials.set(operator.accessKeyId, operator)
}

function operatorOf({ sandbox, connection }: TestAccount): SandboxPrincipal {
  const found = sandbox.state.credentials.get(connection.accessKeyId)
  if (!found) throw new Error('The sandbox does not know the console’s key.')
  return found
}

function changeOperator({ sandbox }: TestAccount, change: Partial<SandboxPrincipal>): void {
  sandbox.state.credentials.set(operator.accessKeyId, { ...operator, ...change })
}

function publicFunction(world: World): FunctionState {
  const target = world.addFunction('checkout')
  world.addUrl(target, { authType: 'NONE' })
  world.addPublicStatements(target)
  return target
}
