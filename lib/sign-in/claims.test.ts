import { describe, expect, test } from 'vitest'
import { groupsIn, nameIn } from '@/lib/sign-in/claims'

describe('groupsIn', () => {
  test.each<[string, Record<string, unknown>, string, string[]]>([
    ['a list of names (Okta, Keycloak, authentik)', { groups: ['a', '/b/c'] }, 'groups', ['a', '/b/c']],
    ['one name', { groups: 'a' }, 'groups', ['a']],
    ['an empty list', { groups: [] }, 'groups', []],
    ['the same name twice', { groups: ['a', 'a'] }, 'groups', ['a']],
    ['a name with a colon (Cognito)', { 'cognito:groups': ['a'] }, 'cognito:groups', ['a']],
    [
      'a claim that is an address (Auth0)',
      { 'https://x.example/groups': ['a'] },
      'https://x.example/groups',
      ['a'],
    ],
    ['a path (Keycloak roles)', { realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    [
      'things with names',
      { groups: [{ name: 'a' }, { value: 'b' }, { id: 'c' }] },
      'groups',
      ['a', 'b', 'c'],
    ],
    ['another claim’s groups elsewhere', { groups: ['a'], _claim_names: { photos: 'x' } }, 'groups', ['a']],
  ])('reads %s', (_, claims, path, groups) => expect(groupsIn(claims, path)).toEqual({ groups }))

  test.each<[string, Record<string, unknown>, string]>([
    ['no claim', {}, 'missing'],
    ['null', { groups: null }, 'missing'],
    ['Entra’s overage', { _claim_names: { groups: 'src1' }, _claim_sources: { src1: {} } }, 'overage'],
    ['Entra’s overage beside some', { groups: ['a'], _claim_names: { groups: 'src1' } }, 'overage'],
    ['Entra’s overage of the implicit flow', { hasgroups: 'true' }, 'overage'],
    ['exactly a hundred', { groups: Array.from({ length: 100 }, (_, at) => `g${at}`) }, 'truncated'],
    ['a number', { groups: 7 }, 'unreadable'],
    ['a list with a hole', { groups: ['a', null] }, 'unreadable'],
    ['what every object has', { groups: {} }, 'unreadable'],
  ])('lets nobody gain by %s', (_, claims, problem) =>
    expect(groupsIn(claims, 'groups')).toEqual({ groups: [], problem }),
  )

  test('does not find what objects bring along', () => {
    expect(groupsIn({}, 'constructor.name')).toEqual({ groups: [], problem: 'missing' })
  })
})

test('people are called by the best name that there is', () => {
  expect(nameIn({ sub: '1', name: ' Mia ', email: 'm@x' })).toBe('Mia')
  expect(nameIn({ sub: '1', name: '', preferred_username: 'mia' })).toBe('mia')
  expect(nameIn({ sub: '1' })).toBe('1')
})
