import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isTest } from '@/e2e/house/floors'
import { readProject } from '@/e2e/house/project'
import { nodeName, nodesOf, type SyntaxNode } from '@/e2e/house/source-file'
import type { Actor } from '@/lib/auth/context'
import { permitFor, testContext } from '@/lib/auth/fixtures/ask'
import { ALL_RIGHTS, NO_RIGHTS } from '@/lib/auth/grants'
import { type Permit, PermitError } from '@/lib/auth/permit'
import { needsOf } from '@/lib/auth/rights'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { perform, type Verb, workOf } from '@/lib/auth/verb'
import { type AwsWorld, startAwsWorld, TARGET } from '@/lib/aws/fixtures/aws-world'
import { EVERY_VERB, RAW_INPUTS } from '@/lib/doorways/fixtures/every-verb'
import { addFunction, addFunctionUrl } from '@/lib/sandbox/build'

let world: AwsWorld
beforeAll(async () => {
  world = await startAwsWorld()
  for (const name of ['checkout', 'other']) addFunctionUrl(world.state, addFunction(world.region, { name }))
})
afterAll(() => world.close())

const DOORWAYS = ['action', 'read', 'download', 'passage', 'stream', 'fromPage']

/** The names of what the project's routes, actions and pages hand to doorways. */
function verbsAtDoorways(): string[] {
  const files = readProject().filter(
    ({ path }) => !isTest(path) && (path.startsWith('app/') || path.endsWith('/actions.ts')),
  )
  const names = files.flatMap(({ body }) =>
    [...nodesOf(body)]
      .filter((node) => node.type === 'CallExpression' && DOORWAYS.includes(nodeName(node.callee) ?? ''))
      .map((node) => nodeName((node.arguments as SyntaxNode[])[0]) ?? '?'),
  )
  return [...new Set(names)].sort()
}

const rows = Object.entries(EVERY_VERB)
const calls = () => world.sandbox.ledger.read().map(({ operation }) => operation)

test('every verb that a doorway opens on has a row, and every row a doorway', () => {
  expect(verbsAtDoorways()).toEqual(Object.keys(EVERY_VERB).sort())
})

describe('whoever has no right', () => {
  test.each(rows)(
    'is told of %s that nothing is there, and AWS is not asked',
    async (name, { verb, input, operation }) => {
      for (const kind of ['nobody', 'person', 'token', 'system'] as const) {
        // Whoever has signed in is told who they are, and may see to their own sessions; anybody may try to sign in.
        if (operation.startsWith('self:') && (kind === 'person' || kind === 'token')) continue
        if (operation === 'sign-in:enter' && kind !== 'system') continue
        const actor: Actor = { kind, id: 'x', name: 'x' }
        const asking = perform(
          verb as Verb<never, unknown>,
          testContext({ actor, rights: kind === 'system' || kind === 'nobody' ? ALL_RIGHTS : NO_RIGHTS }),
          RAW_INPUTS[name] ?? input,
        )
        await expect(asking).rejects.toMatchObject({
          failure: { code: kind === 'nobody' ? 'signed-out' : 'not-found' },
        })
      }
      expect(calls()).toEqual([])
    },
  )
})

const OTHER = { ...TARGET, functionName: 'other', qualifier: '$LATEST' }

/** Permits that are not for what the rows are about. */
function wrongPermits({ operation }: (typeof EVERY_VERB)[string]): [string, Permit][] {
  const system = { kind: 'system', id: 'x', name: 'x' } as const
  const elsewhere = needsOf(operation) === 'target' ? { ...OTHER, region: 'us-east-1' } : OTHER
  // What is about nothing in particular is told from others by its operation alone.
  const same = needsOf(operation) === 'nothing' ? 'traffic:read' : operation
  return [
    ['for another function', permitFor(same, elsewhere)],
    ['of the console, for another function', systemPermit(backgroundContext(system), elsewhere)],
    ['forged', { context: testContext(), actor: testContext().actor, operation, resource: {} } as never],
  ]
}

describe('a permit that is for something else', () => {
  test.each(rows)('does not let %s work', async (name, row) => {
    for (const [what, permit] of wrongPermits(row)) {
      // Looking into the journal is what the console’s own permit is for; it shows nothing of other functions.
      if (what.startsWith('of the console') && ['getChange', 'listChanges'].includes(name)) continue
      const working = async () => workOf(row.verb)({ permit, input: row.input })
      await expect(working(), what).rejects.toThrow(PermitError)
    }
    expect(calls()).toEqual([])
  })
})

describe('with the right permit', () => {
  test('the same verbs reach AWS', async () => {
    for (const name of ['listFunctions', 'getFunctionUrlConfig', 'getPolicy'] as const) {
      const { verb, input } = EVERY_VERB[name] ?? {}
      await perform(verb as Verb<never, unknown>, testContext(), input)
    }
    expect(calls()).toEqual(expect.arrayContaining(['ListFunctions', 'GetFunctionUrlConfig', 'GetPolicy']))
  })
})
