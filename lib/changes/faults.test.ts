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

type Scripted = Pick<Fault, 'when' | 'what' | 'times'> & { name: string; endsApplied?: boolean }

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
    endsApplied: true,
  },
  { name: 'reset before', when: 'before', times: 1, what: 'reset' },
  { name: 'time-out before', when: 'before', times: 1, what: 'hang' },
  { name: '500 after', when: 'after', times: 1, what: status(500, 'ServiceException'), endsApplied: true },
  {
    name: '503 after',
    when: 'after',
    times: 1,
    what: status(503, 'ServiceUnavailableException'),
    endsApplied: true,
  },
  { name: 'reset after', when: 'after', times: 1, what: 'reset', endsApplied: true },
  { name: 'time-out after', when: 'after', times: 1, what: 'hang', endsApplied: true },
]

async function stepsOf(write: (typeof WRITES)[number]) {
  const { identity } = stageFor(world, write)
  return (await reviewOf(write.request(identity))).calls.map(({ operation }) => operation)
}

async function runCase(
  write: (typeof WRITES)[number],
  step: number,
  { name, endsApplied, ...fault }: Scripted,
) {
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
  expect(endsApplied ? ['applied'] : unfinished, label).toContain(outcome?.verdict)
  if (!outcome?.state) throw new Error(`${label}: no state was read back`)
  expect(claimOf(outcome.state), label).toEqual(truthOf(fn, identity.qualifier))
  for (const call of change.calls)
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
