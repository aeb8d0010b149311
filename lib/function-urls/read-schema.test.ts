import { describe, expect, test } from 'vitest'
import { listFunctionUrlConfigsOfManyInputSchema } from '@/lib/function-urls/read-schema'
import { identityText } from '@/lib/identity/names'

const identity = { account: '111111111111', region: 'eu-central-1', functionName: 'checkout-api' }
const parse = (value: unknown) => listFunctionUrlConfigsOfManyInputSchema.safeParse({ identity: value })

describe('listFunctionUrlConfigsOfManyInputSchema', () => {
  test('reads back what identityText writes, one or several', () => {
    const text = identityText(identity)
    expect(parse(text).data).toEqual({ identities: [identity] })
    expect(parse([text, text]).data).toEqual({ identities: [identity, identity] })
  })

  test.each([
    undefined,
    '',
    'checkout-api',
    '1/eu-central-1/f',
    '111111111111/eu-central-1/a b',
    'x'.repeat(10_000),
    [],
    Array.from({ length: 26 }, () => identityText(identity)),
  ])('refuses %j', (value) => {
    expect(parse(value).success).toBe(false)
  })
})
