import fc from 'fast-check'
import type { Change } from '@/lib/changes/change'
import { planChange } from '@/lib/changes/plan/plan-change'
import { stateAfterCall } from '@/lib/changes/plan/state-after-call'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import type { Cors } from '@/lib/cors/value/schema'
import { FailureError } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import { AUTH_TYPES, type FunctionUrlIdentity, INVOKE_MODES } from '@/lib/identity/schema'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import { foreignStatements, permissions } from '@/lib/permissions/permission-arbitraries'
import type { Grant, Statement } from '@/lib/permissions/schema'
import { isRemovable, statementOf } from '@/lib/permissions/statement'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { canonicalJson } from '@/lib/text/canonical-json'

/** Only tests import this: states that AWS can answer, and the changes that can be planned on them. */

export const identities: fc.Arbitrary<FunctionUrlIdentity> = fc.record({
  account: fc.constantFrom('111122223333', '444455556666'),
  region: fc.constantFrom('us-east-1', 'eu-central-1'),
  functionName: fc.constantFrom('checkout', '-leading_hyphen'),
  qualifier: fc.constantFrom('$LATEST', 'live', '--help'),
})

export const corsValues: fc.Arbitrary<Cors> = fc.record(
  {
    AllowCredentials: fc.boolean(),
    AllowHeaders: fc.subarray(['content-type', 'X-Trace']),
    AllowMethods: fc.subarray(['GET', 'POST', '*']),
    AllowOrigins: fc.subarray(['https://a.example', 'https://b.example', '*']),
    ExposeHeaders: fc.subarray(['x-id', 'etag']),
    MaxAge: fc.nat(86_400),
  },
  { requiredKeys: [] },
)

const GRANTS: Grant[] = [
  { type: 'everyone' },
  { type: 'account', account: '444455556666' },
  { type: 'role', roleArn: 'arn:aws:iam::111122223333:role/team/deployer' },
  { type: 'organization', organizationId: 'o-a1b2c3d4e5' },
  { type: 'cloudfront', distributionArn: 'arn:aws:cloudfront::111122223333:distribution/E1ABC' },
]

const typedGrants = permissions().map((permission): Grant => ({ type: 'statement', permission }))
const grantLists = fc.array(fc.oneof(fc.constantFrom(...GRANTS), typedGrants), { maxLength: 4 })

/** Statements of one policy, whose ids differ as AWS sees to it. */
const statementLists = (arn: string): fc.Arbitrary<Statement[]> => {
  const readyMade = GRANTS.flatMap(permissionsOfGrant).map((permission) => statementOf(permission, arn))
  const one = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...readyMade) },
    { weight: 2, arbitrary: permissions().map((permission) => statementOf(permission, arn)) },
    { weight: 1, arbitrary: foreignStatements().map((statement) => ({ ...statement, Resource: arn })) },
  )
  const publicPair = fc.constantFrom([], readyMade.slice(0, 2))
  return fc
    .tuple(publicPair, fc.array(one, { maxLength: 5 }))
    .map(([pair, others]) => withoutRepeatedIds([...pair, ...others]))
}

function withoutRepeatedIds(statements: Statement[]): Statement[] {
  const idOf = (statement: Statement) => statement.Sid ?? canonicalJson(statement)
  return statements.filter(
    (one, index) => statements.findIndex((other) => idOf(other) === idOf(one)) === index,
  )
}

export const statesOf = (identity: FunctionUrlIdentity): fc.Arbitrary<QualifierState> => {
  const arn = functionArn(identity)
  const config = fc.record({
    FunctionUrl: fc.constant('https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws/'),
    FunctionArn: fc.constant(arn),
    AuthType: fc.constantFrom(...AUTH_TYPES),
    InvokeMode: fc.constantFrom(...INVOKE_MODES),
    Cors: fc.option(corsValues.filter((cors) => Object.keys(cors).length > 0).map(asStored), {
      nil: undefined,
    }),
    CreationTime: fc.constant('2026-09-15T11:59:39.307613340Z'),
    LastModifiedTime: fc.constant('2026-09-16T11:59:39.307613340Z'),
  })
  const policy = fc
    .tuple(fc.uuid(), statementLists(arn))
    .map(([RevisionId, statements]) => ({ RevisionId, statements }))
  return fc
    .record({ config: fc.option(config), policy: fc.option(policy) })
    .map((state) => (state.policy?.statements.length === 0 ? { ...state, policy: null } : state))
}

const asStored = (cors: Cors): Cors =>
  cors.AllowHeaders ? { ...cors, AllowHeaders: cors.AllowHeaders.map((name) => name.toLowerCase()) } : cors

export const requestsOn = (
  identity: FunctionUrlIdentity,
  state: QualifierState,
): fc.Arbitrary<ChangeRequest> => {
  const removable = statementsOf(state).flatMap((statement) =>
    isRemovable(statement) ? [statement.Sid] : [],
  )
  const settings = {
    AuthType: fc.constantFrom(...AUTH_TYPES),
    InvokeMode: fc.constantFrom(...INVOKE_MODES),
    Cors: corsValues,
  }
  const base = { identity: fc.constant(identity) }
  const grant = fc.record({ kind: fc.constant('grant' as const), ...base, grants: grantLists })
  const revoke = () =>
    fc.record({
      kind: fc.constant('revoke' as const),
      ...base,
      statementIds: fc.subarray(removable, { minLength: 1 }),
    })
  const create = fc.record(
    { kind: fc.constant('create' as const), ...base, ...settings, grants: grantLists },
    { requiredKeys: ['kind', 'identity', 'AuthType', 'InvokeMode', 'grants'] },
  )
  const update = fc.record(
    {
      kind: fc.constant('update' as const),
      ...base,
      ...settings,
      statements: fc.constantFrom('follow' as const, 'keep' as const),
    },
    { requiredKeys: ['kind', 'identity', 'statements'] },
  )
  const remove = fc.record({
    kind: fc.constant('delete' as const),
    ...base,
    statements: fc.constantFrom('remove' as const, 'keep' as const),
  })
  const others = statementsOf(state).filter((statement) => !isRemovable(statement))
  const revokeOthers = () =>
    fc.record({
      kind: fc.constant('revoke' as const),
      ...base,
      statementIds: fc.subarray(removable),
      statements: fc.subarray(others, { minLength: 1 }),
    })
  const from = statementsOf(state)
  const putPolicy = fc
    .tuple(fc.subarray(from), statementLists(functionArn(identity)))
    .map(([kept, come]) => ({
      kind: 'put-policy' as const,
      identity,
      from,
      to: withoutRepeatedIds([...kept, ...come]),
    }))
  return fc.oneof(
    grant,
    putPolicy,
    ...(removable.length > 0 ? [revoke()] : []),
    ...(others.length > 0 ? [revokeOthers()] : []),
    ...(state.config ? [update, remove] : [create]),
  )
}

const planned = (request: ChangeRequest, state: QualifierState): Change | undefined => {
  try {
    return planChange(request, state)
  } catch (error) {
    if (error instanceof FailureError) return undefined
    throw error
  }
}

/** Nothing reserved, everything stopped, or some number. */
const reservations = fc.constantFrom(null, 0, 1, 50)

/** Requests about a function's concurrency, on states that tell it. */
const concurrencyRequests = identities.chain((identity) =>
  fc.record({
    request: fc.oneof(
      fc.constant<ChangeRequest>({ kind: 'stop-calls', identity }),
      reservations.map(
        (reserved): ChangeRequest => ({
          kind: 'let-calls-in',
          identity,
          ReservedConcurrentExecutions: reserved === 0 ? 2 : reserved,
        }),
      ),
    ),
    state: fc
      .tuple(statesOf(identity), reservations)
      .map(([state, concurrency]): QualifierState => ({ ...state, concurrency })),
  }),
)

const urlRequests = identities.chain((identity) =>
  statesOf(identity).chain((state) => requestsOn(identity, state).map((request) => ({ request, state }))),
)

/** Changes that have something to do, with their state as `before`. */
export const changes: fc.Arbitrary<Change> = fc
  .oneof({ weight: 8, arbitrary: urlRequests }, { weight: 1, arbitrary: concurrencyRequests })
  .map(({ request, state }) => planned(request, state))
  .filter((change) => change !== undefined)

/** The state before the first call, after each, and after the last. */
export function statesAlong({
  request,
  before,
  calls,
}: Pick<Change, 'request' | 'before' | 'calls'>): QualifierState[] {
  const states = [before]
  for (const call of calls) states.push(stateAfterCall(request.identity, states.at(-1) ?? before, call))
  return states
}
