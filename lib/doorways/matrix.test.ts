import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '@/lib/auth/fixtures/ask'
import { refusalOf } from '@/lib/auth/judge'
import { perform, type Verb } from '@/lib/auth/verb'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { EVERY_VERB, RAW_INPUTS } from '@/lib/doorways/fixtures/every-verb'
import { EVERYBODY, type Fate, fateOf, MATRIX } from '@/lib/doorways/fixtures/matrix'
import { FailureError } from '@/lib/failures/result'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

test('every verb at a doorway has a row, and no other', () => {
  expect(Object.keys(MATRIX).sort()).toEqual(Object.keys(EVERY_VERB).sort())
})

/** These ask AWS which accounts there are before they judge each. */
const ASKS_FIRST = ['check', 'pause', 'look']

async function fate(name: string, who: (typeof EVERYBODY)[string]): Promise<Fate> {
  const { verb, input } = EVERY_VERB[name] ?? {}
  const { actor, rights } = who
  // Who is let in goes no further than to AWS.
  const signal = ASKS_FIRST.includes(name) ? AbortSignal.timeout(60_000) : AbortSignal.abort()
  try {
    await perform(
      verb as Verb<never, unknown>,
      testContext({ actor, rights, signal }),
      RAW_INPUTS[name] ?? input,
    )
    return 'in'
  } catch (error) {
    if (!(error instanceof FailureError)) return 'in'
    const { code } = error.failure
    if (code === 'signed-out') return 'signed out'
    if (code === 'proof-needed') return 'proof'
    if (!refusalOf(error)) return 'in'
    return code === 'not-allowed' ? 'not allowed' : 'not there'
  }
}

describe.each(Object.entries(EVERYBODY))('%s', (_, who) => {
  test.each(Object.entries(MATRIX))('asks %s', async (name, row) => {
    // There is no other account in this world, so of what is elsewhere nothing is there to be refused.
    const hasNothing = name === 'pause' && who.isElsewhere
    expect(await fate(name, who)).toBe(hasNothing ? 'in' : fateOf(who, row))
  })
})
