import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import {
  addressIn,
  applyButton,
  applyReviewed,
  callsIn,
  closeChange,
  dialogOf,
  writesTo,
} from './fixtures/writing'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const APP = 'https://app.example.com'
const OTHER = '444455556666'
/** The form of a date, whatever day it is. */
const formOf = (text: string | null) => (text ?? '').replace(/\d+/g, '#').replace(/[A-Z][a-z]{2,3} /, 'Mon ')

test('the page of a URL says who can call it once, and counts whom the policy means and does not let in', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, {
    authType: 'AWS_IAM',
    cors: { AllowOrigins: ['http://app.example.com'], AllowCredentials: true, MaxAge: 86_400 },
  })
  world.addStatements(shop, '$LATEST', {
    Sid: 'half',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
    Action: 'lambda:InvokeFunctionUrl',
    Resource: shop.arn,
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
  })
  await page.goto(addressIn(shop))
  const verdict = page.getByRole('link', { name: 'Who can call this URL: IAM only · 1 problem' })
  await expect(verdict).toBeVisible()
  await expect(page.getByText('IAM only')).toHaveCount(1)
  await expect(page.getByRole('link', { name: /^Access\s*\(1 problem\)$/ })).toBeVisible()

  await test.step('findings stand at the top, with the tabs that fix them', async () => {
    await expect(page.getByText('3 findings, 2 hints', { exact: true })).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: /CORS: / })).toHaveCount(4)
    await expect(page.getByRole('link', { name: 'Show in CORS' })).toBeVisible()
  })

  await test.step('max age is said as people say it', async () => {
    await expect(page.getByRole('region', { name: 'CORS', exact: true })).toContainText('24 hours (86400 s)')
  })

  await test.step('what stands here leads to AWS’s documentation', async () => {
    const links = page.getByRole('link', { name: 'AWS documentation' })
    await expect(links.first()).toHaveAttribute('href', /^https:\/\/docs\.aws\.amazon\.com\/lambda\//)
    // The sandbox has no page in the AWS console.
    await expect(page.getByRole('link', { name: 'Open in the AWS console' })).toHaveCount(0)
  })
  await picture('overview')
  await expectNoAxeViolations(page)

  await page.getByRole('link', { name: 'Show in Access' }).click()
  await expect(page).toHaveURL(/\/access$/)
  await expect(page.getByRole('list', { name: 'Problems' }).getByRole('listitem')).toHaveCount(1)
  await expect(page.getByText('IAM only')).toHaveCount(1)
  await picture('access')
})

test('dates come from the server in the form that they keep', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop)
  await page.goto(addressIn(shop))
  const created = page.getByRole('region', { name: 'Configuration' }).locator('time').first()
  await expect(created).toHaveAttribute('title', /./)
  const iso = (await created.getAttribute('datetime')) ?? ''
  const html = await (await page.request.get(addressIn(shop))).text()
  const served = [...html.matchAll(/<time[^>]*dateTime="([^"]+)"[^>]*>([^<]+)</gi)]
    .filter(([, at]) => at === iso)
    .map(([, , text]) => formOf(text ?? ''))
  expect(served).toContain(formOf(await created.textContent()))
})

test('Ctrl+Enter does the main action of the page, and then of the dialog; Close gives the focus back', async ({
  page,
  world,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM', cors: { AllowOrigins: [APP], AllowMethods: ['GET'] } })
  await page.goto(addressIn(shop, '$LATEST', 'cors'))
  await page.getByRole('button', { name: 'PUT', exact: true }).click()
  const review = page.getByRole('button', { name: 'Review changes' })
  await expect(review).toBeEnabled()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(callsIn(page)).toHaveText([/UpdateFunctionUrlConfig/])
  await expect(applyButton(page)).toBeEnabled()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(writesTo(world, shop)).toEqual(['UpdateFunctionUrlConfig'])
  await closeChange(page)
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'BODY')).not.toBe('BODY')
})

test('the URLs of a function are searched', async ({ page, world }) => {
  const many = world.addFunction('many')
  for (let index = 0; index < 9; index += 1) {
    world.addAlias(many, `stage-${index}`)
    world.addUrl(many, { qualifier: `stage-${index}` })
  }
  const [path = ''] = addressIn(many).split('/urls/')
  await page.goto(path)
  const rows = page.getByRole('table', { name: 'Function URLs' }).getByRole('row')
  await expect(rows).toHaveCount(11)
  const search = page.getByRole('searchbox', { name: 'Search qualifiers and addresses' })
  await search.fill('stage-7')
  await expect(rows).toHaveCount(2)
  await expect(page.getByText('1 of 10', { exact: true })).toBeVisible()
  await search.fill(new URL(world.addressOf(many, 'stage-3')).host.split('.')[0] ?? '')
  await expect(rows.nth(1)).toContainText('stage-3')
  await search.fill('nothing like it')
  await expect(page.getByText('No qualifier matches.')).toBeVisible()
})

test('a draft that a link brings is shown as a difference before it is taken', async ({
  page,
  world,
  context,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM', cors: { AllowOrigins: [APP], AllowMethods: ['GET'] } })
  await page.goto(addressIn(shop, '$LATEST', 'cors'))
  await page.getByRole('button', { name: 'PUT', exact: true }).click()
  await page.getByRole('button', { name: 'Copy link to this draft' }).click()
  await expect(page.getByText(/^Link copied/)).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const theirs = await context.newPage()
  await theirs.goto(link)
  const offer = theirs.getByRole('status').filter({ hasText: 'This link brought a draft' })
  await expect(offer.getByRole('listitem')).toHaveText([/Allow methods: \+ PUT/])
  await expect(theirs.getByRole('button', { name: 'PUT', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
})

test('a body over 6 MB is refused by Lambda in the simulator, whatever CORS allows', async ({
  page,
  world,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE', cors: { AllowOrigins: [APP], AllowMethods: ['PUT'] } })
  world.addPublicStatements(shop)
  await page.goto(`${addressIn(shop, '$LATEST', 'cors')}?method=PUT`)
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('Allowed: the page can read the response')
  await page.getByRole('combobox', { name: 'Size of the body' }).selectOption('Over 6 MB')
  await expect(verdict).toContainText('Refused by Lambda with 413')
  await expect(verdict).toContainText('The body is over 6 MB')
  await expect(page).toHaveURL(/body=7/)
  await verdict.getByRole('link', { name: 'See the cause and the fix on Access' }).click()
  await expect(page).toHaveURL(/\/access\?explain=413$/)
  await expect(page.getByText('The request is over Lambda’s limit').first()).toBeVisible()
})

test('a new URL: a pasted error becomes its CORS settings, and the simulator says what they come to', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  await page.goto(`/functions/create?account=${shop.account}&region=${shop.region}&functionName=${shop.name}`)
  const cors = page.getByRole('region', { name: 'CORS', exact: true })
  await cors.getByRole('button', { name: 'Paste a browser error' }).click()
  const text = `Access to fetch at 'https://old.example.com/' from origin '${APP}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.\nfetch('https://old.example.com/', { method: 'PUT' })`
  await dialogOf(page).getByLabel('Message or code').fill(text)
  await expect(dialogOf(page).getByRole('region', { name: 'Suggested fix' })).toContainText('PUT')
  await dialogOf(page).getByRole('button', { name: 'Apply to draft' }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(cors.getByRole('button', { name: 'PUT', exact: true })).toHaveAttribute('aria-pressed', 'true')
  const verdict = cors.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('Allowed: the page can read the response')
  await expect(cors).toContainText('With AWS_IAM every call must be signed too')
  await picture('create')
  await expectNoAxeViolations(page)
  await cors.getByRole('combobox', { name: 'Method', exact: true }).selectOption('DELETE')
  await expect(verdict).toContainText('Blocked by the browser')
  await verdict.getByRole('button', { name: 'Allow DELETE' }).click()
  await expect(verdict).toContainText('Allowed: the page can read the response')
  await expect(cors.getByRole('button', { name: 'DELETE', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.getByRole('button', { name: 'Review creation' }).click()
  await expect(callsIn(page)).toHaveText([/CreateFunctionUrlConfig/])
  await applyReviewed(page)
  expect(shop.urls.get('$LATEST')?.cors).toMatchObject({
    AllowOrigins: [APP],
    AllowMethods: expect.arrayContaining(['PUT', 'DELETE']),
  })
})

test('in the list, AWS_IAM that lets any account in says so', async ({ page, world, picture }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  const [forUrl, forInvoke] = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].map((Action) => ({
    Sid: Action.slice(7),
    Effect: 'Allow' as const,
    Principal: '*',
    Action,
    Resource: shop.arn,
  }))
  if (forUrl && forInvoke) world.addStatements(shop, '$LATEST', forUrl, forInvoke)
  await page.goto(`/functions?q=${shop.name}`)
  const row = page.getByRole('row').filter({ hasText: shop.name })
  await expect(row.getByText('AWS_IAM', { exact: true })).toBeVisible()
  await expect(row.getByText('Any AWS account', { exact: true })).toBeVisible()
  await picture('any-account')
})

test('an address that the index knows is found by one query', async ({ page, world, consoleWith }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  const { url } = await consoleWith({})
  await page.goto(url)
  await page.getByRole('button', { name: 'Check now' }).first().click()
  await expect(page.getByRole('row').filter({ hasText: shop.name })).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${url}/activity`)
  await page.getByRole('button', { name: 'What went wrong?' }).click()
  await dialogOf(page).getByLabel('What you have').fill(world.addressOf(shop))
  await expect(dialogOf(page).getByRole('link', { name: `${shop.name}:$LATEST` })).toBeVisible()
  expect(asked.filter((path) => path === '/api/functions' || path === '/api/function-urls')).toEqual([])
})
