import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, contextFor, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { assertQualifierExists, getFunctionDetails, listFunctions } from '@/lib/functions/read'
import { addAlias, addFunction, addVersion } from '@/lib/sandbox/build'

let world: AwsWorld
afterEach(() => world.close())

const CANARY = 'canary-7f3a'

function addCheckout() {
  const checkout = addFunction(world.region, {
    name: 'checkout-api',
    description: 'Takes orders',
    environment: { SECRET: CANARY },
    tags: { team: 'shop' },
    lastModified: '2026-09-15T11:59:39.307+0000',
    reservedConcurrency: 0,
  })
  addVersion(checkout)
  addVersion(checkout)
  addAlias(checkout, { name: 'live', functionVersion: '2', routing: { '1': 0.1 } })
  return checkout
}

const checkout = { ...TARGET, functionName: 'checkout-api' }

describe('listFunctions', () => {
  test('gives AWS’s pages in AWS’s order, to the last one', async () => {
    world = await startAwsWorld()
    for (let index = 0; index < 120; index++) addFunction(world.region, { name: `fn-${index}` })
    const names: string[] = []
    let Marker: string | undefined
    let pages = 0
    do {
      const page = await ask(listFunctions, { ...TARGET, Marker }, contextFor())
      names.push(...page.functions.map(({ functionName }) => functionName))
      Marker = page.NextMarker
      pages++
    } while (Marker)
    expect(pages).toBe(3)
    expect(names).toEqual([...world.region.functions.keys()])
  })

  test('gives what the console shows and never the environment', async () => {
    world = await startAwsWorld()
    addCheckout()
    const { functions } = await ask(listFunctions, TARGET, contextFor())
    expect(functions).toEqual([
      {
        ...checkout,
        FunctionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:checkout-api',
        Runtime: 'nodejs22.x',
        PackageType: 'Zip',
        Description: 'Takes orders',
        LastModified: '2026-09-15T11:59:39.307Z',
      },
    ])
    expect(JSON.stringify(functions)).not.toContain(CANARY)
  })

  test.each([
    [
      { ...TARGET, account: '111111111112' },
      { part: 'account', value: '111111111112', nearest: '111111111111' },
    ],
    [
      { ...TARGET, region: 'eu-central-2' },
      { part: 'region', value: 'eu-central-2', nearest: 'eu-central-1' },
    ],
  ])('%j is an unknown target, and the nearest one is named', async (input, unknown) => {
    world = await startAwsWorld()
    const reading = ask(listFunctions, input, contextFor())
    await expect(reading).rejects.toMatchObject({ failure: { code: 'unknown-target', unknown } })
  })

  test('a broken Marker is refused by AWS', async () => {
    world = await startAwsWorld()
    const reading = ask(listFunctions, { ...TARGET, Marker: 'garbage' }, contextFor())
    await expect(reading).rejects.toMatchObject({ failure: { code: 'refused-by-aws' } })
  })

  test('a missing permission is named with its action and resource', async () => {
    world = await startAwsWorld({ denied: ['lambda:ListFunctions'] })
    const reading = ask(listFunctions, TARGET, contextFor())
    await expect(reading).rejects.toMatchObject({
      failure: { code: 'access-denied', missing: { action: 'lambda:ListFunctions', resource: '*' } },
    })
  })
})

describe('getFunctionDetails', () => {
  test('gives every part and never the environment', async () => {
    world = await startAwsWorld()
    addCheckout()
    const details = await ask(getFunctionDetails, checkout, contextFor())
    expect(details).toMatchObject({
      functionName: 'checkout-api',
      aliases: {
        ok: true,
        value: [{ Name: 'live', FunctionVersion: '2', AdditionalVersionWeights: { '1': 0.1 } }],
      },
      versions: { ok: true, value: ['2', '1'] },
      tags: { ok: true, value: { team: 'shop' } },
      reservedConcurrency: { ok: true, value: 0 },
    })
    expect(JSON.stringify(details)).not.toContain(CANARY)
  })

  test('concurrency that is not reserved is null, not 0', async () => {
    world = await startAwsWorld()
    addFunction(world.region, { name: 'checkout-api' })
    const details = await ask(getFunctionDetails, checkout, contextFor())
    expect(details.reservedConcurrency).toEqual({ ok: true, value: null })
  })

  test('a part that may not be read is that part’s failure', async () => {
    world = await startAwsWorld({ denied: ['lambda:ListTags'] })
    addCheckout()
    const details = await ask(getFunctionDetails, checkout, contextFor())
    expect(details.tags).toMatchObject({
      ok: false,
      failure: { code: 'access-denied', missing: { action: 'lambda:ListTags' } },
    })
    expect(details.aliases.ok).toBe(true)
  })

  test('an unknown function names the nearest one', async () => {
    world = await startAwsWorld()
    addCheckout()
    const reading = ask(getFunctionDetails, { ...TARGET, functionName: 'chekout-api' }, contextFor())
    await expect(reading).rejects.toMatchObject({
      failure: {
        code: 'not-found',
        unknown: { part: 'functionName', value: 'chekout-api', nearest: 'checkout-api' },
      },
    })
  })

  test('many unknown names cost one look for what is near them', async () => {
    world = await startAwsWorld()
    addCheckout()
    for (const functionName of ['chekout-api', 'checkot-api', 'checkout-ap'])
      await expect(ask(getFunctionDetails, { ...TARGET, functionName }, contextFor())).rejects.toMatchObject({
        failure: { unknown: { nearest: 'checkout-api' } },
      })
    expect(world.sandbox.ledger.read({ operation: 'ListFunctions' })).toHaveLength(1)
  })
})

describe('assertQualifierExists', () => {
  test('is satisfied by the function itself and its aliases', async () => {
    world = await startAwsWorld()
    addCheckout()
    for (const qualifier of ['$LATEST', 'live'])
      await expect(
        ask(assertQualifierExists, { ...checkout, qualifier }, contextFor()),
      ).resolves.toBeUndefined()
  })

  test('names the part that is unknown and the nearest', async () => {
    world = await startAwsWorld()
    addCheckout()
    const unknownAlias = ask(assertQualifierExists, { ...checkout, qualifier: 'life' }, contextFor())
    await expect(unknownAlias).rejects.toMatchObject({
      failure: { code: 'not-found', unknown: { part: 'qualifier', value: 'life', nearest: 'live' } },
    })
    const elsewhere = { ...TARGET, functionName: 'checkout-ap', qualifier: 'live' }
    const unknownFunction = ask(assertQualifierExists, elsewhere, contextFor())
    await expect(unknownFunction).rejects.toMatchObject({
      failure: { code: 'not-found', unknown: { part: 'functionName', nearest: 'checkout-api' } },
    })
  })
})
