import { beforeAll, describe, expect, test } from 'vitest'
import { permitFor, permitForEverything, testContext } from '@/lib/auth/fixtures/ask'
import { maySee, permitWithin } from '@/lib/auth/judge'
import { assertCovers, assertOperation, bondOf, narrowed, type Permit, PermitError } from '@/lib/auth/permit'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'

beforeAll(() => {
  Object.assign(process.env, { HOSTNAME: '127.0.0.1', AWS_REGION: 'eu-central-1' })
})

const target = { account: '111111111111', region: 'eu-central-1' }
const fn = { ...target, functionName: 'f' }
const url = { ...fn, qualifier: 'live' }
const other = { ...target, functionName: 'g' }
const system = () => systemPermit(backgroundContext({ kind: 'system', id: 's', name: 's' }), fn)

/** Things that look like a permit, for all that a caller can see of one. */
function forgeries(): [string, unknown][] {
  const real = permitFor('function:read', fn)
  const bond = { context: testContext(), operation: 'function:read', resource: fn, scope: 'everything' }
  return [
    ['nothing', undefined],
    ['a plain object', { ...bond, actor: bond.context.actor }],
    ['a copy', { ...real }],
    ['a copy through JSON', JSON.parse(JSON.stringify(real))],
    [
      'an object with its prototype',
      Object.assign(Object.create(Object.getPrototypeOf(real)), { own: bond }),
    ],
    ['a proxy of a real one', new Proxy(real, {})],
  ]
}

describe('a permit', () => {
  test('that only looks like one is none', () => {
    for (const [what, forged] of forgeries()) {
      const permit = forged as Permit
      expect(() => bondOf(permit), what).toThrow(PermitError)
      expect(() => assertCovers(permit, fn), what).toThrow(PermitError)
      expect(() => narrowed(permit, { resource: url }), what).toThrow(PermitError)
      expect(() => permitWithin(permit, 'function:read', fn), what).toThrow(PermitError)
      expect(() => maySee(permit, 'function:read', fn), what).toThrow(PermitError)
    }
  })

  test('cannot be made by its own constructor, nor changed', () => {
    const real = permitFor('function:read', fn)
    const Made = Object.getPrototypeOf(real).constructor
    expect(() => new Made(Symbol('permit'), bondOf(real))).toThrow(PermitError)
    expect(() => Object.assign(real, { call: 'DeleteFunction' })).toThrow(TypeError)
  })

  test('is for its own resource, its parts, and nothing else', () => {
    const permit = permitFor('function:read', fn)
    for (const touched of [fn, url]) expect(() => assertCovers(permit, touched)).not.toThrow()
    for (const touched of [
      other,
      target,
      {},
      { ...fn, account: '222222222222' },
      { ...fn, region: 'us-east-1' },
    ])
      expect(() => assertCovers(permit, touched)).toThrow(PermitError)
  })

  test('for nothing in particular covers nothing', () => {
    expect(() => assertCovers(permitFor('connection:read', {}), target)).toThrow(PermitError)
    expect(() => assertCovers(permitForEverything(), fn)).toThrow(PermitError)
  })

  test('is for its own operation', () => {
    const permit = permitFor('function:read', fn)
    expect(() => assertOperation(permit, 'function:read', 'function:list')).not.toThrow()
    expect(() => assertOperation(permit, 'function:list')).toThrow(PermitError)
  })

  test('is narrowed to a qualifier or a call, and never widened again', () => {
    const narrow = narrowed(permitFor('function:read', fn), { resource: url, call: 'GetAlias' })
    expect(() => assertCovers(narrow, url)).not.toThrow()
    expect(() => assertCovers(narrow, { ...url, qualifier: 'blue' })).toThrow(PermitError)
    expect(() => narrowed(narrow, { resource: fn })).toThrow(PermitError)
    expect(() => narrowed(narrow, { call: 'ListAliases' })).toThrow(PermitError)
  })

  test('leads to another around the same resource, which is judged, and to no other', () => {
    const permit = permitFor('change:plan', url)
    expect(bondOf(permitWithin(permit, 'function:read', url)).resource).toEqual(fn)
    expect(bondOf(permitWithin(permit, 'function:list', url)).resource).toEqual(target)
    expect(() => permitWithin(permit, 'function:read', other)).toThrow(PermitError)
  })
})

describe('the console’s own permit', () => {
  test('is for its own function, whoever is judged', () => {
    expect(bondOf(permitWithin(system(), 'function-url:read', url)).resource).toEqual(url)
    for (const wider of [other, target])
      expect(() => permitWithin(system(), 'function:list', wider)).toThrow(PermitError)
    expect([maySee(system(), 'function:read', fn), maySee(system(), 'function:read', other)]).toEqual([
      true,
      false,
    ])
  })

  test('shows of the journal only its own function', () => {
    expect(bondOf(permitWithin(system(), 'change:read', {})).resource).toEqual(fn)
  })
})
