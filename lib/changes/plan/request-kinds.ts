import type { Change } from '@/lib/changes/change'
import type { ConcurrencyEvidence } from '@/lib/changes/plan/concurrency-warnings'
import { planConcurrency } from '@/lib/changes/plan/plan-concurrency'
import { type Continuation, planContinuation } from '@/lib/changes/plan/plan-continuation'
import { planCreate } from '@/lib/changes/plan/plan-create'
import { planDelete } from '@/lib/changes/plan/plan-delete'
import { planGrant, planRevoke } from '@/lib/changes/plan/plan-permissions'
import { planPutPolicy } from '@/lib/changes/plan/plan-policy'
import { planUpdate } from '@/lib/changes/plan/plan-update'
import type { Cors } from '@/lib/cors/value/schema'
import { comparableCors } from '@/lib/function-urls/settings'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { canonicalJson } from '@/lib/text/canonical-json'

/** What a plan takes beside the request and the state that was read. */
export interface PlanContext {
  /** The half-done change that `finish` and `undo` name. */
  continuation?: Continuation
  /** What hangs on a function whose concurrency changes. */
  evidence?: ConcurrencyEvidence
}

type Kind = ChangeRequest['kind']
type Request<Of extends Kind> = Extract<ChangeRequest, { kind: Of }>

/** What is known of one kind of request. */
interface RequestKind<Of extends Kind> {
  plan: (request: Request<Of>, state: QualifierState, context: PlanContext) => Change
  /** The request with what has no order in one order, where there is such a thing: for the fingerprint of a review. */
  comparable?: (request: Request<Of>) => unknown
}

const concurrency = {
  plan: (request: Request<'stop-calls' | 'let-calls-in'>, state: QualifierState, { evidence }: PlanContext) =>
    planConcurrency(request, state, evidence),
}
const continuation = {
  plan: (request: Request<'finish' | 'undo'>, state: QualifierState, context: PlanContext) =>
    planContinuation(request, state, context.continuation, context.evidence),
}

/** Every kind of request. */
const REQUEST_KINDS: { [Of in Kind]: RequestKind<Of> } = {
  create: {
    plan: planCreate,
    comparable: (request) => ({ ...withComparableCors(request), grants: inOneOrder(request.grants) }),
  },
  update: { plan: planUpdate, comparable: withComparableCors },
  delete: { plan: planDelete },
  grant: {
    plan: planGrant,
    comparable: (request) => ({ ...request, grants: inOneOrder(request.grants) }),
  },
  revoke: {
    plan: planRevoke,
    comparable: (request) => ({
      ...request,
      statementIds: inOneOrder(request.statementIds),
      statements: inOneOrder(request.statements ?? []),
    }),
  },
  'put-policy': {
    plan: planPutPolicy,
    comparable: (request) => ({ ...request, from: inOneOrder(request.from), to: inOneOrder(request.to) }),
  },
  'stop-calls': concurrency,
  'let-calls-in': concurrency,
  finish: continuation,
  undo: continuation,
}

/** The row of a request: the two belong together by their kind, which no type of the table can say. */
const kindOf = <Of extends Kind>({ kind }: Request<Of>): RequestKind<Of> =>
  REQUEST_KINDS[kind] as unknown as RequestKind<Of>

/** What a request comes to on a state. @throws FailureError where it cannot be planned. */
export const planOf = (request: ChangeRequest, state: QualifierState, context: PlanContext): Change =>
  kindOf(request).plan(request, state, context)

/** A request so that two that mean the same are the same. */
export const comparableRequest = (request: ChangeRequest): unknown =>
  kindOf(request).comparable?.(request) ?? request

/** Values that have no order, as texts in one order. */
export const inOneOrder = (values: readonly unknown[]): string[] => values.map(canonicalJson).sort()

/** `{}` stays: it clears, and leaving Cors out does not. */
export function withComparableCors<T extends { Cors?: Cors }>(value: T): T {
  return value.Cors === undefined ? value : { ...value, Cors: comparableCors(value.Cors) ?? {} }
}
