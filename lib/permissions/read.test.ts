import { afterEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, contextFor, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { getPolicy } from '@/lib/permissions/read'
import { addAlias, addFunction, addStatements } from '@/lib/sandbox/build'

let world: AwsWorld
afterEach(() => world.close())

const identity = { ...TARGET, functionName: 'checkout-api', qualifier: 'live' }
const allow = { Sid: 'a', Effect: 'Allow' as const, Principal: '*', Action: 'lambda:InvokeFunctionUrl' }

function addCheckout() {
  const checkout = addFunction(world.region, { name: 'checkout-api' })
  addAlias(checkout, { name: 'live' })
  return checkout
}

describe('getPolicy', () => {
  test('gives the statements of that qualifier and the revision', async () => {
    world = await startAwsWorld()
    const checkout = addCheckout()
    const { revisionId } = addStatements(checkout, 'live', [allow, { Effect: 'Deny', Action: ['lambda:*'] }])
    const { policy } = await ask(getPolicy, identity, contextFor())
    expect(policy).toEqual({
      RevisionId: revisionId,
      statements: [allow, { Effect: 'Deny', Action: ['lambda:*'] }],
    })
    const own = await ask(getPolicy, { ...identity, qualifier: '$LATEST' }, contextFor())
    expect(own.policy).toBeNull()
  })

  test('what cannot be understood or read is a failure, never an empty policy', async () => {
    world = await startAwsWorld()
    const odd: unknown = { Effect: 'Perhaps' }
    addStatements(addCheckout(), 'live', [odd as typeof allow])
    const reading = ask(getPolicy, identity, contextFor())
    await expect(reading).rejects.toMatchObject({ failure: { code: 'aws-failed' } })
  })

  test('a missing permission is named', async () => {
    world = await startAwsWorld({ denied: ['lambda:GetPolicy'] })
    addCheckout()
    const reading = ask(getPolicy, identity, contextFor())
    await expect(reading).rejects.toMatchObject({
      failure: {
        code: 'access-denied',
        missing: { action: 'lambda:GetPolicy', principal: world.principal.arn },
        aws: { operation: 'GetPolicy', name: 'AccessDeniedException', httpStatus: 403 },
      },
    })
  })
})
