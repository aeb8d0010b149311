import { expect, test } from './fixtures/test'
import { addressIn } from './fixtures/writing'

/** A name in the parser's grammar, which no other code has. */
const OF_THE_PARSER = 'JSXSelfClosingTag'

test('the parser of pasted code comes with the paste dialog, not with the page', async ({ page, world }) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders)
  const loads: Promise<boolean>[] = []
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) loads.push(answer.text().then((text) => text.includes(OF_THE_PARSER)))
  })
  const timesLoaded = async () => (await Promise.all(loads)).filter(Boolean).length
  await page.goto(`${addressIn(orders)}/cors`)
  await page.waitForLoadState('networkidle')
  expect(loads.length).toBeGreaterThan(0)
  expect(await timesLoaded()).toBe(0)

  await page.getByRole('button', { name: 'Paste a browser error' }).click()
  await page
    .getByLabel('Message or code')
    .fill(`// fetch('https://y.example/')\nfetch('https://x.example/', { method: 'PUT' })`)
  await expect(page.getByText('The code sends PUT.', { exact: true })).toBeVisible()
  expect(await timesLoaded()).toBe(1)
})

test('a message that names a preflight alone asks for the call; nothing is green before', async ({
  page,
  world,
}) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders, { cors: { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'] } })
  world.addPublicStatements(orders)
  await page.goto(`${addressIn(orders)}/cors`)
  await page.getByRole('button', { name: 'Paste a browser error' }).click()
  await page
    .getByLabel('Message or code')
    .fill(
      `Access to fetch at '${world.addressOf(orders)}' from origin 'https://shop.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    )
  const call = page.getByRole('region', { name: 'The call' })
  await expect(call).toContainText('The message names a preflight, not the call.')
  const take = page.getByRole('button', { name: 'Show in the simulator' })
  await expect(take).toHaveAccessibleDescription(/Describe the call first/)
  await call.getByLabel('Method of the call').selectOption('GET')
  await expect(call).toContainText('Browsers send no preflight for this call')
  await expect(take).toHaveAccessibleDescription(/Describe the call first/)
  await call.getByLabel('Method of the call').selectOption('PUT')
  await page.getByRole('button', { name: 'Apply to draft' }).click()
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Allowed')
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('1 change')
})

test('the dialog knows that Lambda answers 403, and leads to the cure', async ({ page, world }) => {
  const closed = world.addFunction('closed')
  world.addUrl(closed, { cors: { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'] } })
  await page.goto(`${addressIn(closed)}/cors`)
  await page.getByRole('button', { name: 'Paste a browser error' }).click()
  await page
    .getByLabel('Message or code')
    .fill(
      `Access to fetch at '${world.addressOf(closed)}' from origin 'https://shop.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    )
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Lambda answers 403 to this call')
  await expect(dialog.getByRole('link', { name: 'See the cause and the fix on Access' })).toBeVisible()
})
