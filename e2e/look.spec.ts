import path from 'node:path'
import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import type { ConsoleProcess } from './fixtures/console-process'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, OTHER_ACCOUNT, OTHER_REGION, REGION } from './fixtures/test-account'
import type { World } from './fixtures/world'
import { addressIn, applyReviewed } from './fixtures/writing'

const PICTURES = path.join(import.meta.dirname, '../test-results/look')
const WIDTHS = { wide: { width: 1440, height: 900 }, narrow: { width: 360, height: 780 } }
const UNKNOWN_CHANGE = '/activity/0198a4c2-5f0e-4d3a-9b57-3f6b1c2d4e5f'

/** A page or a state of one: how to get there, and what is there once it is complete. */
interface Look {
  title: string
  /** For pages that answer 400 or 404, or show a failure on purpose. */
  complains?: boolean
  /** The overlay that axe looks at; the page behind it is hidden. */
  overlay?: boolean
  arrive(page: Page, world: World, consoleWith: ConsoleWith): Promise<void>
}

/** A console of the test's own: the index of a shared one knows what earlier tests had. */
type ConsoleWith = (settings: Record<string, string>) => Promise<ConsoleProcess>

const LOOKS: Look[] = [
  {
    title: 'function-urls-first-start',
    async arrive(page, world, consoleWith) {
      fillList(world)
      await page.goto((await consoleWith({})).url)
      await expect(page.getByRole('heading', { name: 'Nothing has been read yet' })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Public –' })).toBeVisible()
    },
  },
  {
    title: 'function-urls',
    async arrive(page, world, consoleWith) {
      await readEveryUrl(page, world, consoleWith)
      await expect(page.getByRole('button', { name: 'Public 1' })).toBeVisible()
    },
  },
  {
    title: 'function-urls-no-match',
    async arrive(page, world, consoleWith) {
      await readEveryUrl(page, world, consoleWith)
      await page.getByRole('combobox', { name: 'Search function URLs' }).fill('nothing-like-it')
      await expect(page.getByRole('heading', { name: 'No function URL matches' })).toBeVisible()
    },
  },
  {
    title: 'function-urls-failing-account',
    async arrive(page, world, consoleWith) {
      const what = {
        status: 403,
        code: 'AccessDeniedException',
        message:
          'User: arn:aws:iam::222222222222:user/operator is not authorized to perform: lambda:ListFunctions on resource: *',
      }
      for (const region of [REGION, OTHER_REGION])
        world.faultOfRegion({
          account: OTHER_ACCOUNT,
          region,
          operation: 'ListFunctions',
          when: 'before',
          what,
          times: 999,
        })
      await readEveryUrl(page, world, consoleWith)
      await expect(page.getByText('2 accounts and regions could not be read')).toBeVisible()
      await page.getByText('What AWS said, and the policy that would allow it').click()
    },
  },
  {
    title: 'functions',
    async arrive(page, world) {
      fillList(world)
      await page.goto('/functions')
      await expect(page.getByRole('combobox', { name: 'Order' })).toBeEnabled()
      await expect(page.getByText('URLs not read yet')).toHaveCount(0)
    },
  },
  {
    title: 'functions-none',
    async arrive(page) {
      await page.goto('/functions')
      await expect(page.getByRole('heading', { name: 'No functions' })).toBeVisible()
    },
  },
  {
    title: 'functions-no-match',
    async arrive(page, world) {
      fillList(world)
      await page.goto('/functions?q=nothing-like-it')
      await expect(page.getByRole('heading', { name: 'No function matches' })).toBeVisible()
    },
  },
  {
    title: 'functions-failing-targets-and-rows',
    complains: true,
    async arrive(page, world) {
      const [checkout] = fillList(world)
      const what = {
        status: 403,
        code: 'AccessDeniedException',
        message:
          'User: arn:aws:iam::111111111111:user/operator is not authorized to perform: lambda:ListFunctions on resource: *',
      }
      world.faultOfRegion({
        account: HOME_ACCOUNT,
        region: 'us-east-1',
        operation: 'ListFunctions',
        when: 'before',
        what,
        times: 99,
      })
      if (checkout)
        world.fault(checkout, { operation: 'ListFunctionUrlConfigs', when: 'before', what, times: 99 })
      await page.goto('/functions')
      await page.getByText('What AWS said, and the policy that would allow it').click()
      await expect(page.getByText(/^Not readable/)).toBeVisible()
    },
  },
  {
    title: 'function',
    async arrive(page, world) {
      const [checkout] = fillList(world)
      await page.goto(`/functions/${HOME_ACCOUNT}/${REGION}/${checkout?.name}`)
      await expect(page.getByText('FunctionURLAllowPublicAccess').first()).toBeVisible()
    },
  },
  {
    title: 'function-url-overview',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world)))
      await expect(page.getByText('FunctionURLAllowPublicAccess').first()).toBeVisible()
      await expect(page.getByText('Last 30 days')).toBeVisible()
    },
  },
  {
    title: 'function-url-cors',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world), '$LATEST', 'cors'))
      await expect(page.getByRole('button', { name: 'Remove https://shop.example.com' })).toBeVisible()
      await expect(page.getByRole('heading', { name: 'Test live' })).toBeVisible()
    },
  },
  {
    title: 'function-url-cors-blocked',
    async arrive(page, world) {
      const call = '?origin=https%3A%2F%2Fadmin.example.com&method=PUT&credentials=true'
      await page.goto(addressIn(checkoutOf(world), '$LATEST', 'cors') + call)
      await page.getByRole('button', { name: 'POST', exact: true }).first().click()
      await page.getByRole('button', { name: 'Send the preflight' }).click()
      await expect(page.getByRole('region', { name: 'Response to the preflight' })).toContainText('200 OK')
    },
  },
  {
    title: 'function-url-cors-with-problems',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world), '$LATEST', 'cors'))
      const origins = page.getByLabel('Allow origins', { exact: true })
      for (const origin of ['https://Shop.example.com/cart', 'shop.example', '*', 'http://localhost:3000']) {
        await origins.fill(origin)
        await origins.press('Enter')
      }
      await expect(page.getByText(/problems? to fix/)).toBeVisible()
    },
  },
  {
    title: 'function-url-access',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world), '$LATEST', 'access'))
      await page.getByRole('button', { name: 'Add permission' }).click()
      await page.getByRole('radio', { name: /^Any statement/ }).click()
      await expect(page.getByLabel('Statement id', { exact: true })).toBeVisible()
    },
  },
  {
    title: 'function-url-access-closed',
    async arrive(page, world) {
      const target = checkoutOf(world)
      target.policies.delete('$LATEST')
      await page.goto(`${addressIn(target, '$LATEST', 'access')}?explain=403`)
      await expect(page.getByText('403 to everyone').first()).toBeVisible()
    },
  },
  {
    title: 'function-url-try',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world), '$LATEST', 'try'))
      await page.getByRole('button', { name: 'Send request' }).click()
      await expect(page.getByText('200 OK').first()).toBeVisible()
    },
  },
  {
    title: 'function-url-code',
    async arrive(page, world) {
      await page.goto(`${addressIn(checkoutOf(world), '$LATEST', 'code')}?format=cloudformation`)
      await expect(page.getByText('AWS::Lambda::Url').first()).toBeVisible()
    },
  },
  {
    title: 'function-url-edit',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world), '$LATEST', 'edit'))
      await page.getByRole('radio', { name: /^AWS_IAM/ }).click()
      await expect(page.getByText('1 change', { exact: true })).toBeVisible()
    },
  },
  {
    title: 'function-url-none',
    async arrive(page, world) {
      const target = world.addFunction('checkout')
      await page.goto(addressIn(target))
      await expect(page.getByText('has no function URL')).toBeVisible()
    },
  },
  {
    title: 'function-url-activity-empty',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world), '$LATEST', 'activity'))
      await expect(page.getByText('Nothing has been changed yet')).toBeVisible()
    },
  },
  {
    title: 'function-url-denied',
    complains: true,
    async arrive(page, world) {
      const target = checkoutOf(world)
      const message = `User: arn:aws:iam::111111111111:user/operator is not authorized to perform: lambda:GetFunctionUrlConfig on resource: ${target.arn}`
      world.fault(target, {
        operation: 'GetFunctionUrlConfig',
        when: 'before',
        what: { status: 403, code: 'AccessDeniedException', message },
        times: 99,
      })
      await page.goto(addressIn(target))
      await expect(page.getByRole('alert').first()).toBeVisible()
    },
  },
  {
    title: 'create',
    async arrive(page, world) {
      const target = world.addFunction('checkout')
      await page.goto(
        `/functions/create?account=${target.account}&region=${target.region}&functionName=${target.name}`,
      )
      await expect(page.getByRole('combobox', { name: 'Qualifier' })).toHaveValue('$LATEST')
      await page.getByRole('radio', { name: /^NONE/ }).click()
    },
  },
  {
    title: 'review',
    overlay: true,
    async arrive(page, world) {
      await reviewClosing(page, world)
    },
  },
  {
    title: 'delete',
    overlay: true,
    async arrive(page, world) {
      await page.goto(`${addressIn(checkoutOf(world))}?panel=delete`)
      await expect(page.getByRole('dialog').getByText('2, removed too')).toBeVisible()
    },
  },
  {
    title: 'stop-calls',
    overlay: true,
    async arrive(page, world) {
      const target = checkoutOf(world)
      target.reservedConcurrency = 20
      await page.goto(addressIn(target))
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Stop all calls…' }).click()
      await expect(
        page.getByRole('dialog').getByText('PutFunctionConcurrency', { exact: true }),
      ).toBeVisible()
    },
  },
  {
    title: 'palette',
    overlay: true,
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world)))
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option', { name: 'Edit CORS' })).toBeVisible()
    },
  },
  {
    title: 'keyboard-shortcuts',
    overlay: true,
    async arrive(page) {
      await page.goto('/failures')
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
  {
    title: 'more-menu',
    async arrive(page, world) {
      await page.goto(addressIn(checkoutOf(world)))
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await expect(page.getByRole('menuitem', { name: 'Stop all calls…' })).toBeVisible()
    },
  },
  {
    title: 'let-calls-in',
    overlay: true,
    async arrive(page, world) {
      const target = checkoutOf(world)
      target.reservedConcurrency = 0
      await page.goto(`${addressIn(target)}?panel=let-calls-in`)
      await page.getByRole('radio', { name: /^Another number/ }).click()
    },
  },
  {
    title: 'function-url-access-stopped',
    async arrive(page, world) {
      const target = checkoutOf(world)
      target.reservedConcurrency = 0
      await page.goto(addressIn(target, '$LATEST', 'access'))
      await expect(page.getByText('All calls are stopped')).toBeVisible()
    },
  },
  {
    title: 'change-applied',
    overlay: true,
    async arrive(page, world) {
      await reviewClosing(page, world)
      await applyReviewed(page)
    },
  },
  {
    title: 'change-half-done',
    complains: true,
    async arrive(page, world) {
      const target = checkoutOf(world)
      const what = { status: 403, code: 'AccessDeniedException', message: 'User is not authorized' }
      world.fault(target, { operation: 'RemovePermission', when: 'before', what, times: 99, skip: 1 })
      await page.goto(addressIn(target, '$LATEST', 'edit'))
      await page.getByRole('radio', { name: /^AWS_IAM/ }).click()
      await page.getByRole('button', { name: 'Review changes' }).click()
      await applyReviewed(page, 'Half done')
      await page.getByRole('dialog').getByRole('link', { name: 'Finish or undo' }).click()
      await expect(page.getByRole('button', { name: 'Review finishing' })).toBeVisible()
    },
  },
  {
    title: 'activity',
    async arrive(page, world) {
      await reviewClosing(page, world)
      await applyReviewed(page)
      await page.goto('/activity')
      await expect(page.getByRole('list', { name: 'Activity' })).toBeVisible()
    },
  },
  {
    title: 'findings',
    async arrive(page, world, consoleWith) {
      const url = await readEveryUrl(page, world, consoleWith)
      await page.goto(`${url}/findings`)
      await expect(page.getByRole('list', { name: 'Findings by rule' })).toBeVisible()
      await expect(page.getByRole('link', { name: 'About this rule' })).toBeVisible()
    },
  },
  {
    title: 'findings-by-account',
    async arrive(page, world, consoleWith) {
      const url = await readEveryUrl(page, world, consoleWith)
      await page.goto(`${url}/findings?group=account`)
      await expect(page.getByRole('button', { name: /^Mute: / }).first()).toBeVisible()
    },
  },
  {
    title: 'findings-none-read',
    async arrive(page, _world, consoleWith) {
      await page.goto(`${(await consoleWith({})).url}/findings`)
      await expect(page.getByRole('heading', { name: 'No findings in what was read' })).toBeVisible()
    },
  },
  {
    title: 'findings-mute',
    overlay: true,
    async arrive(page, world, consoleWith) {
      const url = await readEveryUrl(page, world, consoleWith)
      await page.goto(`${url}/findings`)
      await page
        .getByRole('button', { name: /^Mute: / })
        .first()
        .click()
      await expect(page.getByRole('dialog').getByLabel('Reason')).toBeVisible()
    },
  },
  {
    title: 'finding-rules',
    async arrive(page) {
      await page.goto('/findings/rules')
      await expect(page.getByRole('list', { name: 'Rules' })).toBeVisible()
    },
  },
  {
    title: 'finding-rule',
    async arrive(page) {
      await page.goto('/findings/rules/second-permission-missing')
      await expect(page.getByText('What this rule cannot know')).toBeVisible()
    },
  },
  {
    title: 'guardrail',
    async arrive(page, world, consoleWith) {
      const url = await readEveryUrl(page, world, consoleWith)
      await page.goto(`${url}/findings/guardrail`)
      await expect(page.getByRole('heading', { name: /with auth type NONE today/ })).toBeVisible()
    },
  },
  {
    title: 'failures',
    async arrive(page) {
      await page.goto('/failures#access-denied')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  },
  {
    title: 'no-such-page',
    complains: true,
    async arrive(page) {
      await page.goto('/no-such-page')
      await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
    },
  },
  {
    title: 'no-such-change',
    complains: true,
    async arrive(page) {
      await page.goto(UNKNOWN_CHANGE)
      await expect(page.getByRole('heading', { name: 'There is no such change' })).toBeVisible()
    },
  },
  {
    title: 'no-such-function',
    complains: true,
    async arrive(page, world, consoleWith) {
      const target = world.addFunction('checkout')
      // A console that has listed functions already suggests one of those.
      const { url } = await consoleWith({})
      await page.goto(`${url}/functions/${HOME_ACCOUNT}/${REGION}/${target.name}x`)
      await expect(page.getByRole('link', { name: `Show ${target.name}` })).toBeVisible()
    },
  },
  {
    title: 'malformed-address',
    complains: true,
    async arrive(page) {
      await page.goto(`/functions/${HOME_ACCOUNT}/${REGION}/checkout/urls/7`)
      await expect(page.getByRole('heading', { name: 'Malformed address' })).toBeVisible()
    },
  },
]

for (const [width, viewport] of Object.entries(WIDTHS))
  test.describe(`${width} (${viewport.width} px)`, () => {
    test.use({ viewport })
    for (const { title, complains, overlay, arrive } of LOOKS)
      test(`${title}: nothing for axe in light and dark, nothing sticks out`, async ({
        page,
        world,
        consoleWith,
        watch,
      }) => {
        if (complains) watch.allow(/Failed to load resource/)
        await arrive(page, world, consoleWith)
        await expectCurrentInSight(page)
        await expectNoSidewaysScroll(page)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await page.screenshot({
            path: path.join(PICTURES, `${title}-${width}-${colorScheme}.png`),
            fullPage: !overlay,
          })
        }
        await expectNoAxeViolations(page, overlay ? { within: 'dialog[open]' } : {})
      })
  })

test.describe('by keyboard alone', () => {
  test('the first stop leads past the navigation', async ({ page, world }) => {
    fillList(world)
    await page.goto('/functions')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: /^Skip to/ })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(
      true,
    )
  })

  for (const [title, path] of [
    ['the list', () => '/functions'],
    ['a function URL', (world: World) => addressIn(checkoutOf(world))],
    ['CORS', (world: World) => addressIn(checkoutOf(world), '$LATEST', 'cors')],
    ['creating', () => '/functions/create'],
  ] as [string, (world: World) => string][])
    test(`${title}: every stop is in sight, marked, named, and in the order of the page`, async ({
      page,
      world,
    }) => {
      if (title === 'the list') fillList(world)
      await page.goto(path(world))
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const stops: string[] = []
      for (let count = 0; count < 60; count++) {
        await page.keyboard.press('Tab')
        const stop = await page.evaluate(describeFocus)
        if (stop === undefined) break
        expect(stop.isMarked, `${stop.name} shows that it has focus`).toBe(true)
        expect(stop.isInSight, `${stop.name} is in sight`).toBe(true)
        expect(stop.name, 'a stop without a name').not.toBe('')
        stops.push(stop.name)
      }
      expect(stops.length).toBeGreaterThan(5)
    })

  test('a dialog keeps the focus inside, and gives it back', async ({ page, world }) => {
    await page.goto(addressIn(checkoutOf(world)))
    const opener = page.getByRole('button', { name: 'Delete…' })
    await opener.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    for (let count = 0; count < 15; count++) {
      await page.keyboard.press('Tab')
      // Between the last stop and the first the browser's own bar has its turn.
      const isInside = await page.evaluate(
        () => document.activeElement === document.body || !!document.activeElement?.closest('dialog'),
      )
      expect(isInside).toBe(true)
    }
    // On a button that says why it is disabled, Escape takes away what it says first.
    await dialog.getByRole('textbox').focus()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(opener).toBeFocused()
  })
})

/** What has focus: whether it can be seen, whether it is marked, and what it is called. */
function describeFocus(): { name: string; isMarked: boolean; isInSight: boolean } | undefined {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return undefined
  // Some controls draw the ring around themselves and their parts.
  const rings = [element, element.parentElement, element.parentElement?.parentElement]
  const isMarked = rings.some((each) => {
    if (!each) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
  })
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect()
  const isInSight =
    width > 0 && height > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  const labels =
    'labels' in element
      ? [...(element.labels as NodeListOf<HTMLElement>)].map((label) => label.textContent)
      : []
  const labelledBy =
    element
      .getAttribute('aria-labelledby')
      ?.split(' ')
      .map((id) => document.getElementById(id)?.textContent) ?? []
  const name = [element.getAttribute('aria-label'), ...labelledBy, ...labels, element.textContent].find(
    (each) => each?.trim(),
  )
  return { name: name?.trim() ?? '', isMarked, isInSight }
}

/** A row of links that scrolls sideways shows where one is. */
async function expectCurrentInSight(page: Page): Promise<void> {
  const hidden = await page.locator('nav [aria-current]').evaluateAll((links) =>
    links
      .filter((link) => {
        const row = link.closest('nav')?.getBoundingClientRect()
        const { left, right } = link.getBoundingClientRect()
        return !row || left < row.left - 1 || right > row.right + 1
      })
      .map((link) => link.textContent),
  )
  expect(hidden, 'the marked links that are out of sight').toEqual([])
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, seen, culprits } = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth
    const culprits = [...document.querySelectorAll('main *, header *, dialog[open] *')]
      .filter((element) => element.getBoundingClientRect().right > seen + 1)
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 60)}`)
    return { wide: document.documentElement.scrollWidth, seen, culprits: culprits.slice(0, 5) }
  })
  expect(wide, `wider than the window: ${culprits.join('\n')}`).toBeLessThanOrEqual(seen)
}

function checkoutOf(world: World) {
  const target = world.addFunction('checkout-with-a-name-that-is-as-long-as-AWS-lets-them-be', {
    description: 'Takes orders of the web shop and hands them to the warehouse, one after the other',
    tags: { team: 'shop', 'cost-center': '4711', 'data-class': 'confidential-and-then-some' },
  })
  world.addAlias(target, 'live')
  world.addUrl(target, {
    cors: {
      AllowOrigins: [
        'https://shop.example.com',
        'https://checkout.shop.example.com',
        'http://localhost:3000',
      ],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: ['content-type', 'authorization'],
      ExposeHeaders: ['x-request-id'],
      AllowCredentials: true,
      MaxAge: 86400,
    },
  })
  world.addPublicStatements(target)
  return target
}

/** A few functions as a team has them. */
function fillList(world: World) {
  const checkout = checkoutOf(world)
  world.addUrl(checkout, { qualifier: 'live', authType: 'AWS_IAM', invokeMode: 'RESPONSE_STREAM' })
  const others = ['resize-images', 'nightly-report', 'webhook'].map((name) =>
    world.addFunction(name, { description: 'One of many' }),
  )
  world.addFunction('stock', { region: 'us-east-1', runtime: 'python3.13' })
  return [checkout, ...others]
}

/** The home page of a console that has read all of it. */
async function readEveryUrl(page: Page, world: World, consoleWith: ConsoleWith): Promise<string> {
  const [, , , hook] = fillList(world)
  if (hook) world.addUrl(hook, { authType: 'NONE' })
  const { url } = await consoleWith({})
  await page.goto(url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByRole('table', { name: 'Function URLs' }).getByRole('row')).toHaveCount(4)
  await expect(page.getByText(/ functions? read/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check now' })).toBeVisible()
  return url
}

/** On the edit page, the review of switching a public URL to AWS_IAM. */
async function reviewClosing(page: Page, world: World): Promise<void> {
  await page.goto(addressIn(checkoutOf(world), '$LATEST', 'edit'))
  await page.getByRole('radio', { name: /^AWS_IAM/ }).click()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Apply' })).toBeVisible()
}
