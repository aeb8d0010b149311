import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { OTHER_ACCOUNT } from './fixtures/test-account'
import type { World } from './fixtures/world'
import { addressIn, dialogOf } from './fixtures/writing'

const reply = (page: Page) => page.getByRole('region', { name: 'Response' })
/** What screen readers hear of it; the body's copy button speaks after it. */
const state = (page: Page) => reply(page).getByRole('status').first()
const send = (page: Page) => page.getByRole('button', { name: 'Send request' })
const body = (page: Page) => reply(page).getByRole('group', { name: 'Body' })

/** The requests that reached function URLs of this name, with the sandbox's own record of them. */
const seen = (world: World, functionName: string) =>
  world.sandbox.ledger.read({ operation: 'InvokeFunctionUrl', functionName })

test('a request with parameters, headers and a body arrives as it was written', async ({
  page,
  world,
  picture,
}) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders)
  world.addPublicStatements(orders)
  await page.goto(addressIn(orders))
  await page.getByRole('link', { name: 'Try it' }).click()
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible()
  await page.getByLabel('Method').selectOption('POST')
  await page.getByLabel('Path').fill('/v1/a b')
  await page.getByRole('button', { name: 'Add parameter' }).click()
  await page.getByLabel('Name of parameter 1').fill('q')
  await page.getByLabel('Value of parameter 1').fill('x & y')
  await page.getByRole('button', { name: 'Add header' }).click()
  await page.getByLabel('Name of header 1').fill('X-Own')
  await page.getByLabel('Value of header 1').fill('kept')
  await page.getByLabel('Body').first().fill('{"größe":1}')
  await send(page).click()
  await expect(state(page)).toContainText('200 OK')
  await expect(state(page)).toContainText('complete')
  await expect(body(page)).toContainText('"x & y"')
  expect(seen(world, orders.name)).toMatchObject([
    {
      principalArn: '',
      parameters: {
        method: 'POST',
        path: '/v1/a%20b',
        query: 'q=x%20%26%20y',
        body: '{"größe":1}',
        headers: { 'x-own': 'kept', 'user-agent': 'function-url-console' },
      },
    },
  ])
  await picture('try-it')
  await expectNoAxeViolations(page)
})

test('a URL that asks for a signature gets one, by the role of its account, and the browser never sees it', async ({
  page,
  world,
}) => {
  const orders = world.addFunction('orders', { account: OTHER_ACCOUNT })
  world.addUrl(orders, { authType: 'AWS_IAM' })
  await page.goto(addressIn(orders, '$LATEST', 'try'))
  await expect(page.getByRole('radio', { name: 'Signed by the console' })).toBeChecked()
  await send(page).click()
  await expect(state(page)).toContainText('200 OK')
  const [signed] = seen(world, orders.name)
  expect(signed?.principalArn).toContain(`arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/FunctionUrlConsole/`)
  const token = JSON.parse(await body(page).innerText()).headers['x-amz-security-token']
  expect(token).toMatch(/^\*+$/)
  await reply(page).getByText('Headers as sent').click()
  await expect(reply(page).getByText('authorization', { exact: true }).locator('..')).toContainText(
    'not shown',
  )

  await page.getByRole('radio', { name: 'Unsigned' }).check()
  await send(page).click()
  await expect(state(page)).toContainText('403')
})

test('before a URL that asks for no signature gets one, the form says that the function has it then', async ({
  page,
  world,
  picture,
}) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders)
  world.addPublicStatements(orders)
  await page.goto(addressIn(orders, '$LATEST', 'try'))
  const note = page.getByText('The function gets the signature')
  await expect(page.getByRole('radio', { name: 'Unsigned' })).toBeChecked()
  await expect(note).toBeHidden()
  await page.getByRole('radio', { name: 'Signed by the console' }).check()
  await expect(note).toBeVisible()
  await picture('signature-for-none')
  await send(page).click()
  await expect(state(page)).toContainText('200 OK')
  expect(JSON.parse(await body(page).innerText()).headers.authorization).toMatch(/Signature=\*{64}$/)
  await expectNoAxeViolations(page)
})

test('a streamed reply is shown as it arrives, and can be stopped', async ({ page, world, picture }) => {
  // The second chunk would come in an hour: what is seen was not waited for.
  const chunks = ['data: first\n\n', 'data: second\n\n']
  const feed = world.addFunction('feed', { behaviour: { kind: 'streams', chunks, gapMs: 3_600_000 } })
  world.addUrl(feed, { invokeMode: 'RESPONSE_STREAM' })
  world.addPublicStatements(feed)
  await page.goto(addressIn(feed, '$LATEST', 'try'))
  await send(page).click()
  await expect(body(page)).toContainText('data: first')
  await expect(state(page)).toContainText('being streamed')
  await picture('streaming')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(state(page)).toContainText('Stopped')
  await expect(body(page)).toContainText('data: first')
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
})

test('a slow, a failing and a binary reply are shown as what they are', async ({ page, world }) => {
  const slow = world.addFunction('slow', { behaviour: { kind: 'slow', delayMs: 300, value: 'late' } })
  const broken = world.addFunction('broken', { behaviour: { kind: 'throws' } })
  const value = {
    statusCode: 200,
    headers: { 'content-type': 'image/png' },
    body: '/wCJUE5H',
    isBase64Encoded: true,
  }
  const image = world.addFunction('image', { behaviour: { kind: 'returns', value } })
  for (const each of [slow, broken, image]) {
    world.addUrl(each)
    world.addPublicStatements(each)
  }
  await page.goto(addressIn(slow, '$LATEST', 'try'))
  await send(page).click()
  await expect(body(page)).toContainText('late')
  const firstByte = await reply(page).getByText('First byte').locator('..').innerText()
  expect(Number(/([\d,]+) ms/.exec(firstByte)?.[1])).toBeGreaterThanOrEqual(295)

  await page.goto(addressIn(broken, '$LATEST', 'try'))
  await send(page).click()
  await expect(state(page)).toContainText('502')
  await expect(reply(page).getByRole('list', { name: 'Causes of 502' })).toContainText(
    'The function timed out',
  )
  await expect(reply(page).getByRole('link', { name: 'All causes on Access' })).toHaveAttribute(
    'href',
    /access\?explain=502$/,
  )

  await page.goto(addressIn(image, '$LATEST', 'try'))
  await send(page).click()
  await expect(body(page)).toContainText('000000  ff 00 89 50 4e 47')
})

test('as a script of a page: what CORS would let it read, and why not', async ({ page, world, picture }) => {
  const value = {
    statusCode: 200,
    headers: { 'access-control-allow-origin': '*', 'x-total': '2' },
    body: 'x',
  }
  const search = world.addFunction('search', { behaviour: { kind: 'returns', value } })
  world.addUrl(search, { cors: { AllowOrigins: ['https://shop.example'] } })
  world.addPublicStatements(search)
  await page.goto(addressIn(search, '$LATEST', 'try'))
  await page.getByRole('radio', { name: 'As a web page' }).check()
  await expect(page.getByLabel('Origin of the page')).toHaveValue('https://shop.example')
  await send(page).click()
  await expect(reply(page)).toContainText('A script on https://shop.example could not read this response')
  await expect(reply(page)).toContainText('came 2 times')
  await picture('as-a-script')
  await page.getByLabel('Origin of the page').fill('https://other.example')
  await send(page).click()
  await expect(reply(page)).toContainText('A script on https://other.example could read this response')
  await expect(reply(page)).toContainText('Hidden from it: access-control-allow-origin')
})

test('what cannot be sent is said at its field, and nothing goes out', async ({ page, world, watch }) => {
  watch.allow(/status of 400/)
  const orders = world.addFunction('orders')
  world.addUrl(orders)
  await page.goto(addressIn(orders, '$LATEST', 'try'))
  await page.getByLabel('Path').fill('/a?b')
  await page.getByRole('button', { name: 'Add header' }).click()
  await page.getByLabel('Name of header 1').fill('Host')
  await page.getByLabel('Value of header 1').fill('evil.example')
  await send(page).click()
  await expect(page.getByText('Leave ? and # out of the path')).toBeVisible()
  await expect(page.getByText('The console sets Host itself.')).toBeVisible()
  await expect(page.getByLabel('Name of header 1')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Path')).toBeFocused()
  expect(seen(world, orders.name)).toEqual([])
  await page.getByLabel('Path').fill('/a')
  await page.getByRole('button', { name: 'Remove header 1' }).click()
  await send(page).click()
  await expect(state(page)).toContainText('403')
  await expect(page.getByText('Leave ? and # out of the path')).toHaveCount(0)
})

test('requests are kept in the tab without secrets, and can be opened again', async ({
  page,
  world,
  picture,
}) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders)
  world.addPublicStatements(orders)
  await page.goto(addressIn(orders, '$LATEST', 'try'))
  await page.getByLabel('Path').fill('/first')
  await page.getByRole('button', { name: 'Add header' }).click()
  await page.getByLabel('Name of header 1').fill('Authorization')
  await page.getByLabel('Value of header 1').fill('Bearer do-not-keep')
  await send(page).click()
  await expect(state(page)).toContainText('complete')
  await page.getByLabel('Path').fill('/second')
  await expect(page.getByRole('row', { name: /GET \/first/ })).toBeVisible()
  await page.reload()
  // What was being written is back, without the secret.
  await expect(page.getByText('The request you were writing is back')).toBeVisible()
  await expect(page.getByLabel('Path')).toHaveValue('/second')
  await expect(page.getByLabel('Name of header 1')).toHaveValue('Authorization')
  await expect(page.getByLabel('Value of header 1')).toHaveValue('')
  await page.getByRole('button', { name: 'Open request 1 again' }).click()
  await expect(page.getByLabel('Path')).toHaveValue('/first')
  await picture('history')
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  expect(stored).toContain('/first')
  expect(stored).not.toContain('do-not-keep')
})

test('the same request as code follows what is typed', async ({ page, world }) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders, { authType: 'AWS_IAM' })
  await page.goto(addressIn(orders, '$LATEST', 'try'))
  await page.getByLabel('Path').fill("/o'brien")
  const code = page.getByRole('region', { name: 'The same request elsewhere' })
  await expect(code).toContainText(`${world.addressOf(orders)}o'\\''brien`)
  await expect(code).toContainText("--aws-sigv4 'aws:amz:eu-central-1:lambda'")
  await code.getByRole('radio', { name: 'Python' }).check()
  await expect(code).toContainText('SigV4Auth')
  await expect(page).toHaveURL(/code=python/)
  await page.getByRole('radio', { name: 'Unsigned' }).check()
  await expect(code).toContainText('import requests')
})

test('it works by keyboard alone and at 360 pixels', async ({ page, world, picture }) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders)
  world.addPublicStatements(orders)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(addressIn(orders, '$LATEST', 'try'))
  await page.getByLabel('Path').focus()
  await page.keyboard.press('End')
  await page.keyboard.type('k')
  await page.keyboard.press('Enter')
  await expect(state(page)).toContainText('complete')
  expect(seen(world, orders.name)[0]?.parameters).toMatchObject({ path: '/k' })
  await expect(page.getByLabel('Path')).toBeFocused()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await picture('narrow')
  await expectNoAxeViolations(page)
})

test('in read-only mode only GET, HEAD and OPTIONS are sent, and the form says why', async ({
  page,
  world,
  consoleWith,
  watch,
}) => {
  watch.allow(/net::ERR_|status of 403/)
  const server = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  const orders = world.addFunction('orders')
  world.addUrl(orders)
  world.addPublicStatements(orders)
  await page.goto(`${server.url}${addressIn(orders, '$LATEST', 'try')}`)
  await page.getByLabel('Method').selectOption('DELETE')
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('form', { name: 'Request' })).toContainText(
    'In read-only mode the console sends GET, HEAD and OPTIONS only',
  )
  await page.getByLabel('Path').press('Enter')
  await page.getByLabel('Method').selectOption('GET')
  await send(page).click()
  await expect(state(page)).toContainText('200')
  await page.getByRole('button', { name: 'Add header' }).click()
  await page.getByLabel('Name of header 1').fill('X-HTTP-Method-Override')
  await page.getByLabel('Value of header 1').fill('DELETE')
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('form', { name: 'Request' })).toContainText(
    'X-HTTP-Method-Override: DELETE may change what is behind the URL',
  )
  // Past the form, the server refuses it too.
  const status = await page.evaluate(
    async (path) => {
      const request = {
        method: 'DELETE',
        path: '/',
        query: [],
        headers: [],
        body: '',
        mode: 'unsigned',
        origin: '',
      }
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(request) })
      await answer.text()
      return answer.status
    },
    `/api${addressIn(orders)}/send`,
  )
  expect(status).toBe(403)
  expect(seen(world, orders.name).map(({ parameters }) => parameters.method)).toEqual(['GET'])
})

test('a refusal says why beside the response, and the change that cures it leads to the review', async ({
  page,
  world,
}) => {
  const half = world.addFunction('half')
  world.addUrl(half)
  world.addPublicStatements(half)
  half.policies.get('$LATEST')?.statements.pop()
  await page.goto(addressIn(half, '$LATEST', 'try'))
  await send(page).click()
  const why = reply(page).getByRole('region', { name: 'Why it answered 403' })
  await expect(why.getByRole('listitem').first()).toContainText('lambda:InvokeFunction is not allowed')
  await expect(why).not.toContainText('SCP')
  await why.getByRole('button', { name: 'Review adding lambda:InvokeFunction' }).click()
  await expect(dialogOf(page)).toContainText('AddPermission')
})
