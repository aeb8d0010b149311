import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCall } from '@/lib/changes/operations/commands'
import { changes } from '@/lib/changes/plan/plan-arbitraries'
import { changeRequestSchema } from '@/lib/requests/change-request'
import { qualifierStateSchema } from '@/lib/requests/qualifier-state'

const identity = {
  account: '111122223333',
  region: 'us-east-1',
  functionName: 'checkout',
  qualifier: '$LATEST',
}
const create = { kind: 'create', identity, AuthType: 'NONE', InvokeMode: 'BUFFERED' }
const changeId = '7d0a3a3e-8a3e-4d55-9d8c-3a2f5b9f0c11'

const pathsOf = (request: unknown) =>
  changeRequestSchema.safeParse(request).error?.issues.map(({ path }) => path.join('.')) ?? []

describe('a request', () => {
  test('gets its defaults: no grants, statements that follow and go', () => {
    expect(changeRequestSchema.parse(create)).toEqual({ ...create, grants: [] })
    expect(changeRequestSchema.parse({ kind: 'update', identity })).toMatchObject({ statements: 'follow' })
    expect(changeRequestSchema.parse({ kind: 'delete', identity })).toMatchObject({ statements: 'remove' })
  })

  test('keeps the difference between CORS cleared and CORS left alone', () => {
    expect(changeRequestSchema.parse({ kind: 'update', identity, Cors: {} })).toHaveProperty('Cors', {})
    expect(changeRequestSchema.parse({ kind: 'update', identity })).not.toHaveProperty('Cors')
  })

  test.each<[string, object, string]>([
    ['an unknown kind', { kind: 'drop', identity }, 'kind'],
    [
      'a version as qualifier',
      { ...create, identity: { ...identity, qualifier: '1' } },
      'identity.qualifier',
    ],
    [
      'a function name with markup',
      { ...create, identity: { ...identity, functionName: '<b>' } },
      'identity.functionName',
    ],
    ['an unknown auth type', { ...create, AuthType: 'OPEN' }, 'AuthType'],
    ['an unknown invoke mode', { ...create, InvokeMode: 'ASYNC' }, 'InvokeMode'],
    ['no grant to add', { kind: 'grant', identity, grants: [] }, 'grants'],
    [
      'more grants than a review can hold',
      { kind: 'grant', identity, grants: Array(21).fill({ type: 'everyone' }) },
      'grants',
    ],
    [
      'a typed statement that AWS would refuse',
      {
        kind: 'grant',
        identity,
        grants: [{ type: 'statement', permission: { StatementId: 'a.b', Action: '*', Principal: '*' } }],
      },
      'grants.0.permission.StatementId',
    ],
    ['no statement to remove', { kind: 'revoke', identity, statementIds: [] }, 'statementIds'],
    [
      'an id that RemovePermission does not take',
      { kind: 'revoke', identity, statementIds: ['a\u202e'] },
      'statementIds.0',
    ],
    ['a change that has no id', { kind: 'undo', identity, changeId: 'last' }, 'changeId'],
  ])('with %s is refused at its field', (_, request, path) => {
    expect(pathsOf(request)).toEqual([path])
  })

  test.each(['finish', 'undo'])('to %s names a change', (kind) => {
    expect(changeRequestSchema.parse({ kind, identity, changeId })).toEqual({ kind, identity, changeId })
  })

  test('that is valid is not changed by parsing it', () => {
    let valid = 0
    fc.assert(
      fc.property(changes, ({ request }) => {
        const parsed = changeRequestSchema.safeParse(request)
        if (!parsed.success) return
        valid++
        expect(parsed.data).toEqual(request)
        expect(changeRequestSchema.parse(parsed.data)).toEqual(parsed.data)
      }),
    )
    expect(valid).toBeGreaterThan(20)
  })
})

test('states and calls survive the journal: written as JSON and read again', () => {
  fc.assert(
    fc.property(changes, ({ before, after, calls }) => {
      for (const state of [before, after])
        expect(qualifierStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
      for (const call of calls) expect(parseCall(JSON.parse(JSON.stringify(call)))).toEqual(call)
    }),
  )
})
