import type { Page } from '@playwright/test'
import type { FunctionState, WireStatement } from '@/lib/sandbox/state'
import { visibleText } from '@/lib/text/visible-text'
import { HOSTILE_TEXTS, MARK } from './fixtures/hostile-payloads'
import { writesIn } from './fixtures/settled-calls'
import { expect, test } from './fixtures/test'
import type { World } from './fixtures/world'
import { addressIn, applyReviewed, closeChange, typedFor, writesTo } from './fixtures/writing'
import { promise } from './promises/promise'

/** So many characters of a text are looked for; long ones may be cut. */
const SHOWN = 60
/** Playwright types no halves of characters; those come by hand-made requests (hostile-actions.spec.ts). */
const TYPED = HOSTILE_TEXTS.map((text) => text.toWellFormed())

test.describe('hostile text that AWS holds is shown as text', () => {
  test.beforeEach(({ page }) => refuseStrangers(page))
  test.afterEach(({ page }) => expectNothingRan(page))

  test('in descriptions and runtimes, in the list and on the function', async ({ page, world }) => {
    const functions = HOSTILE_TEXTS.map((description, index) =>
      world.addFunction(`hostile-${index}`, {
        description,
        runtime: index < 5 ? description.slice(0, 40) : 'nodejs22.x',
      }),
    )
    await page.goto('/functions')
    for (const [index, { name }] of functions.entries()) {
      const link = page.getByRole('link', { name, exact: true })
      // Rows are virtualised: each is scrolled to.
      await page.getByRole('searchbox').fill(name)
      await expect(link).toBeVisible()
      await expectShown(page, HOSTILE_TEXTS[index] ?? '')
      await expectNothingHidden(page)
    }
    for (const [index, target] of functions.entries()) {
      if (index % 4 !== 0) continue
      await page.goto(functionAddress(target))
      await expectShown(page, HOSTILE_TEXTS[index] ?? '')
      await expectNothingHidden(page)
    }
    promise('S6', { texts: HOSTILE_TEXTS.length, executions: 0 })
  })

  test('in tags and descriptions of aliases', async ({ page, world }) => {
    const tags = Object.fromEntries(
      HOSTILE_TEXTS.flatMap((text, index) => [
        [`key-${index}`, text],
        [text, `value-${index}`],
      ]),
    )
    const target = world.addFunction('tagged', { tags })
    for (const [index, description] of HOSTILE_TEXTS.entries())
      target.aliases.set(`alias-${index}`, {
        name: `alias-${index}`,
        functionVersion: '$LATEST',
        description,
        routing: {},
        revisionId: `${index}`,
      })
    await page.goto(functionAddress(target))
    await page.getByRole('button', { name: /^Show all/ }).click()
    for (const text of HOSTILE_TEXTS) await expectShown(page, text, 3)
    await expectNothingHidden(page)
  })

  test('in CORS: list, overview, editor, review, journal', async ({ page, world }) => {
    const target = hostileCors(world)
    for (const tab of [undefined, 'cors', 'try', 'edit'] as const) {
      await page.goto(addressIn(target, '$LATEST', tab))
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      if (tab === undefined || tab === 'cors') for (const text of HOSTILE_TEXTS) await expectShown(page, text)
      await expectNothingHidden(page)
    }
    await page.getByRole('radio', { name: /^RESPONSE_STREAM/ }).click()
    await page.getByRole('button', { name: 'Review changes' }).click()
    await expectNothingHidden(page)
    await applyReviewed(page)
    await page.getByRole('dialog').getByRole('link', { name: 'See the record' }).click()
    await expect(page).toHaveURL(/\/activity\//)
    await openDisclosures(page)
    await expectNothingHidden(page)
  })

  test('in policies: Sids, principals, conditions, actions, resources', async ({ page, world }) => {
    test.setTimeout(300_000)
    const target = hostilePolicy(world)
    for (const path of [functionAddress(target), addressIn(target), addressIn(target, '$LATEST', 'access')]) {
      await page.goto(path)
      await expect(page.getByText('Policy as JSON').first()).toBeVisible()
      await openDisclosures(page)
      for (const text of HOSTILE_TEXTS) await expectShown(page, text)
      await expectNothingHidden(page)
    }
    await page.goto(`${addressIn(target)}?panel=delete`)
    await expect(page.getByRole('dialog').getByText('Statements that only serve this URL')).toBeVisible()
    await openDisclosures(page)
    await expectNothingHidden(page)
  })

  test('in AWS’s own messages', async ({ page, world, watch }) => {
    watch.allow(/Failed to load resource/)
    const target = world.addFunction('refusing')
    world.addUrl(target)
    for (const message of HOSTILE_TEXTS.filter((_, index) => index % 3 === 0)) {
      const what = { status: 400, code: 'InvalidParameterValueException', message }
      world.fault(target, { operation: 'GetFunctionUrlConfig', when: 'before', what, times: 1 })
      await page.goto(addressIn(target))
      await expect(page.getByRole('alert').first()).toContainText('InvalidParameterValueException')
      await expectShown(page, message)
      await expectNothingHidden(page)
    }
  })

  test('in what a function URL answers', async ({ page, world }) => {
    const body = HOSTILE_TEXTS.join('\n')
    for (const type of ['text/html', 'application/json']) {
      const headers = { 'content-type': type, 'x-hostile': HOSTILE_TEXTS[2], location: HOSTILE_TEXTS[8] }
      const value = {
        statusCode: 302,
        headers,
        body: type === 'text/html' ? body : JSON.stringify(HOSTILE_TEXTS),
      }
      const target = world.addFunction(type.slice(-4), { behaviour: { kind: 'returns', value } })
      world.addUrl(target)
      world.addPublicStatements(target)
      await page.goto(addressIn(target, '$LATEST', 'try'))
      await page.getByRole('button', { name: 'Send request' }).click()
      await expect(page.getByRole('region', { name: 'Response' })).toContainText('The response is complete.')
      await openDisclosures(page)
      await expectShown(page, HOSTILE_TEXTS[2] ?? '')
      await expectNothingHidden(page)
    }
  })

  test('while a change to such a function goes through, in the record too', async ({ page, world }) => {
    const target = hostilePolicy(world)
    await page.goto(addressIn(target, '$LATEST', 'edit'))
    await page.getByRole('radio', { name: /^AWS_IAM/ }).click()
    await page.getByRole('button', { name: 'Review changes' }).click()
    await openDisclosures(page)
    await expectNothingHidden(page)
    await applyReviewed(page)
    await closeChange(page)
    await page.goto('/activity')
    await expectNothingHidden(page)
  })
})

test.describe('hostile text that is typed is refused where it was typed, or stays text', () => {
  test.beforeEach(({ page }) => refuseStrangers(page))
  test.afterEach(({ page }) => expectNothingRan(page))

  test('in the search', async ({ page, world }) => {
    const only = world.addFunction('only')
    await page.goto('/functions')
    await expect(page.getByRole('link', { name: only.name, exact: true })).toBeVisible()
    const search = page.getByRole('searchbox')
    for (const text of TYPED) {
      await search.fill(text)
      await expect(page.getByRole('heading', { name: 'No function matches' })).toBeVisible()
    }
    // What was searched stands in the address, and opens again from there.
    for (const text of TYPED.filter(({ length }, index) => length < 2_000 && index % 4 === 0)) {
      await page.goto(`/functions?q=${encodeURIComponent(text)}`)
      await expect(page.getByRole('heading', { name: 'No function matches' })).toBeVisible()
    }
  })

  test('in the fields of CORS', async ({ page, world, account }) => {
    test.setTimeout(300_000)
    const target = world.addFunction('checkout')
    world.addUrl(target)
    await page.goto(addressIn(target, '$LATEST', 'cors'))
    await page.getByRole('radio', { name: /^On/ }).click()
    const before = writesIn(account)
    const fields = ['Allow origins', 'Allow headers', 'Expose headers'].map((name) =>
      page.getByLabel(name, { exact: true }),
    )
    for (const text of TYPED) {
      for (const field of fields) {
        await field.fill(text)
        await field.press('Enter')
      }
      await page.getByRole('button', { name: 'Review changes' }).click()
      await expect(page.getByText(/problems? to fix/)).toBeVisible()
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expectNothingHidden(page)
      for (const entry of (await page.getByRole('button', { name: /^Remove / }).all()).reverse())
        await entry.click()
    }
    expect(writesIn(account)).toBe(before)
  })

  test('in the simulator of CORS, in what is pasted there, and in its address', async ({ page, world }) => {
    test.setTimeout(300_000)
    const target = world.addFunction('checkout')
    world.addUrl(target, { cors: { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'] } })
    const studio = addressIn(target, '$LATEST', 'cors')
    const verdict = page.getByRole('region', { name: 'Verdict' })
    for (const text of TYPED.filter(({ length }, index) => length < 1_000 && index % 6 === 0)) {
      const members = ['origin', 'method', 'header', 'own', 'compare', 'draft', 'view', 'on']
      await page.goto(`${studio}?${new URLSearchParams(members.map((name) => [name, text]))}`)
      await expect(verdict).toBeVisible()
      await expect(page.getByText('The draft in this link cannot be read')).toBeVisible()
      await openDisclosures(page)
      await expectNothingHidden(page)
    }
    await page.goto(studio)
    await page.getByRole('button', { name: 'Paste a browser error' }).click()
    const dialog = page.getByRole('dialog')
    for (const text of TYPED.filter(({ length }) => length < 1_000)) {
      await dialog
        .getByLabel('Message or code')
        .fill(
          `Access to fetch at '${text}' from origin '${text}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${text}' that is not equal to the supplied origin. Request header field ${text} is not allowed by Access-Control-Allow-Headers`,
        )
      await expect(dialog.getByRole('heading', { name: /^(What .* says|The call)$/ })).toBeVisible()
      await expectNothingHidden(page)
    }
    await dialog.getByRole('button', { name: /^(Apply to draft|Show in the simulator)$/ }).click()
    await expect(verdict).toBeVisible()
    await expectNothingHidden(page)
  })

  test('in every field of AddPermission', async ({ page, world, account }) => {
    test.setTimeout(300_000)
    const target = world.addFunction('checkout')
    world.addUrl(target)
    await page.goto(addressIn(target, '$LATEST', 'access'))
    await page.getByRole('button', { name: 'Add permission' }).click()
    const form = page.getByRole('form', { name: 'Add permission' })
    const before = writesIn(account)
    for (const [kind, labels] of Object.entries({
      'One AWS account': ['Account id'],
      'One role or user': ['ARN of the role or user'],
      'Any statement': [
        'Statement id',
        'Principal',
        'Source ARN',
        'Source account',
        'Principal organization id',
        'Event source token',
        'Action',
      ],
    })) {
      await form.getByRole('radio', { name: new RegExp(`^${kind}`) }).click()
      for (const text of TYPED) {
        for (const label of labels) await form.getByLabel(label, { exact: true }).fill(text)
        await form.getByRole('button', { name: 'Review permission' }).click()
        for (const label of labels)
          await expect(form.getByLabel(label, { exact: true })).toHaveAttribute('aria-invalid', 'true')
        await expect(page.getByRole('dialog')).toHaveCount(0)
        await expectNothingHidden(page)
      }
    }
    expect(writesIn(account)).toBe(before)
  })

  test('in the form to create', async ({ page, world }) => {
    const target = world.addFunction('checkout')
    await page.goto(
      `/functions/create?account=${target.account}&region=${target.region}&functionName=${target.name}`,
    )
    await expect(page.getByRole('combobox', { name: 'Qualifier' })).toBeVisible()
    const callers = page.getByRole('textbox', { name: /^Grant to/ })
    for (const text of TYPED) {
      await page.getByRole('combobox', { name: 'Function' }).fill(text)
      await page.getByRole('combobox', { name: 'Function' }).press('Escape')
      await callers.fill(text)
      await callers.press('Enter')
      await page.getByRole('button', { name: 'Review creation' }).click()
      await expect(callers).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expectNothingHidden(page)
      for (const entry of (await page.getByRole('button', { name: /^Remove / }).all()).reverse())
        await entry.click()
    }
    expect(writesTo(world, target)).toEqual([])
  })

  test('as confirmation of a deletion', async ({ page, world }) => {
    const target = world.addFunction('checkout')
    world.addUrl(target)
    await page.goto(`${addressIn(target)}?panel=delete`)
    const dialog = page.getByRole('dialog')
    const typed = dialog.getByRole('textbox')
    for (const text of TYPED) {
      await typed.fill(text)
      await typed.press('Enter')
      await expect(dialog.getByRole('button', { name: 'Delete function URL' })).toHaveAttribute(
        'aria-disabled',
        'true',
      )
    }
    for (const near of [
      ` ${typedFor(target)}`,
      `${typedFor(target)}\u200B`,
      typedFor(target).toLowerCase(),
      `${target.name}:$LATEST`,
    ]) {
      await typed.fill(near)
      await typed.press('Enter')
      await expect(dialog.getByRole('button', { name: 'Delete function URL' })).toHaveAttribute(
        'aria-disabled',
        'true',
      )
    }
    expect(world.calls(target, 'DeleteFunctionUrlConfig')).toEqual([])
    expect(target.urls.size).toBe(1)
  })
})

function functionAddress({ account, region, name }: FunctionState): string {
  return `/functions/${account}/${region}/${name}`
}

function hostileCors(world: World): FunctionState {
  const target = world.addFunction('cors')
  const texts = [...HOSTILE_TEXTS]
  const AllowMethods = ['GET', ...texts.slice(0, 3)]
  world.addUrl(target, {
    cors: { AllowOrigins: texts, AllowHeaders: texts, ExposeHeaders: texts, AllowMethods },
  })
  return target
}

function hostilePolicy(world: World): FunctionState {
  const target = world.addFunction('policy')
  world.addUrl(target)
  const statements = HOSTILE_TEXTS.flatMap((text): WireStatement[] => [
    { Sid: text, Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl', Resource: target.arn },
    {
      Sid: text.slice(0, 20),
      Effect: 'Deny',
      Principal: { AWS: [text], [text]: text },
      Action: [text, 'lambda:InvokeFunction'],
      Resource: [text],
      Condition: {
        StringEquals: { 'lambda:FunctionUrlAuthType': text, [text]: [text] },
        [text]: { [text]: text },
      },
    },
  ])
  world.addStatements(target, '$LATEST', ...statements)
  return target
}

/** The beginning of the text as people see it, somewhere on the page. */
async function expectShown(page: Page, text: string, atLeast = 1): Promise<void> {
  const shown = visibleText(text).slice(0, SHOWN).replace(/\s+/g, ' ').trim()
  await expect
    .poll(
      () =>
        page.locator('body').evaluate((body, wanted) => {
          const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
          let whole = ''
          while (texts.nextNode())
            if (!texts.currentNode.parentElement?.closest('script, style'))
              whole += ` ${texts.currentNode.nodeValue}`
          return whole.replace(/\s+/g, ' ').split(wanted).length - 1
        }, shown),
      { message: `how often the page shows ${shown}` },
    )
    .toBeGreaterThanOrEqual(atLeast)
}

/** No text or attribute of the page holds a character that nobody sees; what people type into fields is theirs. */
async function expectNothingHidden(page: Page): Promise<void> {
  const hidden = await page.evaluate(() => {
    const UNSEEN = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?![\t\n\r])\p{Cc}/u
    const found: string[] = []
    const nodes = document.createTreeWalker(
      document.documentElement,
      NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    )
    while (nodes.nextNode()) {
      const node = nodes.currentNode
      if (node instanceof Element) {
        for (const { name, value } of node.attributes)
          if (name !== 'value' && UNSEEN.test(value))
            found.push(`${node.tagName} ${name}=${JSON.stringify(value.slice(0, 80))}`)
      } else if (
        UNSEEN.test(node.nodeValue ?? '') &&
        !node.parentElement?.closest('script, style, textarea')
      ) {
        found.push(`${node.parentElement?.tagName}: ${JSON.stringify(node.nodeValue?.slice(0, 80))}`)
      }
    }
    return found
  })
  expect(hidden, 'characters that nobody sees').toEqual([])
}

async function openDisclosures(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
}

/** Nothing of another site may be asked for, whatever the text says. */
async function refuseStrangers(page: Page): Promise<void> {
  const isStrange = ({ hostname, pathname }: URL) => hostname === 'evil.example' || pathname.endsWith('/x')
  await page.route(isStrange, (route) => {
    throw new Error(`The page asked for ${route.request().url()}.`)
  })
}

async function expectNothingRan(page: Page): Promise<void> {
  expect(await page.evaluate((mark) => mark in window, MARK)).toBe(false)
}
