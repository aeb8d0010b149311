import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, contextFor, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import {
  getFunctionUrlConfig,
  listFunctionUrlConfigs,
  listFunctionUrlConfigsOfMany,
} from '@/lib/function-urls/read'
import { qualifierOfArn } from '@/lib/identity/arn'
import { identityText } from '@/lib/identity/names'
import { addAlias, addFunction, addFunctionUrl } from '@/lib/sandbox/build'

let world: AwsWorld
afterEach(() => world.close())

const identity = { ...TARGET, functionName: 'checkout-api' }
const cors = { AllowOrigins: ['https://shop.example'], AllowHeaders: ['X-Trace'], MaxAge: 60 }

function addCheckout(aliases: string[] = []) {
  const checkout = addFunction(world.region, { name: 'checkout-api' })
  for (const name of aliases) addAlias(checkout, { name })
  return checkout
}

describe('listFunctionUrlConfigs', () => {
  test('gives the function’s URL and its aliases’, page by page', async () => {
    world = await startAwsWorld()
    const aliases = Array.from({ length: 60 }, (_, index) => `alias-${index}`)
    const checkout = addCheckout(aliases)
    for (const qualifier of ['$LATEST', ...aliases]) addFunctionUrl(world.state, checkout, { qualifier })
    const first = await ask(listFunctionUrlConfigs, identity, contextFor())
    const second = await ask(listFunctionUrlConfigs, { ...identity, Marker: first.NextMarker }, contextFor())
    expect(first.FunctionUrlConfigs).toHaveLength(50)
    expect(second.NextMarker).toBeUndefined()
    const found = [...first.FunctionUrlConfigs, ...second.FunctionUrlConfigs]
    const qualifiers = found.map(({ FunctionArn }) => qualifierOfArn(FunctionArn))
    expect(qualifiers.sort()).toEqual(['$LATEST', ...aliases].sort())
  })

  test('a function without URLs has none; a function that is not there is a failure', async () => {
    world = await startAwsWorld()
    addCheckout()
    const page = await ask(listFunctionUrlConfigs, identity, contextFor())
    expect(page).toMatchObject({ FunctionUrlConfigs: [] })
    const missing = ask(listFunctionUrlConfigs, { ...identity, functionName: 'gone' }, contextFor())
    await expect(missing).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })
})

describe('listFunctionUrlConfigsOfMany', () => {
  test('of 25 functions one cannot be read: 24 answers and one failure, in the order of asking', async () => {
    world = await startAwsWorld()
    const identities = Array.from({ length: 25 }, (_, index) => ({ ...TARGET, functionName: `fn-${index}` }))
    for (const { functionName } of identities)
      if (functionName !== 'fn-7')
        addFunctionUrl(world.state, addFunction(world.region, { name: functionName }))
    const found = await ask(
      listFunctionUrlConfigsOfMany,
      { identity: identities.map(identityText) },
      contextFor(),
    )
    expect(found.map(({ identity: of }) => of)).toEqual(identities)
    expect(found.filter(({ answer }) => answer.ok)).toHaveLength(24)
    expect(found[7]?.answer).toMatchObject({ ok: false, failure: { code: 'not-found' } })
    expect(found[8]?.answer).toMatchObject({
      ok: true,
      value: { FunctionUrlConfigs: [{ AuthType: 'NONE' }] },
    })
  })

  test('an unknown account is that row’s failure', async () => {
    world = await startAwsWorld()
    const identities = [{ ...identity, account: '999999999999' }]
    const [only] = await ask(
      listFunctionUrlConfigsOfMany,
      { identity: identities.map(identityText) },
      contextFor(),
    )
    expect(only?.answer).toMatchObject({ ok: false, failure: { code: 'unknown-target' } })
  })
})

describe('getFunctionUrlConfig', () => {
  test('gives every member as AWS answers it', async () => {
    world = await startAwsWorld()
    const url = addFunctionUrl(world.state, addCheckout(['live']), {
      qualifier: 'live',
      authType: 'AWS_IAM',
      cors,
    })
    const input = { ...identity, qualifier: 'live' }
    const { config } = await ask(getFunctionUrlConfig, input, contextFor())
    expect(config).toEqual({
      FunctionUrl: expect.stringContaining(url.urlId),
      FunctionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:checkout-api:live',
      AuthType: 'AWS_IAM',
      InvokeMode: 'BUFFERED',
      Cors: { AllowOrigins: ['https://shop.example'], AllowHeaders: ['x-trace'], MaxAge: 60 },
      CreationTime: url.creationTime,
      LastModifiedTime: url.lastModifiedTime,
    })
  })

  test('where there is none it is null, also for an alias called LATEST', async () => {
    world = await startAwsWorld()
    const checkout = addCheckout(['LATEST'])
    addFunctionUrl(world.state, checkout)
    const read = (qualifier: string) => ask(getFunctionUrlConfig, { ...identity, qualifier }, contextFor())
    expect((await read('LATEST')).config).toBeNull()
    expect((await read('$LATEST')).config).toMatchObject({ AuthType: 'NONE' })
  })

  test('a failing AWS is a failure, not "none"', async () => {
    world = await startAwsWorld({ denied: ['lambda:GetFunctionUrlConfig'] })
    addCheckout()
    const reading = ask(getFunctionUrlConfig, { ...identity, qualifier: '$LATEST' }, contextFor())
    await expect(reading).rejects.toMatchObject({ failure: { code: 'access-denied' } })
  })
})
