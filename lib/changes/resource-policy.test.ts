import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf, reviewOf, stageFor } from '@/lib/changes/fixtures/writes'
import { getChange } from '@/lib/changes/read'
import { FailureError } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { rememberPolicyApi } from '@/lib/permissions/policy-api'
import type { Statement } from '@/lib/permissions/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { addStatements } from '@/lib/sandbox/build'
import type { WireStatement } from '@/lib/sandbox/state'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterEach(() => {
  Object.assign(homeAccount(), { lacksResourcePolicyApi: [], forbidsPublicGrants: false })
})
afterAll(() => world.close())

function homeAccount() {
  const account = world.state.accounts.get('111111111111')
  if (!account) throw new Error('The sandbox has no such account.')
  return account
}

const denyOf = (Resource: string): Statement => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'lambda:InvokeFunctionUrl',
  Resource,
})

const withDeny = () =>
  stageFor(world, {
    url: { authType: 'NONE' },
    grants: [{ type: 'everyone' }],
    others: (arn) => [denyOf(arn)],
  })

const removeDeny = (identity: FunctionUrlIdentity): ChangeRequestInput => ({
  kind: 'revoke',
  identity,
  statementIds: [],
  statements: [denyOf(functionArn(identity))],
})

const theirs = (arn: string): WireStatement => ({
  Sid: 'theirs',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: arn,
})

const operationsOf = async (request: ChangeRequestInput) =>
  (await reviewOf(request)).calls.map(({ operation }) => operation)

const codeOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((reason: unknown) => reason)
  return error instanceof FailureError ? error.failure : error
}

test('somebody who writes between the last look and the call is not overwritten: RevisionId', async () => {
  const { fn, identity } = withDeny()
  const { functionName } = identity
  const what = { slowMs: 1_000 }
  world.sandbox.faults.add({ operation: 'PutResourcePolicy', functionName, when: 'before', what, times: 1 })
  const changeId = await begin(removeDeny(identity))
  const isUnderWay = async () => {
    const { calls } = await ask(getChange, { changeId })
    expect(calls[0]?.status).toBe('running')
  }
  await vi.waitFor(isUnderWay, 15_000)
  addStatements(fn, identity.qualifier, [theirs(functionArn(identity))])
  const { outcome } = await endOf(changeId)
  expect(outcome?.verdict).toBe('changed-elsewhere')
  expect(outcome?.state?.policy?.statements.map(({ Sid }) => Sid)).toContain('theirs')
  expect(fn.policies.get(identity.qualifier)?.statements).toHaveLength(4)
})

test('what others have added since the edit began stays, and an id that they took is named', async () => {
  const { fn, identity } = withDeny()
  const arn = functionArn(identity)
  const before = (await reviewOf(removeDeny(identity))).before
  const from = before.policy?.statements ?? []
  addStatements(fn, identity.qualifier, [theirs(arn)])
  const to = from.filter(({ Effect }) => Effect === 'Allow')
  const plan = await reviewOf({ kind: 'put-policy', identity, from, to })
  expect(plan.after.policy?.statements).toEqual([...to, theirs(arn)])
  const taken = [...to, { ...denyOf(arn), Sid: 'theirs' }]
  const failure = await codeOf(reviewOf({ kind: 'put-policy', identity, from, to: taken }))
  expect(failure).toMatchObject({ code: 'changed-elsewhere', message: expect.stringContaining('theirs') })
})

test('a region without the API: the review says so, is remembered, and goes on by statement', async () => {
  homeAccount().lacksResourcePolicyApi = 'everywhere'
  const { fn, identity } = withDeny()
  const asked = () => world.sandbox.ledger.read({ operation: 'GetResourcePolicy', region: identity.region })
  // Another test may have learned before that the region has it: only a call tells otherwise.
  const first = await codeOf(
    reviewOf(removeDeny(identity)).then(() => begin(removeDeny(identity)).then(endOf)),
  )
  expect(JSON.stringify(first)).toContain('operation-unknown')
  expect(JSON.stringify(first)).not.toContain('access-denied')
  const before = asked().length
  const failure = await codeOf(reviewOf(removeDeny(identity)))
  expect(failure).toMatchObject({
    code: 'operation-unknown',
    message: `${identity.region} does not know PutResourcePolicy yet, and AddPermission and RemovePermission cannot write this change.`,
  })
  expect(asked()).toHaveLength(before)
  const from = (fn.policies.get(identity.qualifier)?.statements ?? []) as Statement[]
  const to = from.filter(({ Effect }) => Effect === 'Deny')
  expect(await operationsOf({ kind: 'put-policy', identity, from, to })).toEqual([
    'RemovePermission',
    'RemovePermission',
  ])
  const revoke: ChangeRequestInput = { kind: 'revoke', identity, statementIds: [String(from[0]?.Sid)] }
  expect((await reviewOf(revoke)).undo).toEqual({ possible: true })
})

const publicWithoutId = () =>
  stageFor(world, {
    url: { authType: 'NONE' },
    grants: [{ type: 'everyone' }],
    others: (Resource) => [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'lambda:InvokeFunctionUrl',
        Resource,
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      },
    ],
  })

test.each<[string, (identity: FunctionUrlIdentity) => ChangeRequestInput]>([
  ['closed', (identity) => ({ kind: 'update', identity, AuthType: 'AWS_IAM' })],
  ['deleted', (identity) => ({ kind: 'delete', identity })],
])('a URL that is %s keeps no public statement, not even one without an id', async (_, requestOn) => {
  const { fn, identity } = publicWithoutId()
  const { outcome } = await endOf(await begin(requestOn(identity)))
  expect(outcome?.verdict).toBe('applied')
  expect(fn.policies.get(identity.qualifier)?.statements ?? []).toEqual([])

  homeAccount().lacksResourcePolicyApi = 'everywhere'
  const other = publicWithoutId()
  rememberPolicyApi(other.identity, true)
  const { warnings, calls, after } = await reviewOf(requestOn(other.identity))
  rememberPolicyApi(other.identity, false)
  expect(calls.map(({ operation }) => operation)).not.toContain('PutResourcePolicy')
  expect(after.policy?.statements).toHaveLength(1)
  expect(warnings.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('RemovePermission cannot name a statement without an id'),
  )
})

test('public grants that the organization forbids have a failure of their own, whichever call makes them', async () => {
  homeAccount().forbidsPublicGrants = true
  const { identity } = stageFor(world, { url: { authType: 'NONE' }, grants: [] })
  const grant = await endOf(await begin({ kind: 'grant', identity, grants: [{ type: 'everyone' }] }))
  expect(grant.outcome?.failure).toMatchObject({
    code: 'public-policy',
    message: expect.stringMatching(
      /^Your organization or account forbids public grants, so AWS refused AddPerm/,
    ),
  })
  const open = { ...denyOf(functionArn(identity)), Effect: 'Allow' as const, Sid: 'open' }
  const put = await endOf(await begin({ kind: 'put-policy', identity, from: [], to: [open] }))
  expect(put.outcome).toMatchObject({ verdict: 'nothing-done', failure: { code: 'public-policy' } })
})

test('what AWS would refuse is said before it is asked', async () => {
  const { identity } = stageFor(world, { url: { authType: 'NONE' }, grants: [] })
  const bad = { Effect: 'Allow' as const, Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::bucket' }
  expect(await codeOf(reviewOf({ kind: 'put-policy', identity, from: [], to: [bad] }))).toMatchObject({
    code: 'invalid-input',
    issues: [{ path: 'to.0.Action' }, { path: 'to.0.Resource' }],
  })
})
