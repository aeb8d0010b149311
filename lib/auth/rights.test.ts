import { describe, expect, test } from 'vitest'
import { can, scopeOf } from '@/lib/auth/can'
import type { Actor } from '@/lib/auth/context'
import { covers, cutTo, isAsDeepAs } from '@/lib/auth/resource'
import { accessOf, needsOf, OPERATIONS, type Operation } from '@/lib/auth/rights'

const EVERY = Object.keys(OPERATIONS) as Operation[]
const url = { account: '111111111111', region: 'eu-central-1', functionName: 'f', qualifier: 'live' }
const actor = (kind: Actor['kind']): Actor => ({ kind, id: 'x', name: 'x' })
const READS_AND_WRITES = { isReadOnly: false }

describe('can', () => {
  test('the local operator may do everything', () => {
    for (const operation of EVERY)
      expect(can(actor('local-operator'), operation, url, READS_AND_WRITES), operation).toBe('yes')
  })

  test('nobody writes while the console is read-only, and everybody reads', () => {
    const refused = EVERY.filter(
      (operation) => can(actor('local-operator'), operation, url, { isReadOnly: true }) === 'read-only',
    )
    expect(refused).toEqual(EVERY.filter((operation) => ['write', 'admin'].includes(accessOf(operation))))
    expect(refused).toEqual(
      expect.arrayContaining(['change:plan', 'change:apply', 'send-with-effect:signed', 'permission:add']),
    )
    expect(refused).not.toContain('send:signed')
  })

  test.each(['person', 'token', 'system'] as const)('a %s has no role yet, so nothing is there', (kind) => {
    for (const operation of EVERY)
      expect(can(actor(kind), operation, url, READS_AND_WRITES), operation).toBe('no')
    expect(scopeOf(actor(kind))).toEqual([])
  })

  test('an operation on less than it needs is on nothing', () => {
    for (const operation of EVERY.filter((each) => needsOf(each) !== 'nothing'))
      expect(can(actor('local-operator'), operation, {}, READS_AND_WRITES), operation).toBe('no')
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
