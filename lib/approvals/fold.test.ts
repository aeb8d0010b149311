import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldRequest, isSamePerson, refusalOf } from '@/lib/approvals/fold'
import type { RequestEvent } from '@/lib/approvals/request-events'
import type { SeenPlan } from '@/lib/approvals/schema'
import type { RecordedActor } from '@/lib/journal/schema'

const identity = { account: '111111111111', region: 'eu-central-1', functionName: 'f', qualifier: 'live' }
const plan: SeenPlan = {
  title: 'Delete the function URL of f:live',
  request: { kind: 'delete', identity, statements: 'remove' },
  before: { config: null, policy: null },
  after: { config: null, policy: null },
  calls: [],
  effect: { loses: [], gains: [], unclear: [], isOpening: false },
  planHash: 'a',
  readAt: 't',
}
const person = (id: string): RecordedActor => ({ kind: 'person', id, name: id })
const SYSTEM: RecordedActor = { kind: 'system', id: 'system:requests', name: 'the console' }
const PEOPLE = [person('ada'), person('bob'), person('eve'), SYSTEM]

const told = (actor: RecordedActor, event: RequestEvent, index = 0) => ({
  ...{ id: 'r', actor, event },
  at: `t${index}`,
})

const named = { request: 'r', title: plan.title }
const requester = { id: 'ada', name: 'ada' }

const events = fc.oneof(
  fc.constant<RequestEvent>({ type: 'request-sent', ...named, plan, comment: 'again' }),
  fc.constant<RequestEvent>({
    type: 'request-revised',
    ...named,
    plan: { ...plan, planHash: 'b' },
    comment: '',
  }),
  fc.constant<RequestEvent>({ type: 'request-asked-back', ...named, comment: 'Why?' }),
  fc.uuid().map(
    (changeId): RequestEvent => ({
      type: 'request-approved',
      ...named,
      change: changeId,
      planHash: 'a',
      requester,
    }),
  ),
  fc.constant<RequestEvent>({ type: 'request-declined', ...named, comment: 'No.' }),
  fc.constant<RequestEvent>({ type: 'request-withdrawn', ...named }),
  fc.constant<RequestEvent>({ type: 'request-ended', ...named, reason: 'It is gone.' }),
)
const story = fc.array(fc.record({ actor: fc.constantFrom(...PEOPLE), event: events }), { maxLength: 12 })

describe('any order of steps by anybody', () => {
  test('keeps to one decision, of somebody else, and an end is the end', () => {
    fc.assert(
      fc.property(story, (rest) => {
        const first = told(person('ada'), { type: 'request-sent', ...named, plan, comment: 'Please' })
        const all = [first, ...rest.map(({ actor, event }, index) => told(actor, event, index + 1))]
        const whole = foldRequest(all)
        if (!whole) throw new Error('no request')
        const steps = whole.steps.slice(1)
        const ends = steps.filter(({ type }) => !['request-asked-back', 'request-revised'].includes(type))
        // One end at most, and nothing after it.
        expect(ends.length).toBe(['open', 'asked-back'].includes(whole.state) ? 0 : 1)
        if (ends[0]) expect(steps.at(-1)).toBe(ends[0])
        expect(whole.changeId !== undefined).toBe(whole.state === 'approved')
        for (const { type, by } of steps) {
          const isOwn = isSamePerson(by, whole.requester)
          if (['request-revised', 'request-withdrawn'].includes(type)) expect(isOwn).toBe(true)
          if (['request-approved', 'request-declined', 'request-asked-back'].includes(type))
            expect(isOwn).toBe(false)
          if (type === 'request-ended') expect(by.kind).toBe('system')
        }
        expect(whole.revision).toBe(1 + steps.filter(({ type }) => type === 'request-revised').length)
        // What has ended stays as it is, whatever comes.
        if (ends.length > 0)
          fc.assert(
            fc.property(story, (more) => {
              const longer = [...all, ...more.map(({ actor, event }) => told(actor, event))]
              expect(foldRequest(longer)).toEqual(whole)
            }),
            { numRuns: 3 },
          )
      }),
    )
  })
})

describe('a request', () => {
  test('is not there without its first step', () => {
    expect(foldRequest([])).toBeUndefined()
    expect(foldRequest([told(person('ada'), { type: 'request-withdrawn', ...named })])).toBeUndefined()
  })

  test.each([
    ['open', 'ada', 'request-approved', 'Nobody decides on their own request.'],
    ['open', 'bob', 'request-withdrawn', 'Only who has sent a request can do this to it.'],
    ['open', 'bob', 'request-approved', undefined],
    ['asked-back', 'bob', 'request-approved', 'This request waits for an answer of who sent it.'],
    ['asked-back', 'bob', 'request-declined', undefined],
    ['asked-back', 'ada', 'request-revised', undefined],
    ['approved', 'bob', 'request-declined', 'This request has been approved.'],
    ['ended', 'ada', 'request-revised', 'This request has ended.'],
    ['open', 'bob', 'request-ended', 'Requests are ended by the console alone.'],
  ] as const)('%s, and %s: %s', (state, who, move, sentence) => {
    expect(refusalOf({ state, requester: person('ada') }, person(who), move)).toBe(sentence)
  })
})
