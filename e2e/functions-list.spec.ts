import type { Locator, Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { OTHER_ACCOUNT, OTHER_REGION, REGION } from './fixtures/test-account'
import type { World } from './fixtures/world'

const DENIED = { status: 403, code: 'AccessDeniedException', message: 'User is not authorized' } as const

/** How far reading has come, as it is seen; the same words are also said to screen readers. */
const progressIn = (page: Page, text: string, options?: { exact: boolean }) =>
  page.getByText(text, options).and(page.locator(':not([role=status])'))

/** The row, or in narrow windows the card, of a function. */
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

function addMany(world: World, count: number) {
  return Array.from({ length: count }, (_, index) =>
    world.addFunction(`job-${String(index).padStart(3, '0')}`),
  )
}

test('a row shows the function, where it is, and each of its URLs', async ({ page, world, picture }) => {
  const checkout = world.addFunction('checkout', { description: 'Takes orders' })
  world.addAlias(checkout, 'live')
  world.addUrl(checkout, { authType: 'AWS_IAM' })
  world.addUrl(checkout, {
    qualifier: 'live',
    authType: 'NONE',
    invokeMode: 'RESPONSE_STREAM',
    cors: { AllowOrigins: ['https://a.example', 'https://b.example'], AllowMethods: ['GET'] },
  })
  const bare = world.addFunction('bare')
  await page.goto('/functions')
  const row = rowOf(page, checkout.name)
  await expect(row).toContainText('development 1111… · eu-central-1')
  await expect(row).toContainText('Takes orders')
  const urls = row.getByRole('listitem')
  await expect(urls).toHaveCount(2)
  await expect(urls.filter({ hasText: '$LATEST' })).toContainText('AWS_IAM')
  const live = urls.filter({ hasText: 'live' })
  await expect(live).toContainText('NONE')
  await expect(live).toContainText('2 origins · GET')
  await expect(live).toContainText('RESPONSE_STREAM')
  await expect(rowOf(page, bare.name)).toContainText('No function URL')
  await picture('rows')
})

test('a function with many URLs shows three and leads to the others', async ({ page, world }) => {
  const busy = world.addFunction('busy')
  world.addUrl(busy)
  for (const alias of ['a', 'b', 'c', 'd']) {
    world.addAlias(busy, alias)
    world.addUrl(busy, { qualifier: alias })
  }
  await page.goto('/functions')
  const row = rowOf(page, busy.name)
  await expect(row.getByRole('listitem')).toHaveCount(3)
  await row.getByRole('link', { name: '+2 more function URLs' }).click()
  await expect(page).toHaveURL(new RegExp(`/functions/\\d+/${REGION}/${busy.name}$`))
})

test('searching and filtering stand in the address and can be shared', async ({ page, context, world }) => {
  const checkout = world.addFunction('checkout', { runtime: 'python3.13' })
  const resize = world.addFunction('resize', { runtime: 'nodejs22.x', description: 'Cuts pictures' })
  const far = world.addFunction('resize-far', { runtime: 'nodejs22.x', region: OTHER_REGION })
  await page.goto('/functions')
  await page.getByRole('searchbox', { name: 'Search functions' }).fill('resize')
  await expect(progressIn(page, '2 of 3 functions', { exact: true })).toBeVisible()
  await expect(rowOf(page, checkout.name)).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Region' }).selectOption(REGION)
  await expect(rowOf(page, far.name)).toHaveCount(0)
  await expect(page).toHaveURL(/q=resize.*region=eu-central-1|region=eu-central-1.*q=resize/)

  const other = await context.newPage()
  await other.goto(page.url())
  await expect(rowOf(other, resize.name)).toBeVisible()
  await expect(progressIn(other, '1 of 3 functions', { exact: true })).toBeVisible()
  await expect(other.getByRole('searchbox', { name: 'Search functions' })).toHaveValue('resize')
})

test('no match says so and clears the filters', async ({ page, world }) => {
  const only = world.addFunction('only')
  await page.goto('/functions?q=nothing-like-this&description=with')
  await expect(page.getByRole('heading', { name: 'No function matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(rowOf(page, only.name)).toBeVisible()
  await expect(page).toHaveURL(/\/functions$/)
})

test('sorting is offered when everything is read', async ({ page, world }) => {
  const [zebra, ant] = [
    world.addFunction('zebra', { region: REGION }),
    world.addFunction('ant', { region: OTHER_REGION }),
  ]
  await page.goto('/functions')
  const names = page.getByRole('row').getByRole('link', { name: /^(zebra|ant)-\w+$/ })
  await expect(names).toHaveText([zebra.name, ant.name])
  const head = page.getByRole('columnheader', { name: 'Function', exact: true })
  await head.getByRole('button').click()
  await expect(names).toHaveText([ant.name, zebra.name])
  await expect(page).toHaveURL(/sort=name/)
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search functions' })).toBeFocused()
  // A row opens wherever nothing else is.
  const row = rowOf(page, ant.name)
  const box = await row.boundingBox()
  await row.click({ position: { x: (box?.width ?? 0) - 4, y: 4 } })
  await expect(page).toHaveURL(new RegExp(`/${ant.name}$`))
})

test('an address is copied as a whole', async ({ page, context, world }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout)
  await page.goto('/functions')
  await page.getByRole('button', { name: `Copy the address of ${checkout.name}:$LATEST` }).click()
  await expect(page.getByText('Copied')).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(world.addressOf(checkout))
})

test('a row whose URLs cannot be read fails alone and is tried again', async ({ page, world }) => {
  const [broken, fine] = [world.addFunction('broken'), world.addFunction('fine')]
  world.addUrl(broken)
  world.addUrl(fine)
  world.fault(broken, { operation: 'ListFunctionUrlConfigs', when: 'before', what: DENIED, times: 1 })
  await page.goto('/functions')
  await expect(rowOf(page, broken.name)).toContainText('lambda:ListFunctionUrlConfigs')
  await expect(rowOf(page, fine.name).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('button', { name: `Try again to read the function URLs of ${broken.name}` }).click()
  await expect(rowOf(page, broken.name).getByRole('listitem')).toHaveCount(1)
})

test('an account and region that cannot be read is named and holds up no other', async ({ page, world }) => {
  const here = world.addFunction('here')
  const there = world.addFunction('there', { account: OTHER_ACCOUNT, region: OTHER_REGION })
  const place = { account: OTHER_ACCOUNT, region: OTHER_REGION }
  world.faultOfRegion({ ...place, operation: 'ListFunctions', when: 'before', what: DENIED, times: 1 })
  await page.goto('/functions')
  await expect(rowOf(page, here.name)).toBeVisible()
  const alert = page.getByRole('alert').filter({ hasText: 'could not be read' })
  await expect(alert).toContainText(`production (${OTHER_ACCOUNT}), ${OTHER_REGION} could not be read`)
  await expect(alert).toContainText('lambda:ListFunctions')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(rowOf(page, there.name)).toBeVisible()
  await expect(alert).toHaveCount(0)
})

test('reading ahead can be stopped and resumed', async ({ page, world }) => {
  addMany(world, 120)
  const home = { account: '111111111111', region: REGION }
  world.faultOfRegion({
    ...home,
    operation: 'ListFunctions',
    when: 'before',
    what: { slowMs: 1_500 },
    times: 1,
    skip: 1,
  })
  const ahead: Promise<string | null>[] = []
  page.on('request', (request) => {
    if (request.url().includes('Marker=')) ahead.push(request.headerValue('x-priority'))
  })
  await page.goto('/functions')
  await expect(progressIn(page, '50 functions read, still reading')).toBeVisible()
  await page.getByRole('button', { name: 'Stop reading' }).click()
  await expect(progressIn(page, '100 functions read, reading stopped')).toBeVisible()
  expect(await Promise.all(ahead)).toEqual(['background'])
  const pages = () => world.sandbox.ledger.read({ ...home, operation: 'ListFunctions' }).length
  const before = pages()
  await page.reload()
  await expect(progressIn(page, '50 functions read, reading stopped')).toBeVisible()
  expect(pages()).toBe(before + 1)
  await page.getByRole('button', { name: 'Continue reading' }).first().click()
  await expect(progressIn(page, '120 functions', { exact: true })).toBeVisible()
})

test('scrolling to the end reads on, page by page, while reading ahead is stopped', async ({
  page,
  world,
}) => {
  const last = addMany(world, 60).at(-1)
  await page.addInitScript(() => sessionStorage.setItem('functions-reading-stopped', 'true'))
  await page.goto('/functions')
  await expect(progressIn(page, '50 functions read, reading stopped')).toBeVisible()
  // Rows are measured once they are shown: the end may lie lower than it lay when the key was pressed.
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(progressIn(page, '60 functions', { exact: true })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await toTheEnd(page, page.getByRole('link', { name: last?.name, exact: true }))
})

test('only the rows near the window exist, and only their URLs are read', async ({ page, world }) => {
  const many = addMany(world, 150)
  await page.goto('/functions')
  await expect(progressIn(page, '150 functions', { exact: true })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Functions' })).toHaveAttribute('aria-rowcount', '151')
  expect(await page.getByRole('row').count()).toBeLessThan(60)
  await expect(page.getByText('Reading the function URLs')).toHaveCount(0)
  const last = many.at(-1)
  if (!last) throw new Error('There is no function.')
  expect(world.calls(last, 'ListFunctionUrlConfigs')).toEqual([])
  await toTheEnd(page, rowOf(page, last.name))
  await expect(rowOf(page, last.name)).toContainText('No function URL')
})

test('back from a function shows the same rows at the same place', async ({ page, world }) => {
  const many = addMany(world, 150)
  const target = many[120]
  if (!target) throw new Error('There is no function.')
  await page.goto('/functions')
  await expect(progressIn(page, '150 functions', { exact: true })).toBeVisible()
  const link = page.getByRole('link', { name: target.name, exact: true })
  await page.evaluate(() => window.scrollTo(0, 6_900))
  await expect(link).toBeInViewport()
  await expect(rowOf(page, target.name)).toContainText('No function URL')
  const top = async () => Math.round((await link.boundingBox())?.y ?? Number.NaN)
  const before = await top()
  await link.click()
  await expect(page.getByRole('heading', { name: target.name, level: 1 })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/${target.name}$`))
  await page.goBack()
  await expect(page).toHaveURL(/\/functions(\?|$)/)
  await expect(link).toBeInViewport()
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(4)
})

test('on focus only the rows on screen are read again, and only when they are old', async ({
  page,
  world,
}) => {
  const shown = world.addFunction('shown')
  await page.clock.install()
  await page.goto('/functions')
  await expect(rowOf(page, shown.name)).toContainText('No function URL')
  const reads = () => world.calls(shown, 'ListFunctionUrlConfigs').length
  const focus = () =>
    page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
  await focus()
  expect(reads()).toBe(1)
  world.addUrl(shown)
  await page.clock.fastForward('01:01')
  await focus()
  await expect(rowOf(page, shown.name).getByRole('listitem')).toHaveCount(1)
  expect(reads()).toBe(2)
})

test('Refresh reads the list and the rows again', async ({ page, world }) => {
  const first = world.addFunction('first')
  await page.goto('/functions')
  await expect(rowOf(page, first.name)).toContainText('No function URL')
  const second = world.addFunction('second')
  world.addUrl(first)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(rowOf(page, second.name)).toBeVisible()
  await expect(rowOf(page, first.name).getByRole('listitem')).toHaveCount(1)
})

test('a function without a URL leads to creating one for it', async ({ page, world }) => {
  const bare = world.addFunction('bare')
  await page.goto('/functions')
  const create = page.getByRole('link', { name: `Create URL for ${bare.name}` })
  // Quiet until somebody points at the row or is in it with the keyboard.
  await expect(create).toHaveCSS('opacity', '0')
  await create.focus()
  await expect(create).toHaveCSS('opacity', '1')
  await create.click()
  await expect(page).toHaveURL(
    new RegExp(`/functions/create\\?account=${bare.account}&region=${bare.region}&functionName=${bare.name}`),
  )
})

test('read-only says why nothing can be created', async ({ page, world, consoleWith }) => {
  const bare = world.addFunction('bare')
  const readOnly = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  await page.goto(`${readOnly.url}/functions`)
  const create = page.getByRole('button', { name: 'Create function URL' })
  await expect(create).toHaveAttribute('aria-disabled', 'true')
  await expect(create).toHaveAccessibleDescription(/read-only/)
  await expect(page.getByRole('button', { name: `Create URL for ${bare.name}` })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
})

test('expired credentials are one message, and trying again goes on', async ({ page, world }) => {
  const there = world.addFunction('there')
  const expired = { status: 403, code: 'ExpiredTokenException', message: 'The security token is expired' }
  for (const account of ['111111111111', OTHER_ACCOUNT])
    for (const region of [REGION, OTHER_REGION])
      world.faultOfRegion({
        account,
        region,
        operation: 'ListFunctions',
        when: 'before',
        what: expired,
        times: 2,
      })
  await page.goto('/functions')
  await expect(page.getByText('None of the accounts and regions could be read')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'could be read' })).toHaveCount(1)
  world.sandbox.faults.clear()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(rowOf(page, there.name)).toBeVisible()
})

test('an empty account says what to do', async ({ page }) => {
  await page.goto('/functions')
  await expect(page.getByRole('heading', { name: 'No functions' })).toBeVisible()
})

test('a narrow window shows cards and never scrolls sideways', async ({ page, world, picture }) => {
  const long = world.addFunction('a-function-with-a-name-that-nearly-fills-what-aws-allows')
  world.addUrl(long, { authType: 'NONE', invokeMode: 'RESPONSE_STREAM' })
  world.addFunction('bare')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/functions')
  await expect(rowOf(page, long.name).getByRole('listitem')).toHaveCount(1)
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await overflow()).toBe(0)
  await picture('narrow')
  await expectNoAxeViolations(page)
})

test('the list has nothing for axe to find and never shifts', async ({ page, world }) => {
  const fine = world.addFunction('fine')
  world.addUrl(fine, { authType: 'NONE', cors: { AllowOrigins: ['*'], AllowMethods: ['*'] } })
  const broken = world.addFunction('broken')
  world.fault(broken, { operation: 'ListFunctionUrlConfigs', when: 'before', what: DENIED, times: 9 })
  addMany(world, 60)
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 })
    const add = (list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries())
        if ('value' in entry && typeof entry.value === 'number')
          Object.assign(window, { shift: Number(Reflect.get(window, 'shift')) + entry.value })
    }
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('/functions')
  await expect(rowOf(page, fine.name).getByRole('listitem')).toHaveCount(1)
  await expect(rowOf(page, broken.name)).toContainText('Not readable')
  expect(await page.evaluate(() => Number(Reflect.get(window, 'shift')))).toBeLessThan(0.02)
  await expectNoAxeViolations(page)
})

/** Rows are measured once they are shown, so that the end can lie lower than it lay when the key was pressed. */
async function toTheEnd(page: Page, last: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(last).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
}

test('a pasted address, id, ARN or name:alias finds its row, whichever it is', async ({ page, world }) => {
  addMany(world, 60)
  const wanted = world.addFunction('wanted')
  for (const alias of ['a', 'b', 'c', 'live']) {
    world.addAlias(wanted, alias)
    world.addUrl(wanted, { qualifier: alias })
  }
  const address = world.addressOf(wanted, 'live')
  const id = new URL(address).hostname.split('.')[0] ?? ''
  await page.goto('/functions')
  const search = page.getByRole('searchbox', { name: 'Search functions' })
  for (const text of [`${address}items?a=1`, id, `${wanted.arn}:live`, `${wanted.name}:live`]) {
    await search.fill(text)
    await expect(page.getByRole('row'), text).toHaveCount(2)
    // The one that was looked for comes first, although there are more than a row shows.
    await expect(rowOf(page, wanted.name).getByRole('listitem').first(), text).toContainText('live')
  }
  await search.fill(id)
  await expect(rowOf(page, wanted.name)).toContainText('found in the address of live')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(search).toHaveValue('')
})

test('auth types and who can call are searched, filtered and shown as far as they are read', async ({
  page,
  world,
  picture,
}) => {
  const open = world.addFunction('open', { description: 'NONE of this is public' })
  world.addUrl(open, { authType: 'NONE' })
  world.addPublicStatements(open)
  const shut = world.addFunction('shut')
  world.addUrl(shut, { authType: 'NONE' })
  const signed = world.addFunction('signed', { description: 'NONE of this is public' })
  world.addUrl(signed, { authType: 'AWS_IAM' })
  const bare = world.addFunction('bare')
  await page.goto('/functions')
  await expect(rowOf(page, open.name).getByText('Public', { exact: true })).toBeVisible()
  await expect(rowOf(page, shut.name).getByText('403 to everyone', { exact: true })).toBeVisible()
  await expect(page.getByText('3 URLs', { exact: true })).toBeVisible()
  await picture('verdicts')
  const search = page.getByRole('searchbox', { name: 'Search functions' })
  const shown = async (names: string[]) => {
    await expect(page.getByRole('row')).toHaveCount(names.length + 1)
    for (const name of names) await expect(rowOf(page, name)).toBeVisible()
  }
  await search.fill('NONE')
  await shown([open.name, shut.name])
  await search.fill('AWS_IAM')
  await shown([signed.name])
  await search.fill('public')
  await shown([open.name, signed.name])
  await expect(rowOf(page, signed.name)).toContainText('found in description')
  await search.fill('')
  const filter = page.getByRole('combobox', { name: 'Function URLs' })
  await filter.selectOption('Public')
  await shown([open.name])
  await filter.selectOption('NONE, 403 to everyone')
  await shown([shut.name])
  await filter.selectOption('Without a URL')
  await shown([bare.name])
  await expect(page).toHaveURL(/urls=without/)
})
