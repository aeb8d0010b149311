import { describe, expect, test } from 'vitest'
import { TOKEN_MARKER, withoutTokens } from '@/lib/permissions/without-tokens'

const CANARY = 'canary-token.4711'

describe('withoutTokens', () => {
  test('marks tokens by name, wherever they stand, and every text that repeats one', () => {
    const value = {
      EventSourceToken: CANARY,
      Condition: { StringEquals: { 'lambda:EventSourceToken': [CANARY, 'second'] } },
      message: `AWS does not like ${CANARY}.`,
      other: [1, null, undefined, 'second is gone too'],
    }
    expect(withoutTokens(value)).toEqual({
      EventSourceToken: TOKEN_MARKER,
      Condition: { StringEquals: { 'lambda:EventSourceToken': [TOKEN_MARKER, TOKEN_MARKER] } },
      message: `AWS does not like ${TOKEN_MARKER}.`,
      other: [1, null, undefined, `${TOKEN_MARKER} is gone too`],
    })
  })

  test('twice is once', () => {
    const once = withoutTokens({ EventSourceToken: CANARY, text: CANARY })
    expect(withoutTokens(once)).toEqual(once)
  })
})
