import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policies } from '@/lib/access/access-arbitraries'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { walkGates } from '@/lib/access/walk-gates'
import { ok } from '@/lib/failures/result'
import type { Statement } from '@/lib/permissions/schema'
import {
  addAlias,
  addFunction,
  addFunctionUrl,
  addStatements,
  createState,
  regionOf,
} from '@/lib/sandbox/build'
import { callFunctionUrl } from '@/lib/sandbox/data-plane/call-function-url'
import { seedCompany } from '@/lib/sandbox/seed/seed-company'
import { startSandbox } from '@/lib/sandbox/server'
import type { WireStatement } from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const CASES = 1000
/** Thousands of requests over HTTP: seconds on a quiet machine, minutes on a busy one. */
const TIME_LIMIT = 300_000

let world: TestWorld

beforeAll(async () => {
  world = await startTestWorld()
})

afterAll(() => world.close())

const functionArn = `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:orders`

interface Case {
  qualifier: '$LATEST' | 'live'
  authType: 'NONE' | 'AWS_IAM'
  isAliasDeleted: boolean
  reservedConcurrency: number | null
  isExempt: boolean
  statements: Statement[]
  /** In the policy of the function, where the URL hangs on the alias: it must not matter. */
  elsewhere: Statement[]
}

const place = (arn: string) => ({ arn, functionArn, account: TEST_ACCOUNT, region: TEST_REGION })

const cases: fc.Arbitrary<Case> = fc.constantFrom<Case['qualifier']>('$LATEST', 'live').chain((qualifier) =>
  fc.record({
    qualifier: fc.constant(qualifier),
    authType: fc.constantFrom<Case['authType']>('NONE', 'NONE', 'NONE', 'NONE', 'AWS_IAM'),
    isAliasDeleted: qualifier === 'live' ? fc.nat(5).map((number) => number === 0) : fc.constant(false),
    reservedConcurrency: fc.constantFrom(null, null, null, null, null, 5, 0),
    isExempt: fc.nat(4).map((number) => number === 0),
    statements: policies(place(qualifier === 'live' ? `${functionArn}:live` : functionArn)),
    elsewhere: qualifier === 'live' ? policies(place(functionArn)) : fc.constant([]),
  }),
)

const factsOf = (one: Case): AccessFacts => ({
  identity: { account: TEST_ACCOUNT, region: TEST_REGION, functionName: 'orders', qualifier: one.qualifier },
  authType: one.authType,
  policy: ok(one.isAliasDeleted ? [] : one.statements),
  alias: ok(one.qualifier === '$LATEST' ? 'own-url' : one.isAliasDeleted ? 'deleted' : 'exists'),
  reservedConcurrency: ok(one.reservedConcurrency),
})

/** What the sandbox's function URL answers to a request without credentials, over HTTP. */
async function unsignedStatus(one: Case): Promise<number> {
  world.account.hasTwoPermissionException = one.isExempt
  const fn = addFunction(regionOf(world.account, TEST_REGION), {
    name: 'orders',
    reservedConcurrency: one.reservedConcurrency ?? undefined,
  })
  if (one.qualifier === 'live') addAlias(fn, { name: 'live' })
  const { urlId } = addFunctionUrl(world.state, fn, { qualifier: one.qualifier, authType: one.authType })
  addStatements(fn, one.qualifier, one.statements as WireStatement[])
  if (one.elsewhere.length > 0) addStatements(fn, '$LATEST', one.elsewhere as WireStatement[])
  if (one.isAliasDeleted) {
    fn.aliases.delete('live')
    fn.policies.delete('live')
  }
  const { status } = await callFunctionUrl({ port: world.sandbox.port, urlId, region: TEST_REGION })
  world.state.urlIds.delete(urlId)
  return status
}

test(
  `says of ${CASES} generated URLs what the sandbox answers to an unsigned request`,
  async () => {
    const counts = {
      yes: 0,
      no: 0,
      depends: 0,
      'depends, answered 200': 0,
      'exempt only': 0,
      'exempt, answered 200': 0,
    }
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const facts = factsOf(one)
        const { unsigned, mayBeExempt } = accessVerdict(facts)
        const status = await unsignedStatus(one)
        const isReached = status === 200
        const gates = walkGates(facts, { kind: 'unsigned' })
        const stop = gates.find((gate) => gate.status === 'stopped')
        if (one.isExempt && mayBeExempt) {
          // Whether the exemption still holds is not claimed: either answer is in keeping with the verdict.
          counts['exempt only'] += 1
          counts['exempt, answered 200'] += Number(isReached)
          return
        }
        expect(unsigned).not.toBe('unknown')
        if (unsigned === 'depends') {
          counts.depends += 1
          counts['depends, answered 200'] += Number(isReached)
          expect(stop, 'no gate may stop for sure what only depends').toBeUndefined()
          return
        }
        counts[unsigned === 'yes' ? 'yes' : 'no'] += 1
        expect(isReached, `the verdict is ${unsigned}, the answer ${status}`).toBe(unsigned === 'yes')
        if (unsigned === 'yes')
          expect(gates.every(({ status }) => status === 'passed' || status === 'no-gate')).toBe(true)
        // With an open gate before it the answer may come from an earlier one.
        else if (!gates.some((gate) => gate.status === 'depends')) expect(stop?.answer).toBe(status)
      }),
      { numRuns: CASES },
    )
    console.info(`access verdict = sandbox's answer, 0 mismatches: ${JSON.stringify(counts)}`)
    expect(counts.yes).toBeGreaterThan(CASES / 20)
    expect(counts.depends).toBeLessThan(CASES / 3)
  },
  TIME_LIMIT,
)

test(
  'says of every function URL of the made-up company what it answers',
  async () => {
    const state = createState()
    seedCompany(state, Date.now())
    const sandbox = await startSandbox({ state, throttle: false })
    const counts: Record<string, number> = {}
    for (const [urlId, { account, region, functionName, qualifier }] of state.urlIds) {
      const fn = state.accounts.get(account)?.regions.get(region)?.functions.get(functionName)
      const isAlias = qualifier !== '$LATEST'
      const { kind, unsigned, mayBeExempt } = accessVerdict({
        identity: { account, region, functionName, qualifier },
        authType: fn?.urls.get(qualifier)?.authType ?? null,
        policy: ok((fn?.policies.get(qualifier)?.statements ?? []) as Statement[]),
        alias: ok(isAlias ? (fn?.aliases.has(qualifier) ? 'exists' : 'deleted') : 'own-url'),
        reservedConcurrency: ok(fn?.reservedConcurrency ?? null),
      })
      const { status } = await callFunctionUrl({ port: sandbox.port, urlId, region })
      counts[kind] = (counts[kind] ?? 0) + 1
      if (unsigned === 'depends' || (mayBeExempt && state.accounts.get(account)?.hasTwoPermissionException))
        continue
      // A function that throws has been reached too.
      expect(status !== 403 && status !== 429, `${functionName}:${qualifier} is ${kind}`).toBe(
        unsigned === 'yes',
      )
    }
    await sandbox.close()
    console.info(`company's function URLs by verdict: ${JSON.stringify(counts)}`)
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['public', 'closed', 'iam', 'throttled', 'depends', 'alias-deleted']),
    )
  },
  TIME_LIMIT,
)
