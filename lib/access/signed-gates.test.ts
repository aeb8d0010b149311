import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policies } from '@/lib/access/access-arbitraries'
import type { Caller } from '@/lib/access/caller'
import { signed } from '@/lib/access/fixtures/access-states'
import { walkGates } from '@/lib/access/walk-gates'
import type { Statement } from '@/lib/permissions/schema'
import {
  addAccount,
  addCredential,
  addFunction,
  addFunctionUrl,
  addStatements,
  regionOf,
} from '@/lib/sandbox/build'
import { callFunctionUrl } from '@/lib/sandbox/data-plane/call-function-url'
import { signFunctionUrlCall } from '@/lib/sandbox/data-plane/sign-function-url-call'
import type { WireStatement } from '@/lib/sandbox/state'
import { startTestWorld, TEST_ACCOUNT, TEST_REGION, type TestWorld } from '@/lib/sandbox/test-world'

const CASES = 300
/** Each case is signed and sent over HTTP: seconds on a quiet machine, minutes on a busy one. */
const TIME_LIMIT = 300_000
const FOREIGN = '999999999999'

let world: TestWorld

beforeAll(async () => {
  world = await startTestWorld()
  addAccount(world.state, { id: FOREIGN })
})

afterAll(() => world.close())

const arn = `arn:aws:lambda:${TEST_REGION}:${TEST_ACCOUNT}:function:orders`

interface Signer {
  caller: Extract<Caller, { kind: 'identity' }>
  /** What signs: a role signs by its session. */
  as: string
}

const identity = (account: string, name: string): Caller & { kind: 'identity' } => ({
  kind: 'identity',
  account,
  arn: `arn:aws:iam::${account}:${name}`,
})

const SIGNERS: Signer[] = [
  { caller: identity(TEST_ACCOUNT, 'user/ann'), as: `arn:aws:iam::${TEST_ACCOUNT}:user/ann` },
  {
    caller: identity(TEST_ACCOUNT, 'role/deploy'),
    as: `arn:aws:sts::${TEST_ACCOUNT}:assumed-role/deploy/ci`,
  },
  { caller: identity(FOREIGN, 'user/eve'), as: `arn:aws:iam::${FOREIGN}:user/eve` },
]

/** What the sandbox answers to a signed request of somebody whose identity policies allow all of Lambda or nothing. */
async function signedStatus(
  { caller, as }: Signer,
  isAllowedByIdentity: boolean,
  statements: WireStatement[],
) {
  const fn = addFunction(regionOf(world.account, TEST_REGION), { name: 'orders' })
  const { urlId } = addFunctionUrl(world.state, fn, { authType: 'AWS_IAM' })
  addStatements(fn, '$LATEST', statements)
  const denied = isAllowedByIdentity ? [] : ['lambda:*']
  const key = addCredential(world.state, { account: caller.account, arn: as, denied })
  const headers = await signFunctionUrlCall({ urlId, region: TEST_REGION }, key)
  const { status } = await callFunctionUrl({ port: world.sandbox.port, urlId, region: TEST_REGION, headers })
  world.state.urlIds.delete(urlId)
  world.state.credentials.delete(key.accessKeyId)
  return status
}

test('leaves open what NotPrincipal may allow by itself, whatever the identity policy says', () => {
  const statement: Statement = {
    Effect: 'Allow',
    NotPrincipal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:*',
    Resource: arn,
  }
  const gates = walkGates(signed(statement), identity(TEST_ACCOUNT, 'user/ann'))
  expect(gates.find(({ id }) => id === 'url-permission')?.status).toBe('depends')
})

test(
  `walks ${CASES} signed requests to where the sandbox answers them`,
  async () => {
    const counts = { passed: 0, stopped: 0, 'identity policy decides': 0, depends: 0 }
    const place = { arn, functionArn: arn, account: TEST_ACCOUNT, region: TEST_REGION }
    const cases = fc.record({
      signer: fc.constantFrom(...SIGNERS),
      isAllowedByIdentity: fc.boolean(),
      statements: policies(place),
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ signer, isAllowedByIdentity, statements }) => {
        const gates = walkGates(signed(...statements), signer.caller)
        const status = await signedStatus(signer, isAllowedByIdentity, statements as WireStatement[])
        const has = (wanted: string) => gates.some((gate) => gate.status === wanted)
        if (has('stopped')) {
          counts.stopped += 1
          expect(status).toBe(403)
        } else if (has('depends')) {
          counts.depends += 1
        } else if (has('unseen') || signer.caller.account === FOREIGN) {
          counts['identity policy decides'] += 1
          expect(status).toBe(isAllowedByIdentity ? 200 : 403)
        } else {
          counts.passed += 1
          expect(status).toBe(200)
        }
      }),
      { numRuns: CASES },
    )
    console.info(`gates of signed requests = sandbox's answer, 0 mismatches: ${JSON.stringify(counts)}`)
  },
  TIME_LIMIT,
)
