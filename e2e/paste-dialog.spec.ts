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
