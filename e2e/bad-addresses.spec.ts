import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expectNoAxeViolations } from './fixtures/axe'
import { rawRequest } from './fixtures/raw-request'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, REGION } from './fixtures/test-account'
import type { World } from './fixtures/world'

const HOME = `/functions/${HOME_ACCOUNT}/${REGION}`
const TEN_THOUSAND = 'a'.repeat(10_000)

test.describe('an address that names nothing says which part is unknown and leads to the nearest', () => {
  test.beforeEach(({ watch }) => watch.allow(/status of 404/))

  const parts = ['', '/urls/live', '/urls/live/cors']
  for (const rest of parts) {
    const page404 = rest === '' ? 'a function' : `…${rest}`

    test(`account: ${page404}`, async ({ page, world }) => {
      const checkout = world.addFunction('checkout')
      world.addAlias(checkout, 'live')
      world.addUrl(checkout, { qualifier: 'live' })
      const answer = await page.goto(`/functions/111111111112/${REGION}/${checkout.name}${rest}`)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'The account 111111111112 is not among the console’s accounts.',
      )
      await page.getByRole('link', { name: `Show ${HOME_ACCOUNT}` }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(checkout.name)
    })

    test(`region: ${page404}`, async ({ page, world }) => {
      const checkout = world.addFunction('checkout')
      world.addAlias(checkout, 'live')
      world.addUrl(checkout, { qualifier: 'live' })
      const answer = await page.goto(`/functions/${HOME_ACCOUNT}/eu-central-2/${checkout.name}${rest}`)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'The region eu-central-2 is not among the console’s regions.',
      )
      await page.getByRole('link', { name: `Show ${REGION}` }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(checkout.name)
    })

    test(`function: ${page404}`, async ({ page, world, consoleWith }) => {
      const checkout = world.addFunction('checkout')
      world.addAlias(checkout, 'live')
      world.addUrl(checkout, { qualifier: 'live' })
      const wrong = checkout.name.replace('checkout', 'chekout')
      // Names to suggest are remembered for a minute: a console of its own has not read any.
      const { url } = await consoleWith({})
      const answer = await page.goto(`${url}${HOME}/${wrong}${rest}`)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        `There is no function ${wrong} in ${REGION} of account ${HOME_ACCOUNT}.`,
      )
      await page.getByRole('link', { name: `Show ${checkout.name}` }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(checkout.name)
    })

    if (rest !== '')
      test(`qualifier: ${page404}`, async ({ page, world }) => {
        const checkout = world.addFunction('checkout')
        world.addAlias(checkout, 'live')
        world.addUrl(checkout, { qualifier: 'live' })
        const answer = await page.goto(`${HOME}/${checkout.name}${rest.replace('live', 'liev')}`)
        expect(answer?.status()).toBe(404)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(
          `The function ${checkout.name} has no alias liev.`,
        )
        await page.getByRole('link', { name: 'Show live' }).click()
        await expect(page.getByRole('heading', { level: 1 })).toContainText(`${checkout.name}:live`)
      })
  }

  test('every tab of it is answered 404', async ({ server, world }) => {
    const checkout = world.addFunction('checkout')
    for (const tab of ['', '/cors', '/access', '/try', '/code', '/activity', '/edit']) {
      const path = `${HOME}/${checkout.name}/urls/nobody${tab}`
      const answer = await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })
      expect(answer.status, path).toBe(404)
    }
  })

  test('where nothing is near, that is said, and a qualifier leads to its function', async ({
    page,
    world,
  }) => {
    const checkout = world.addFunction('checkout')
    await page.goto(`${HOME}/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz`)
    await expect(page.getByText('Nothing that exists has a similar name.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Show all functions' })).toBeVisible()
    await page.goto(`${HOME}/${checkout.name}/urls/blue`)
    await page.getByRole('link', { name: `Show ${checkout.name}` }).click()
    await expect(page).toHaveURL(`${HOME}/${checkout.name}`)
  })

  test('it is well-formed, in both themes', async ({ page, world, consoleWith }) => {
    const checkout = world.addFunction('checkout')
    const { url } = await consoleWith({})
    await page.goto(`${url}${HOME}/${checkout.name}x`)
    await expect(page.getByRole('link', { name: `Show ${checkout.name}` })).toBeVisible()
    await expectNoAxeViolations(page)
  })

  test('reached by a link inside the console, it says the same', async ({ page, world }) => {
    const checkout = world.addFunction('checkout')
    const gone = world.addFunction('gone')
    await page.goto('/functions')
    const link = page.getByRole('link', { name: gone.name, exact: true })
    await expect(link).toBeVisible()
    functionsAtHome(world).delete(gone.name)
    await link.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      `There is no function ${gone.name} in ${REGION} of account ${HOME_ACCOUNT}.`,
    )
    await expect(page).toHaveURL(new RegExp(`/${gone.name}$`))
    await page.goBack()
    await expect(page).toHaveURL(/\/functions$/)
    await expect(page.getByRole('link', { name: checkout.name, exact: true })).toBeVisible()
  })

  test('an alias that was deleted still shows what was its function URL', async ({ page, world }) => {
    const checkout = world.addFunction('checkout')
    world.addAlias(checkout, 'live')
    world.addUrl(checkout, { qualifier: 'live' })
    checkout.aliases.delete('live')
    const answer = await page.goto(`${HOME}/${checkout.name}/urls/live`)
    expect(answer?.status()).toBe(200)
    await expect(page.getByText(world.addressOf(checkout, 'live')).first()).toBeVisible()
  })

  test('a change that the journal does not have', async ({ page }) => {
    const answer = await page.goto(`/activity/${randomUUID()}`)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is no such change', level: 1 })).toBeVisible()
    await page.getByRole('link', { name: 'Show all changes' }).click()
    await expect(page).toHaveURL('/activity')
  })

  for (const path of [
    '/activity/not-a-uuid',
    '/no-such-page',
    '/functions/create/more',
    '/functions/111111111111',
    `/functions/111111111111/${REGION}`,
    `${HOME}/checkout/versions`,
    `${HOME}/checkout/urls/live/no-such-tab`,
    '/functions/../../etc/passwd',
    '/_next/no-such-file.js',
  ])
    test(`a page that does not exist: ${path}`, async ({ page }) => {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^There is no such (page|change)$/)
    })
})

test.describe('a malformed address is answered 400 with a page that says why', () => {
  const cases: [string, string, string][] = [
    ['a percent sign that encodes nothing', `${HOME}/%ZZ`, 'percent sign'],
    ['a percent sign at the end', `${HOME}/checkout%`, 'percent sign'],
    ['half a character', `${HOME}/%F0%9F`, 'percent sign'],
    ['a lone surrogate', `${HOME}/%ED%A0%80`, 'percent sign'],
    ['an overlong slash', `${HOME}/%C0%AF`, 'percent sign'],
    ['eleven digits', `/functions/11111111111/${REGION}/checkout`, 'An account id has 12 digits.'],
    ['thirteen digits', `/functions/1111111111111/${REGION}/checkout`, 'An account id has 12 digits.'],
    [
      'full-width digits',
      `/functions/${encodeURIComponent('１'.repeat(12))}/${REGION}/f`,
      'An account id has 12 digits.',
    ],
    ['an account that is a name', `/functions/production/${REGION}/checkout`, 'An account id has 12 digits.'],
    ['a region in capitals', `/functions/${HOME_ACCOUNT}/EU-CENTRAL-1/checkout`, 'A region looks like'],
    ['a region that is none', `/functions/${HOME_ACCOUNT}/europe/checkout`, 'A region looks like'],
    ['10,000 characters as a function', `${HOME}/${TEN_THOUSAND}`, '1 to 64 letters'],
    ['a NUL', `${HOME}/check%00out`, '1 to 64 letters'],
    ['a right-to-left mark', `${HOME}/check%E2%80%AEout`, '1 to 64 letters'],
    ['markup', `${HOME}/${encodeURIComponent('<script>alert(1)</script>')}`, '1 to 64 letters'],
    ['a slash inside', `${HOME}/check%2Fout`, '1 to 64 letters'],
    [
      'an ARN as a function',
      `${HOME}/${encodeURIComponent('arn:aws:lambda:eu-central-1:1:function:f')}`,
      '1 to 64 letters',
    ],
    ['a line end', `${HOME}/checkout%0A`, '1 to 64 letters'],
    ['a version number as qualifier', `${HOME}/checkout/urls/7`, 'not a number'],
    ['10,000 characters as qualifier', `${HOME}/checkout/urls/${TEN_THOUSAND}`, 'not a number'],
    ['a qualifier encoded twice', `${HOME}/checkout/urls/%2524LATEST`, 'not a number'],
    ['a line end after $LATEST', `${HOME}/checkout/urls/$LATEST%0A`, 'not a number'],
    ['$latest in small letters', `${HOME}/checkout/urls/$latest`, 'not a number'],
    ['a tab below a malformed qualifier', `${HOME}/checkout/urls/7/cors`, 'not a number'],
  ]
  for (const [title, path, reason] of cases)
    test(title, async ({ server }) => {
      const answer = await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.body).toContain('Malformed address')
      expect(answer.body).toContain(reason)
      expect(answer.body).not.toContain('<script>alert')
    })

  test('it has nothing for axe to find', async ({ page, watch }) => {
    watch.allow(/status of 400/)
    await page.goto(`${HOME}/checkout/urls/7`)
    await expect(page.getByRole('heading', { name: 'Malformed address' })).toBeVisible()
    await expectNoAxeViolations(page)
    await page.getByRole('link', { name: 'Start again' }).click()
    await expect(page).toHaveURL('/')
  })
})

test.describe('the API answers bad addresses with JSON', () => {
  const id = '0198a4c2-5f0e-4d3a-9b57-3f6b1c2d4e5f'
  const cases: [string, number, string][] = [
    [`/api/functions/${HOME_ACCOUNT}/${REGION}/nobody`, 404, 'not-found'],
    [`/api/functions/999999999999/${REGION}/nobody`, 404, 'unknown-target'],
    [`/api/functions/${HOME_ACCOUNT}/eu-north-1/nobody`, 404, 'unknown-target'],
    [`/api/functions/1/${REGION}/nobody`, 400, 'invalid-input'],
    [`/api/functions/${HOME_ACCOUNT}/${REGION}/${'a'.repeat(65)}`, 400, 'invalid-input'],
    [`/api/functions/${HOME_ACCOUNT}/${REGION}/f/urls/7`, 400, 'invalid-input'],
    [`/api/functions/${HOME_ACCOUNT}/${REGION}/f/urls?Marker=${'m'.repeat(5_000)}`, 400, 'invalid-input'],
    [`/api/functions/${HOME_ACCOUNT}/${REGION}/f/urls/live/traffic`, 200, ''],
    [`/api/functions/${HOME_ACCOUNT}/${REGION}/f/urls/7/invocation-facts`, 400, 'invalid-input'],
    ['/api/functions', 400, 'invalid-input'],
    ['/api/functions?account=1&region=2', 400, 'invalid-input'],
    [`/api/functions?account=${HOME_ACCOUNT}&account=${HOME_ACCOUNT}&region=${REGION}`, 400, 'invalid-input'],
    ['/api/function-urls', 400, 'invalid-input'],
    ['/api/function-urls?identity=1/2/3', 400, 'invalid-input'],
    [`/api/function-urls?${`identity=${HOME_ACCOUNT}/${REGION}/f&`.repeat(26)}`, 400, 'invalid-input'],
    ['/api/changes/1', 400, 'invalid-input'],
    [`/api/changes/${id}`, 404, 'not-found'],
    ['/api/changes?before=1', 400, 'invalid-input'],
    ['/api/changes?account=x', 400, 'invalid-input'],
  ]
  for (const [path, status, code] of cases)
    test(`${path.slice(0, 90)} → ${status}`, async ({ server }) => {
      const answer = await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })
      expect(answer.status).toBe(status)
      const body = JSON.parse(answer.body)
      expect(body.ok ? '' : body.failure.code).toBe(code)
    })
})

test.describe('what the query holds and nobody knows', () => {
  test('is left out of the list of functions', async ({ page, world }) => {
    const checkout = world.addFunction('checkout')
    await page.goto('/functions?sort=upwards&description=maybe&__proto__=1&q=&panel=delete&x=%3Cscript%3E')
    await expect(page.getByRole('link', { name: checkout.name, exact: true })).toBeVisible()
  })

  test('is said where it leaves nothing: an account or region that no function has', async ({
    page,
    world,
  }) => {
    const checkout = world.addFunction('checkout')
    await page.goto('/functions?account=999999999999&region=mars')
    await expect(page.getByRole('heading', { name: 'No function matches' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(page.getByRole('link', { name: checkout.name, exact: true })).toBeVisible()
  })

  test('is left out of the form to create', async ({ page }) => {
    await page.goto(
      `/functions/create?account=1&region=x&functionName=${encodeURIComponent('<img src=x>')}&qualifier=7&recreates=1`,
    )
    await expect(page.getByRole('combobox', { name: 'Function' })).toHaveValue('')
  })

  test('is said where it would have been taken up: a deletion that the journal does not have', async ({
    page,
  }) => {
    await page.goto(`/functions/create?recreates=${randomUUID()}`)
    await expect(page.getByText('There is no change with this id in the record.')).toBeVisible()
  })

  test('opens no panel of a function URL', async ({ page, world }) => {
    const checkout = world.addFunction('checkout')
    world.addUrl(checkout)
    await page.goto(`${HOME}/${checkout.name}/urls/$LATEST?panel=everything&change=1`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(checkout.name)
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})

test('no address makes the console fail: 400 made-up ones', async ({ server }) => {
  test.setTimeout(300_000)
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(addresses, async (path) => {
      const answer = await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      expect(answer.status).toBeLessThan(500)
      expect(answer.body).not.toContain('"code":"internal"')
    }),
    { numRuns: 400 },
  )
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([400, 404]))
})

const hostileSegment = fc.oneof(
  fc.constantFrom('functions', 'activity', 'api', 'changes', 'urls', 'create', 'failures', '_next', 'static'),
  fc.constantFrom(HOME_ACCOUNT, REGION, 'checkout', '$LATEST', '%24LATEST', 'live', '7', randomUUID()),
  fc.constantFrom(
    '.',
    '..',
    '%2e%2e',
    '%2F',
    '%5C',
    '%00',
    '%ff',
    '%',
    '%u0041',
    ';a=b',
    '[account]',
    '(console)',
    '~',
    '@',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc
    .uint8Array({ minLength: 1, maxLength: 8 })
    .map((bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')),
  fc.integer({ min: 1, max: 6_000 }).map((length) => 'x'.repeat(length)),
)

/** Paths with a query or without, near the console's own and far from them. */
const addresses = fc
  .tuple(
    fc.constantFrom(
      '',
      '/functions',
      HOME,
      `${HOME}/checkout/urls`,
      '/activity',
      '/api/functions',
      `/api${HOME}`,
      '/api/changes',
    ),
    fc.array(hostileSegment, { maxLength: 4 }),
    fc.option(fc.array(hostileSegment, { minLength: 1, maxLength: 3 }), { nil: [] }),
  )
  .map(([start, segments, query]) => {
    const path = [start, ...segments].join('/') || '/'
    return query.length === 0 ? path : `${path}?${query.join('&')}=${query[0]}`
  })

/** The functions where tests have theirs. */
function functionsAtHome({ sandbox }: World) {
  const functions = sandbox.state.accounts.get(HOME_ACCOUNT)?.regions.get(REGION)?.functions
  if (!functions) throw new Error('The sandbox has no such region.')
  return functions
}
