import { describe, expect, test } from 'vitest'
import { can } from '@/lib/auth/can'
import { ALL_RIGHTS, type Grant, type Rights } from '@/lib/auth/grants'
import { CONTROLLED, mayOf } from '@/lib/auth/may'
import { cutTo } from '@/lib/auth/resource'
import { needsOf } from '@/lib/auth/rights'
import { ROLES } from '@/lib/auth/roles'
import { isInScope, type Scope } from '@/lib/auth/scope'

const RESOURCE = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'checkout',
  qualifier: '$LATEST',
}
const SCOPES: Scope[] = [
  'everything',
  [{ accounts: ['111111111111'] }],
  [{ accounts: ['222222222222'] }],
  [{ functionNames: ['check*'] }],
  [],
]
const rightsOf = (...grants: Grant[]): Rights => ({ ...ALL_RIGHTS, grants, provenAt: Date.now() })
const person = { kind: 'person', id: 'p', name: 'p' } as const

describe('what a control is told', () => {
  const cases = CONTROLLED.flatMap((operation) =>
    ROLES.flatMap((role) => SCOPES.map((scope) => ({ operation, role, scope }))),
  )
  test.each(cases)(
    'of $operation for $role of $scope is what the server judges',
    ({ operation, role, scope }) => {
      const rights = rightsOf({ role, scope })
      const resource = cutTo(needsOf(operation), RESOURCE)
      const { where } = mayOf(rights)[operation]
      const isShown =
        needsOf(operation) === 'nothing'
          ? where === 'everything' || where.length > 0
          : isInScope(where, resource, new Map())
      const judged = can(person, rights, operation, resource, { isReadOnly: false, now: Date.now() })
      expect(isShown).toBe(judged === 'yes')
    },
  )

  test('names no tags, and what only they tell apart counts as in', () => {
    const scope = [{ accounts: ['111111111111'], tags: [{ key: 'team', value: 'shop' }] }]
    expect(mayOf(rightsOf({ role: 'approver', scope }))['finding:mute']).toEqual({
      least: 'approver',
      where: [{ accounts: ['111111111111'] }],
      isWrite: true,
    })
  })
})
