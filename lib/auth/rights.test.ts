import { describe, expect, test } from 'vitest'
import { can, PROOF_LASTS, scopeOf } from '@/lib/auth/can'
import type { Actor } from '@/lib/auth/context'
import { ALL_RIGHTS, NO_RIGHTS, type Rights } from '@/lib/auth/grants'
import { covers, cutTo, isAsDeepAs } from '@/lib/auth/resource'
import { accessOf, needsOf, OPERATIONS, type Operation } from '@/lib/auth/rights'
import { ROLES, type Role } from '@/lib/auth/roles'
import type { Scope } from '@/lib/auth/scope'

const EVERY = Object.keys(OPERATIONS) as Operation[]
const url = { account: '111111111111', region: 'eu-central-1', functionName: 'f', qualifier: 'live' }
const actor = (kind: Actor['kind']): Actor => ({ kind, id: 'x', name: 'x' })
const NOW = Date.UTC(2026, 10, 28)
const usually = { isReadOnly: false, now: NOW }
const withRole = (role: Role, scope: Scope = 'everything', rest: Partial<Rights> = {}): Rights => ({
  ...ALL_RIGHTS,
  provenAt: NOW,
  grants: [{ role, scope }],
  ...rest,
})
const mayAs = (rights: Rights, kind: Actor['kind'] = 'person') =>
  EVERY.filter((operation) => can(actor(kind), rights, operation, url, usually) === 'yes')

describe('can', () => {
  test('the local operator may do everything', () => {
    expect(mayAs(ALL_RIGHTS, 'local-operator')).toEqual(EVERY)
  })

  test('nobody writes while the console is read-only, and everybody reads', () => {
    const refused = EVERY.filter(
      (operation) =>
        can(actor('local-operator'), ALL_RIGHTS, operation, url, { ...usually, isReadOnly: true }) ===
        'read-only',
    )
    expect(refused).toEqual(EVERY.filter((operation) => ['write', 'admin'].includes(accessOf(operation))))
    expect(refused).toEqual(
      expect.arrayContaining(['change:plan', 'change:apply', 'send-with-effect:signed', 'permission:add']),
    )
    expect(refused).not.toContain('send:signed')
  })

  test.each([
    ['nobody', ['sign-in:enter']],
    ['system', []],
  ] as const)('for %s nothing is there, whatever stands beside it, but a way in', (kind, ways) => {
    expect(mayAs(ALL_RIGHTS, kind)).toEqual(ways)
  })

  test('a person without a role is told so, and has their own sessions', () => {
    expect(mayAs(NO_RIGHTS)).toEqual(['self:read', 'sign-in:enter', 'self:manage'])
    expect(scopeOf(NO_RIGHTS)).toEqual([])
  })

  test('each role may all that the one before it may', () => {
    const sets = ROLES.map((role) => new Set(mayAs(withRole(role))))
    for (const [index, set] of sets.entries())
      for (const operation of sets[index - 1] ?? []) expect(set.has(operation), operation).toBe(true)
    expect(sets.map((set) => set.has('function-url:update'))).toEqual([false, true, true, true])
    expect(sets.map((set) => set.has('function-url:delete'))).toEqual([false, false, true, true])
    expect(sets.map((set) => set.has('settings:change'))).toEqual([false, false, false, true])
  })

  test('a rule lets editors delete, and another make public', () => {
    const rules = { ...ALL_RIGHTS.rules, mayEditorsDelete: true }
    expect(mayAs(withRole('editor', 'everything', { rules }))).toContain('function-url:delete')
    expect(mayAs(withRole('editor', 'everything', { rules }))).not.toContain('function-url:make-public')
  })

  test('what lies outside the scope is not there; what may only be seen is said to be', () => {
    const here = withRole('editor', [{ functionNames: ['f'] }])
    const judged = (operation: Operation, functionName: string) =>
      can(actor('person'), here, operation, cutTo(needsOf(operation), { ...url, functionName }), usually)
    expect(judged('function-url:update', 'f')).toBe('yes')
    expect(judged('function-url:update', 'g')).toBe('no')
    expect(judged('function-url:read', 'g')).toBe('no')
    expect(judged('function-url:delete', 'f')).toBe('not-allowed')
    // The list of a region is opened, and its rows are judged.
    expect(judged('function:list', 'g')).toBe('yes')
    const all = { ...here, rules: { ...here.rules, isEverythingSeen: true } }
    expect(can(actor('person'), all, 'function-url:read', { ...url, functionName: 'g' }, usually)).toBe('yes')
    expect(can(actor('person'), all, 'function-url:update', { ...url, functionName: 'g' }, usually)).toBe(
      'not-allowed',
    )
  })

  test('an administrator of a part does not govern the whole', () => {
    expect(mayAs(withRole('admin', [{ accounts: [url.account] }]))).not.toContain('settings:change')
    expect(mayAs(withRole('admin', [{ accounts: [url.account] }]))).toContain('function-url:delete')
  })

  test('a function is in the scope of a tag when the index says so', () => {
    const scope: Scope = [{ tags: [{ key: 'team', value: 'shop' }] }]
    const tagged = new Map([['team\nshop', new Set(['111111111111/eu-central-1/f'])]])
    expect(mayAs(withRole('editor', scope, { tagged }))).toContain('function-url:update')
    expect(mayAs(withRole('editor', scope))).not.toContain('function-url:update')
  })

  test('what opens or deletes takes a proof of the last minutes', () => {
    const judged = (provenAt: number | undefined, kind: Actor['kind'] = 'person') =>
      can(actor(kind), withRole('admin', 'everything', { provenAt }), 'function-url:delete', url, usually)
    expect([judged(NOW), judged(NOW - PROOF_LASTS), judged(undefined)]).toEqual(['yes', 'proof', 'proof'])
    expect(judged(undefined, 'local-operator')).toBe('yes')
  })

  test('a token reads, whatever role it was given', () => {
    for (const operation of mayAs(withRole('admin'), 'token')) expect(accessOf(operation)).toBe('read')
  })

  test('an operation on less than it needs is on nothing', () => {
    for (const operation of EVERY.filter((each) => needsOf(each) !== 'nothing'))
      expect(can(actor('local-operator'), ALL_RIGHTS, operation, {}, usually), operation).toBe('no')
  })
})

describe('a resource', () => {
  test('is cut to what an operation needs', () => {
    expect(cutTo('function', { ...url, Marker: 'm' } as typeof url)).toEqual({
      account: url.account,
      region: url.region,
      functionName: 'f',
    })
    expect(cutTo('nothing', url)).toEqual({})
    expect([isAsDeepAs('function-url', url), isAsDeepAs('function-url', cutTo('function', url))]).toEqual([
      true,
      false,
    ])
  })

  test('covers its parts and no sibling', () => {
    expect(covers(cutTo('target', url), url)).toBe(true)
    expect(covers(url, cutTo('function', url))).toBe(false)
    for (const member of ['account', 'region', 'functionName', 'qualifier'] as const)
      expect(covers(url, { ...url, [member]: 'other' }), member).toBe(false)
  })
})
