import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import type { World } from './fixtures/world'
import { addressIn } from './fixtures/writing'

const ORIGIN = 'https://shop.example'
const CORS = { AllowOrigins: [ORIGIN], AllowMethods: ['GET', 'PUT'], AllowHeaders: ['x-basket'], MaxAge: 60 }

const answer = (page: Page, name: RegExp) => page.getByRole('region', { name })
const preflightAnswer = (page: Page) => answer(page, /^Response to the preflight$/)
const sendPreflight = (page: Page) => page.getByRole('button', { name: 'Send the preflight' })

/** The CORS tab with a simulated call in its address. */
const simulating = (path: string, call: Record<string, string>) => `${path}?${new URLSearchParams(call)}`

const methodsSeen = (world: World, functionName: string) =>
  world.sandbox.ledger
    .read({ operation: 'InvokeFunctionUrl', functionName })
    .map(({ parameters }) => parameters.method)

test('a real preflight answers as predicted, and the function does not run', async ({
  page,
  world,
  picture,
}) => {
  const basket = world.addFunction('basket')
  world.addUrl(basket, { cors: CORS })
  world.addPublicStatements(basket)
  const call = { origin: ORIGIN, method: 'PUT', header: 'x-basket: 1' }
  await page.goto(simulating(addressIn(basket, '$LATEST', 'cors'), call))
  await sendPreflight(page).click()
  await expect(preflightAnswer(page)).toContainText('200 OK')
  await expect(preflightAnswer(page)).toContainText('A browser would continue')
  await expect(preflightAnswer(page)).toContainText('As predicted.')
  const row = preflightAnswer(page).getByRole('row', { name: /Access-Control-Allow-Methods/ })
  await expect(row).toContainText('GET,PUT')
  await expect(row).toContainText('same')
  await expect(preflightAnswer(page).getByText('differs')).toHaveCount(0)
  const [entry] = world.sandbox.ledger.read({ operation: 'InvokeFunctionUrl', functionName: basket.name })
  expect(entry?.parameters).toMatchObject({
    method: 'OPTIONS',
    headers: {
      origin: ORIGIN,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'x-basket',
    },
  })
  await picture('preflight')
  await expectNoAxeViolations(page)
})

test('one that is not allowed fails as predicted, in the words of the browser', async ({ page, world }) => {
  const basket = world.addFunction('basket')
  world.addUrl(basket, { cors: CORS })
  world.addPublicStatements(basket)
  await page.goto(simulating(addressIn(basket, '$LATEST', 'cors'), { origin: ORIGIN, method: 'DELETE' }))
  await sendPreflight(page).click()
  await expect(preflightAnswer(page)).toContainText('A browser would stop here')
  await expect(preflightAnswer(page)).toContainText('As predicted.')
  await expect(preflightAnswer(page)).toContainText("No 'Access-Control-Allow-Origin' header is present")
  await page.getByRole('button', { name: 'Send the DELETE request' }).click()
  await expect(answer(page, /^Response to the DELETE request$/)).toContainText(
    'A browser would not have sent it',
  )
})

test('headers that the function sets too are seen twice, and explained', async ({ page, world, picture }) => {
  const value = { statusCode: 200, headers: { 'access-control-allow-origin': '*' }, body: '' }
  const search = world.addFunction('search', { behaviour: { kind: 'returns', value } })
  world.addUrl(search, { cors: CORS })
  world.addPublicStatements(search)
  await page.goto(simulating(addressIn(search, '$LATEST', 'cors'), { origin: ORIGIN, method: 'GET' }))
  await expect(sendPreflight(page)).toHaveAccessibleDescription(
    'Browsers send no preflight for this request.',
  )
  await page.getByRole('button', { name: 'Send the GET request' }).click()
  const request = answer(page, /^Response to the GET request$/)
  await expect(request).toContainText('A script could not read this response')
  await expect(request).toContainText('Predicted: it passes.')
  await expect(request).toContainText('came 2 times (* and https://shop.example)')
  const received = request
    .getByRole('row', { name: /Access-Control-Allow-Origin/ })
    .getByRole('cell')
    .nth(2)
  await expect(received.getByRole('listitem')).toHaveText(['*', ORIGIN])
  await picture('twice')
  await expectNoAxeViolations(page)
})

test('a change elsewhere that the page has not read yet shows as a difference', async ({ page, world }) => {
  const basket = world.addFunction('basket')
  const url = world.addUrl(basket, { cors: CORS })
  world.addPublicStatements(basket)
  await page.goto(simulating(addressIn(basket, '$LATEST', 'cors'), { origin: ORIGIN, method: 'PUT' }))
  url.cors = { AllowOrigins: ['https://other.example'], AllowMethods: ['PUT'] }
  await sendPreflight(page).click()
  await expect(preflightAnswer(page)).toContainText('Predicted: it passes.')
  await expect(preflightAnswer(page)).toContainText('If the settings changed in the last minute')
})

test('a refusal is told from a matter of CORS', async ({ page, world }) => {
  const closed = world.addFunction('closed')
  const throttled = world.addFunction('throttled', { reservedConcurrency: 0 })
  const broken = world.addFunction('broken', { behaviour: { kind: 'throws' } })
  for (const each of [closed, throttled, broken]) world.addUrl(each, { cors: CORS })
  for (const each of [throttled, broken]) world.addPublicStatements(each)
  const expected = [
    [
      closed,
      [/As predicted\./, /Why it answered 403/, /lambda:InvokeFunctionUrl is not allowed/, /Review adding/],
    ],
    [
      throttled,
      [/As predicted\./, /Why it answered 429/, /The reserved concurrency is 0/, /Review removing/],
    ],
    [broken, [/502 is not a matter of CORS/, /Why it answered 502/, /The function timed out/]],
  ] as const
  for (const [target, words] of expected) {
    await page.goto(simulating(addressIn(target, '$LATEST', 'cors'), { origin: ORIGIN, method: 'GET' }))
    await page.getByRole('button', { name: 'Send the GET request' }).click()
    for (const sentence of words)
      await expect(answer(page, /^Response to the GET request$/)).toContainText(sentence)
  }
})

test('it works at 360 pixels and by keyboard; read-only sends the preflight and no PUT', async ({
  page,
  world,
  consoleWith,
  watch,
  picture,
}) => {
  watch.allow(/net::ERR_/)
  const server = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  const basket = world.addFunction('basket')
  world.addUrl(basket, { cors: CORS })
  world.addPublicStatements(basket)
  await page.setViewportSize({ width: 360, height: 740 })
  const path = simulating(addressIn(basket, '$LATEST', 'cors'), { origin: ORIGIN, method: 'PUT' })
  await page.goto(`${server.url}${path}`)
  const put = page.getByRole('button', { name: 'Send the PUT request' })
  await expect(put).toHaveAccessibleDescription(/In read-only mode/)
  await put.press('Enter')
  await sendPreflight(page).press('Enter')
  await expect(preflightAnswer(page)).toContainText('As predicted.')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  expect(methodsSeen(world, basket.name)).toEqual(['OPTIONS'])
  await picture('narrow')
})

test('sent before it is known who may call: the prediction follows once it is', async ({ page, world }) => {
  const throttled = world.addFunction('throttled', { reservedConcurrency: 0 })
  world.addUrl(throttled, { cors: CORS })
  world.addPublicStatements(throttled)
  let answerFacts: () => void = () => {}
  const facts = new Promise<void>((resolve) => {
    answerFacts = resolve
  })
  await page.route('**/invocation-facts*', async (route) => {
    await facts
    await route.continue()
  })
  await page.goto(simulating(addressIn(throttled, '$LATEST', 'cors'), { origin: ORIGIN, method: 'GET' }))
  await page.getByRole('button', { name: 'Send the GET request' }).click()
  const response = answer(page, /^Response to the GET request$/)
  await expect(response).toContainText('The prediction was not certain.')
  answerFacts()
  await expect(response).toContainText('As predicted.')
})
