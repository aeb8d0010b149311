import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ask, permitFor } from '@/lib/auth/fixtures/ask'
import { NO_RIGHTS } from '@/lib/auth/grants'
import { PermitError } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { perform, type Verb, verb } from '@/lib/auth/verb'
import { forgetEnv } from '@/lib/env'

beforeEach(() => {
  Object.assign(process.env, { HOSTNAME: '127.0.0.1', AWS_REGION: 'eu-central-1' })
  forgetEnv()
})
afterEach(() => {
  delete process.env.CONSOLE_READ_ONLY
  forgetEnv()
})

const fn = { account: '111111111111', region: 'eu-central-1', functionName: 'f' }
const input = z.object({
  account: z.string(),
  region: z.string(),
  functionName: z.string().check(z.maxLength(9)),
})
const worked: unknown[] = []
beforeEach(() => void worked.splice(0))

const getThing = verb({
  name: 'getThing',
  input,
  operation: 'function:read',
  resource: (asked) => asked,
  work: async (call) => worked.push(call.input),
})

describe('a verb', () => {
  test('that gets invalid input does not work', async () => {
    const asking = ask(getThing, { ...fn, functionName: 'much too long' })
    await expect(asking).rejects.toMatchObject({ failure: { code: 'invalid-input' } })
    expect(worked).toEqual([])
  })

  test('whose input is another person’s does not work either, and says what an unknown function says', async () => {
    const person = { actor: { kind: 'person', id: 'p', name: 'p' }, rights: NO_RIGHTS } as const
    await expect(ask(getThing, fn, person)).rejects.toMatchObject({
      failure: { code: 'not-found', unknown: { part: 'functionName', value: 'f' } },
    })
    expect(worked).toEqual([])
  })

  test('that writes does not work in read-only mode', async () => {
    process.env.CONSOLE_READ_ONLY = 'true'
    forgetEnv()
    const write = verb({
      name: 'write',
      input: z.extend(input, { qualifier: z.string() }),
      operation: 'change:apply',
      resource: (asked) => asked,
      work: async (call) => worked.push(call.input),
    })
    const asking = ask(write, { ...fn, qualifier: 'live' })
    await expect(asking).rejects.toMatchObject({ failure: { code: 'read-only' } })
    expect(worked).toEqual([])
  })

  test('within another one is judged again', async () => {
    await getThing.within(permitFor('function:list', fn), fn)
    expect(worked).toEqual([fn])
    const other = permitFor('function:read', { ...fn, functionName: 'g' })
    expect(() => getThing.within(other, fn)).toThrow(PermitError)
  })

  test.each<[string, object]>([
    ['a function', async () => 1],
    ['an object that looks like one', { name: 'x', within: async () => 1 }],
    ['an object with its prototype', Object.create(Object.getPrototypeOf(getThing))],
    ['a copy', { ...getThing }],
  ])('is not %s', async (_, forged) => {
    const context = { ...permitFor('connection:read', {}).context }
    await expect(perform(forged as Verb<z.ZodMiniType, unknown>, context, {})).rejects.toThrow(TypeError)
  })
})

describe('rows', () => {
  const rows = [fn, { ...fn, functionName: '' }, { ...fn, functionName: 'g' }]
  const list = verb({
    name: 'list',
    input: z.object({}),
    operation: 'connection:read',
    resource: () => ({}),
    sight: 'rows-only',
    work: async () => ({ rows: new Unjudged(rows), next: 'x' }),
    rows: { rows: { operation: 'function:read', resource: (row) => row } },
  })

  test('are judged one by one', async () => {
    expect(await ask(list, {})).toEqual({ rows: [fn, rows[2]], next: 'x' })
  })

  test('cannot be read, counted or sent before that', () => {
    const unjudged = new Unjudged(rows)
    expect(() => JSON.stringify({ answer: unjudged })).toThrow('not judged')
    expect([Object.keys(unjudged), Object.values(unjudged)]).toEqual([[], []])
    expect(Symbol.iterator in unjudged).toBe(false)
  })

  test('and what a verb answers beside them is kept in sight by its definition: neither does it compile', async () => {
    // @ts-expect-error sight: what is about more than one function says how its numbers are kept in sight.
    verb({
      name: 'careless',
      input: z.object({}),
      operation: 'inventory:read',
      resource: () => ({}),
      work: async () => ({ urls: 3 }),
    })
  })

  test('of a whole account and region are for who may see everything', async () => {
    const whole = verb({
      name: 'whole',
      input: z.object({ account: z.string(), region: z.string() }),
      operation: 'tags:list',
      resource: (asked) => asked,
      sight: 'whole',
      work: async () => ({ names: ['f'] }),
    })
    const part = [{ role: 'viewer' as const, scope: [{ functionNames: ['f'] }] }]
    const person = {
      actor: { kind: 'person', id: 'p', name: 'p' },
      rights: { ...NO_RIGHTS, grants: part },
    } as const
    await expect(ask(whole, fn, person)).rejects.toMatchObject({ failure: { code: 'not-found' } })
    expect(await ask(whole, fn)).toEqual({ names: ['f'] })
  })

  test('that nobody says how to judge are not answered: neither does it compile', async () => {
    const careless = verb({
      name: 'careless',
      input: z.object({}),
      operation: 'connection:read',
      resource: () => ({}),
      work: async () => ({ rows: new Unjudged(rows) }),
      // @ts-expect-error rows: each member of the answer that holds unjudged rows needs a rule.
      rows: undefined,
    })
    const answer = await ask(careless, {})
    expect(() => JSON.stringify(answer)).toThrow('not judged')
  })
})
