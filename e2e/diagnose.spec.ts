import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { addressIn, dialogOf } from './fixtures/writing'

const APP = 'https://shop.example.com'
const corsMessage = (address: string) =>
  `index.js:1 Access to fetch at '${address}' from origin '${APP}' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`

async function ask(page: Page, text: string) {
  await page.getByRole('button', { name: 'What went wrong?' }).click()
  await dialogOf(page).getByLabel('What you have').fill(text)
}

test('a browser’s message leads to the function URL that it names, with the draft ready', async ({
  page,
  world,
  picture,
}) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders, {
    authType: 'AWS_IAM',
    cors: { AllowOrigins: ['https://other.example'], AllowMethods: ['GET'] },
  })
  await page.goto('/activity')
  await ask(page, corsMessage(world.addressOf(orders)))
  const dialog = dialogOf(page)
  await expect(dialog.getByText('What Chrome says')).toBeVisible()
  await expect(dialog.getByText('known from Chrome’s own words')).toBeVisible()
  const found = dialog.getByRole('region', { name: `Function URL ${orders.name}:$LATEST` })
  await expect(found.getByText('IAM only')).toBeVisible()
  await expect(found.getByRole('row', { name: /Allow methods/ })).toContainText('PUT')
  await picture('cors')
  await expectNoAxeViolations(page, { within: 'dialog' })
  await found.getByRole('link', { name: 'Open CORS with this draft' }).click()
  await expect(page).toHaveURL(new RegExp(`${orders.name}/urls/%24LATEST/cors\\?draft=`))
  await expect(dialogOf(page)).toHaveCount(0)
  await page.getByRole('button', { name: /^(Put into the|Apply to) draft$/ }).click()
  await expect(page.getByRole('button', { name: 'PUT', exact: true })).toHaveAttribute('aria-pressed', 'true')
  // What was pasted is still there for the next look.
  await page.getByRole('button', { name: 'What went wrong?' }).click()
  await expect(dialogOf(page).getByLabel('What you have')).toHaveValue(/blocked by CORS policy/)
})

test('a 403 is explained by what the console knows of the URL', async ({ page, world }) => {
  const closed = world.addFunction('closed')
  world.addUrl(closed, { authType: 'NONE' })
  await page.goto('/activity')
  await ask(page, `$ curl -i ${world.addressOf(closed)}\nHTTP/1.1 403 Forbidden\n\n{"Message":"Forbidden"}`)
  const found = dialogOf(page).getByRole('region', { name: `Function URL ${closed.name}:$LATEST` })
  await expect(dialogOf(page).getByText('Lambda refused the call with 403')).toBeVisible()
  await expect(found.getByText('403 to everyone')).toBeVisible()
  await expect(found.getByText('Why it answers 403')).toBeVisible()
  await found.getByRole('link', { name: /Every cause of 403/ }).click()
  await expect(page).toHaveURL(/\/access\?explain=403$/)
})

test('names, ARNs and addresses alone are enough', async ({ page, world }) => {
  const named = world.addFunction('named')
  world.addAlias(named, 'live')
  world.addUrl(named, { qualifier: 'live' })
  await page.goto('/activity')
  const url = world.addressOf(named, 'live')
  for (const text of [
    `${named.name}:live`,
    `${named.arn}:live`,
    named.arn,
    named.name,
    url,
    new URL(url).host.split('.')[0] ?? '',
  ]) {
    await ask(page, text)
    await expect(
      dialogOf(page).getByRole('link', { name: `${named.name}:live`, exact: true }),
      text,
    ).toHaveAttribute('href', addressIn(named, 'live'))
    await page.keyboard.press('Escape')
  }
})

test('what is not CORS is said, and so is what nobody understands or knows', async ({ page, world }) => {
  world.addUrl(world.addFunction('any'))
  await page.goto('/activity')
  await ask(
    page,
    `Refused to connect to 'https://x.example/' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
  )
  const dialog = dialogOf(page)
  await expect(dialog.getByText('The page’s own Content Security Policy forbids the call.')).toBeVisible()
  await expect(dialog.getByText('This is not CORS: no CORS setting changes it.')).toBeVisible()
  await expect(dialog.getByText('The text names no function URL.')).toBeVisible()
  await dialog.getByLabel('What you have').fill('it does not work')
  await expect(dialog.getByText('This text is not understood')).toBeVisible()
  await dialog
    .getByLabel('What you have')
    .fill('https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.lambda-url.eu-central-1.on.aws/')
  await expect(dialog.getByText(/None of the [\d,]+ functions? looked at has this address/)).toBeVisible()
})

test('a search can be stopped and begun again', async ({ page, world }) => {
  const slow = world.addFunction('slow')
  world.addUrl(slow)
  world.fault(slow, { operation: 'ListFunctionUrlConfigs', when: 'before', what: 'hang', times: 1 })
  await page.goto('/activity')
  await ask(page, world.addressOf(slow))
  await expect(dialogOf(page).getByText(/^Looking in/)).toBeVisible()
  await dialogOf(page).getByRole('button', { name: 'Stop' }).click()
  await expect(dialogOf(page).getByText('The search was stopped')).toBeVisible()
  await dialogOf(page).getByRole('button', { name: 'Look again' }).click()
  await expect(dialogOf(page).getByRole('link', { name: `${slow.name}:$LATEST` })).toBeVisible()
})

test('by keyboard, and its code comes with it', async ({ page, world }) => {
  world.addUrl(world.addFunction('any'))
  const loads: Promise<boolean>[] = []
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js'))
      loads.push(answer.text().then((text) => text.includes('JSXSelfClosingTag')))
  })
  const timesLoaded = async () => (await Promise.all(loads)).filter(Boolean).length
  await page.goto('/functions')
  await page.waitForLoadState('networkidle')
  expect(await timesLoaded()).toBe(0)
  const button = page.getByRole('button', { name: 'What went wrong?' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByLabel('What you have')).toBeFocused()
  expect(await timesLoaded()).toBe(1)
  await page.keyboard.type('502')
  await expect(dialogOf(page).getByText('The function failed (502).')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(button).toBeFocused()
})
