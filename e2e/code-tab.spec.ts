import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import { HOSTILE_TEXTS, MARK } from './fixtures/hostile-payloads'
import { expect, test } from './fixtures/test'
import { addressIn, DENIED } from './fixtures/writing'

const FORMATS: Record<string, { address: string; file: RegExp; texts: string[] }> = {
  'AWS CLI': {
    address: 'cli',
    file: /-live-url\.sh$/,
    texts: ['aws lambda create-function-url-config', '--qualifier live', '--invoked-via-function-url'],
  },
  CloudFormation: {
    address: 'cloudformation',
    file: /-live-url\.yaml$/,
    texts: ['Type: AWS::Lambda::Url', 'InvokedViaFunctionUrl: true', 'Qualifier: "live"'],
  },
  SAM: {
    address: 'sam',
    file: /-live-url\.sam\.yaml$/,
    texts: ['Transform: AWS::Serverless-2016-10-31', 'AutoPublishAlias: "live"', 'FunctionUrlConfig:'],
  },
  'CDK (TypeScript)': {
    address: 'cdk',
    file: /-live-url\.ts$/,
    texts: ['new CfnUrl(this', 'invokedViaFunctionUrl: true', "qualifier: 'live'"],
  },
  Terraform: {
    address: 'terraform',
    file: /-live-url\.tf$/,
    texts: ['resource "aws_lambda_function_url"', 'import {', 'live/FunctionURLInvokeAllowPublicAccess"'],
  },
}

const formatButton = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Format' }).getByRole('button', { name, exact: true })

const codeOf = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true })

// Every format is opened in each of them.
test.describe.configure({ timeout: 120_000 })

test('each format is a link, can be copied and downloaded, and says all there is', async ({
  page,
  context,
  world,
  picture,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const shop = world.addFunction('shop')
  world.addAlias(shop, 'live')
  const cors = { AllowOrigins: ['https://shop.example'], AllowMethods: ['GET'], MaxAge: 600 }
  world.addUrl(shop, { qualifier: 'live', authType: 'NONE', cors, invokeMode: 'RESPONSE_STREAM' })
  world.addPublicStatements(shop, 'live')
  await page.goto(addressIn(shop, 'live'))
  await page
    .getByRole('navigation', { name: 'Function URL' })
    .getByRole('link', { name: 'Code', exact: true })
    .click()
  for (const [name, { address, file, texts }] of Object.entries(FORMATS)) {
    await formatButton(page, name).click()
    await expect(formatButton(page, name)).toHaveAttribute('aria-pressed', 'true')
    if (address !== 'cli') await expect(page).toHaveURL(new RegExp(`format=${address}$`))
    const code = codeOf(page, name)
    for (const text of [...texts, 'https://shop.example', 'RESPONSE_STREAM', '600'])
      await expect(code).toContainText(text)
    await page.getByRole('button', { name: `Copy: ${name}` }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(await code.textContent())
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Download / }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(file)
    expect(await readFile(await download.path(), 'utf8')).toBe(copied)
  }
  await page.reload()
  await expect(codeOf(page, 'Terraform')).toContainText('aws_lambda_function_url')
  await expect(page.getByText(/Function URL read .* policy read /)).toBeVisible()
  await picture('terraform')
  await expectNoAxeViolations(page)
  await picture('terraform-dark')
})

test('what a format cannot say stands above the code and in it; a token stays a secret', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  const Resource = shop.arn
  world.addStatements(
    shop,
    '$LATEST',
    { Sid: 'no-staging', Effect: 'Deny', Principal: '*', Action: 'lambda:*', Resource },
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::111122223333:role/ci'] },
      Action: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
      Resource,
    },
    {
      Sid: 'alexa',
      Effect: 'Allow',
      Principal: { Service: 'alexa-connectedhome.amazon.com' },
      Action: 'lambda:InvokeFunction',
      Resource,
      Condition: { StringEquals: { 'lambda:EventSourceToken': 'the-token-itself' } },
    },
  )
  for (const [name, { address }] of Object.entries(FORMATS)) {
    await page.goto(`${addressIn(shop, '$LATEST', 'code')}?format=${address}`)
    const notes = page.getByRole('list', { name: `What ${name} cannot say` })
    await expect(notes).toContainText('Statement “no-staging” is left out: AddPermission writes no Deny.')
    await expect(notes).toContainText('written as 4 statements that together allow the same')
    await expect(notes).toContainText('An event source token is a secret')
    const code = codeOf(page, name)
    await expect(code).toContainText('is left out: AddPermission writes no Deny.')
    await expect(code).toContainText(/event.?source.?token/i)
    await expect(code).not.toContainText('the-token-itself')
    if (address === 'cdk') await picture('notes')
  }
})

test('a policy that cannot be read: the code says that the permissions are missing, and why', async ({
  page,
  world,
  watch,
  picture,
}) => {
  watch.allow(/Failed to load resource/)
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  world.fault(shop, { operation: 'GetPolicy', when: 'before', what: DENIED, times: 20 })
  await page.goto(`${addressIn(shop, '$LATEST', 'code')}?format=sam`)
  await expect(page.getByRole('alert').filter({ hasText: 'lambda:GetPolicy' })).toBeVisible()
  const notes = page.getByRole('list', { name: 'What SAM cannot say' })
  await expect(notes).toContainText('permissions are missing here')
  await expect(codeOf(page, 'SAM')).toContainText('permissions are missing here')
  await expect(codeOf(page, 'SAM')).toContainText('AWS::Lambda::Url')
  await expect(codeOf(page, 'SAM')).not.toContainText('AWS::Lambda::Permission')
  await picture('not-readable')
  await expectNoAxeViolations(page)
  world.sandbox.faults.clear()
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(codeOf(page, 'SAM')).toContainText('FunctionUrlConfig')
})

test('hostile values are text, and the code scrolls inside its block at 360 px', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  const texts = [...HOSTILE_TEXTS]
  world.addUrl(shop, { cors: { AllowOrigins: texts, AllowHeaders: texts, AllowMethods: texts.slice(0, 3) } })
  world.addStatements(
    shop,
    '$LATEST',
    ...texts.map((text) => ({
      Sid: text,
      Effect: 'Deny' as const,
      Principal: { [text]: text },
      Action: text,
      Resource: text,
      Condition: { [text]: { [text]: text } },
    })),
  )
  await page.setViewportSize({ width: 360, height: 800 })
  for (const [name, { address }] of Object.entries(FORMATS)) {
    await page.goto(`${addressIn(shop, '$LATEST', 'code')}?format=${address}`)
    await expect(codeOf(page, name)).toContainText('evil.example')
    const seen = await codeOf(page, name).evaluate((block) => ({
      hidden: /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?!\n)\p{Cc}/u.test(
        block.textContent ?? '',
      ),
      scrolls: block.scrollWidth > block.clientWidth,
      page: document.documentElement.scrollWidth,
    }))
    expect(seen).toEqual({ hidden: false, scrolls: true, page: 360 })
  }
  expect(await page.evaluate((mark) => mark in window, MARK)).toBe(false)
  await codeOf(page, 'Terraform').focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => codeOf(page, 'Terraform').evaluate((block) => block.scrollLeft)).toBeGreaterThan(0)
  await picture('360')
})
