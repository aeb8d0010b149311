import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { claimOf, hasEffect, truthOf } from '@/lib/changes/fixtures/truth'
import { begin, endOf, reviewOf, stageFor, WRITES } from '@/lib/changes/fixtures/writes'
import type { Fault } from '@/lib/sandbox/faults'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

type Scripted = Pick<Fault, 'when' | 'what' | 'times'> & {
  name: string
  /** How it ends; `stopped` unless told. */
  ends?: 'applied' | 'unknown'
}

const foreign = (httpStatus: number, body: string, headers: Record<string, string> = {}) => ({
  foreign: { status: httpStatus, headers: { 'Content-Type': 'text/html', ...headers }, body },
})
const PAGE = '<!doctype html><html><body><form action="/login">Sign in</form></body></html>'
const JSON_BODY = { 'Content-Type': 'application/json' }
const OF_AWS = { ...JSON_BODY, 'x-amzn-RequestId': '6d1c1d0e-0000-4000-8000-000000000000' }
const OTHERS_URL = JSON.stringify({
  FunctionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:another',
  FunctionUrl: 'https://abc.lambda-url.eu-central-1.on.aws/',
  AuthType: 'NONE',
})

/** What answers in AWS's place, or what is left of AWS's answer. */
const FOREIGN = {
  'a proxy’s 403': foreign(403, PAGE),
  'a proxy’s 403 in JSON': foreign(403, '{"error":"blocked","code":403}', JSON_BODY),
  'a proxy’s 404': foreign(404, PAGE),
  'a proxy’s 407': foreign(407, PAGE, { 'Proxy-Authenticate': 'Basic realm="proxy"' }),
  'a proxy’s 429': foreign(429, 'slow down', { 'Content-Type': 'text/plain' }),
  'a proxy’s 502': foreign(502, PAGE),
  'a redirection to a sign-in page': foreign(302, '', { Location: 'https://login.example.com/' }),
  'a sign-in page with 200': foreign(200, PAGE),
  '200 and nothing': foreign(200, ''),
  '204 and nothing': foreign(204, ''),
  '200 and {}': foreign(200, '{}', JSON_BODY),
  '200 and {} with a request id': foreign(200, '{}', OF_AWS),
  'half of the JSON': foreign(200, OTHERS_URL.slice(0, 60), OF_AWS),
  'gzip that nobody asked for': foreign(200, '\u001f\u008b\b\u0000\u0000', {
    ...OF_AWS,
    'Content-Encoding': 'gzip',
  }),
  'the answer of another function': foreign(200, OTHERS_URL, OF_AWS),
} satisfies Record<string, Fault['what']>

const status = (httpStatus: number, code: string) => ({ status: httpStatus, code, message: 'Scripted.' })

/** Everything that can happen to one call, before and after its effect. */
const FAULTS: Scripted[] = [
  { name: '400 before', when: 'before', times: 1, what: status(400, 'InvalidParameterValueException') },
  { name: '403 before', when: 'before', times: 1, what: status(403, 'AccessDeniedException') },
  { name: '404 before', when: 'before', times: 1, what: status(404, 'ResourceNotFoundException') },
  { name: '409 before', when: 'before', times: 1, what: status(409, 'ResourceConflictException') },
  { name: '412 before', when: 'before', times: 1, what: status(412, 'PreconditionFailedException') },
  { name: '500 before', when: 'before', times: 1, what: status(500, 'ServiceException') },
  { name: '503 before', when: 'before', times: 1, what: status(503, 'ServiceUnavailableException') },
  {
    name: '429 twice before',
    when: 'before',
    times: 2,
    what: status(429, 'TooManyRequestsException'),
    ends: 'applied',
  },
  { name: 'reset before', when: 'before', times: 1, what: 'reset' },
  { name: 'time-out before', when: 'before', times: 1, what: 'hang' },
  ...Object.entries(FOREIGN).flatMap(([name, what]): Scripted[] => [
    { name: `${name} before`, when: 'before', times: 1, what },
    { name: `${name} after`, when: 'after', times: 1, what, ends: 'applied' },
  ]),
  // A gateway that sends a request twice turns a success into one of these.
  ...(
    [
      [404, 'ResourceNotFoundException'],
      [409, 'ResourceConflictException'],
      [412, 'PreconditionFailedException'],
    ] as const
  ).map(
    ([code, name]): Scripted => ({
      name: `${code} after`,
      when: 'after',
      times: 1,
      what: status(code, name),
      ends: 'applied',
    }),
  ),
  { name: '403 after', when: 'after', times: 1, what: status(403, 'AccessDeniedException'), ends: 'unknown' },
  {
    name: 'the clock is wrong once',
    when: 'before',
    times: 1,
    what: {
      status: 403,
      code: 'InvalidSignatureException',
      message: 'Signature expired: 20260101T000000Z is now earlier than 20260102T000000Z',
    },
    ends: 'applied',
  },
  { name: '500 after', when: 'after', times: 1, what: status(500, 'ServiceException'), ends: 'applied' },
  {
    name: '503 after',
    when: 'after',
    times: 1,
    what: status(503, 'ServiceUnavailableException'),
    ends: 'applied',
  },
  { name: 'reset after', when: 'after', times: 1, what: 'reset', ends: 'applied' },
  { name: 'time-out after', when: 'after', times: 1, what: 'hang', ends: 'applied' },
]

async function stepsOf(write: (typeof WRITES)[number]) {
  const { identity } = stageFor(world, write)
  return (await reviewOf(write.request(identity))).calls.map(({ operation }) => operation)
}

async function runCase(write: (typeof WRITES)[number], step: number, { name, ends, ...fault }: Scripted) {
  const { fn, identity } = stageFor(world, write)
  const { calls } = await reviewOf(write.request(identity))
  const operation = calls[step]?.operation ?? ''
  const skip = calls.slice(0, step).filter((call) => call.operation === operation).length
  world.sandbox.faults.add({ ...fault, operation, functionName: identity.functionName, skip })
  const changeId = await begin(write.request(identity))
  const change = await endOf(changeId)
  const { outcome } = change
  const label = `${write.name}, call ${step + 1} (${operation}), ${name}`
  const unfinished = step === 0 ? ['nothing-done', 'changed-elsewhere'] : ['half-done', 'changed-elsewhere']
  expect(ends ? [ends] : unfinished, label).toContain(outcome?.verdict)
  if (!outcome?.state) throw new Error(`${label}: no state was read back`)
  expect(claimOf(outcome.state), label).toEqual(truthOf(fn, identity.qualifier))
  // What is not known claims nothing.
  for (const call of change.calls.filter(({ status }) => status !== 'unknown'))
    expect([label, call.call.operation, call.status === 'done']).toEqual([
      label,
      call.call.operation,
      hasEffect(fn, identity.qualifier, call),
    ])
}

/** Enough to sit out the time-outs side by side, few enough for a small machine. */
const AT_ONCE = 12

async function settledInTurn(cases: (() => Promise<void>)[], atOnce: number) {
  const outcomes: PromiseSettledResult<void>[] = []
  const queue = cases.entries()
  const work = async () => {
    for (const [index, run] of queue) {
      const [outcome] = await Promise.allSettled([run()])
      outcomes[index] = outcome
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return outcomes
}

test('for every write × every call × every fault the verdict is what the sandbox holds', async () => {
  const cases: (() => Promise<void>)[] = []
  for (const write of WRITES)
    for (const step of (await stepsOf(write)).keys())
      for (const fault of FAULTS) cases.push(() => runCase(write, step, fault))
  const first = await settledInTurn(cases, AT_ONCE)
  // A machine that is busy elsewhere can lose connections that no script asked for. What is wrong stays wrong alone.
  const again = cases.filter((_, index) => first[index]?.status === 'rejected')
  const outcomes = [
    ...first.filter(({ status }) => status === 'fulfilled'),
    ...(await settledInTurn(again, 1)),
  ]
  const wrong = outcomes.filter((outcome) => outcome.status === 'rejected')
  console.info(`fault matrix: ${outcomes.length - wrong.length} of ${outcomes.length} verdicts true`)
  expect(wrong.map(({ reason }) => String(reason.message)).slice(0, 5)).toEqual([])
}, 600_000)
