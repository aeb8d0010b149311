import { findingsOf } from '@/lib/access/findings-of'
import type { BulkAction, DerivedAction } from '@/lib/bulk/schema'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import type { Cors } from '@/lib/cors/value/schema'
import { failed, ok } from '@/lib/failures/result'
import { ABSENT } from '@/lib/function-urls/settings'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { isPublicUrlGrant } from '@/lib/permissions/statement'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { revokeOf } from '@/lib/requests/revoke-of'
import { counted } from '@/lib/text/counted'

type Kind = DerivedAction['kind']
type Action<Of extends Kind> = Extract<DerivedAction, { kind: Of }>

/** The request for one item, or the sentence that says why none is needed. */
export type Derived = { request: ChangeRequestInput } | { nothing: string }

interface BulkKind<Of extends Kind> {
  /** "Set the auth type of 38 function URLs to AWS_IAM" */
  title: (action: Action<Of>, urls: string) => string
  /** What is done to one function URL; where it depends on how that is now, that was read just before. */
  derive: (action: Action<Of>, identity: FunctionUrlIdentity, state: QualifierState) => Derived
  /** The request is the same whatever the state is, so that the planner reads it alone. */
  isSameForAll?: true
}

/** What can be done to many function URLs at once, each one entry. */
const BULK_KINDS: { [Of in Kind]: BulkKind<Of> } = {
  'auth-type': {
    title: ({ AuthType }, urls) => `Set the auth type of ${urls} to ${AuthType}`,
    derive: ({ AuthType }, identity) => ({ request: { kind: 'update', identity, AuthType } }),
  },
  cors: {
    title: ({ Cors }, urls) =>
      Object.keys(Cors).length === 0
        ? `Remove the CORS settings of ${urls}`
        : `Set the CORS settings of ${urls}`,
    derive: ({ Cors }, identity) => ({ request: { kind: 'update', identity, Cors } }),
  },
  'add-origin': {
    title: ({ origin }, urls) => `Allow the origin ${origin} for ${urls}`,
    derive: ({ origin }, identity, state) =>
      withOrigins(identity, state, (origins) => {
        if (origins.includes('*')) return 'Its CORS settings allow every origin already.'
        return origins.includes(origin)
          ? 'Its CORS settings allow this origin already.'
          : [...origins, origin]
      }),
  },
  'remove-origin': {
    title: ({ origin }, urls) => `Stop allowing the origin ${origin} for ${urls}`,
    derive: ({ origin }, identity, state) =>
      withOrigins(identity, state, (origins) =>
        origins.includes(origin)
          ? origins.filter((each) => each !== origin)
          : 'Its CORS settings do not allow this origin.',
      ),
  },
  'invoke-mode': {
    title: ({ InvokeMode }, urls) => `Set the invoke mode of ${urls} to ${InvokeMode}`,
    derive: ({ InvokeMode }, identity) => ({ request: { kind: 'update', identity, InvokeMode } }),
  },
  'remove-public-statements': {
    title: (_, urls) => `Remove the public statements of ${urls}`,
    derive: (_, identity, state) => {
      const statements = statementsOf(state).filter(isPublicUrlGrant)
      return statements.length > 0
        ? { request: revokeOf(statements, identity) }
        : { nothing: 'Its policy has no public statement.' }
    },
  },
  'add-missing-permissions': {
    title: (_, urls) => `Add the missing permissions of ${urls}`,
    derive: (_, identity, state) => missingGrants(identity, state),
  },
  'stop-calls': {
    title: (_, urls) => `Stop all calls of ${urls}`,
    derive: (_, identity) => ({ request: { kind: 'stop-calls', identity } }),
    isSameForAll: true,
  },
  'let-calls-in': {
    title: (_, urls) => `Let calls of ${urls} in again`,
    derive: ({ ReservedConcurrentExecutions }, identity) => ({
      request: { kind: 'let-calls-in', identity, ReservedConcurrentExecutions },
    }),
    isSameForAll: true,
  },
  delete: {
    title: (_, urls) => `Delete ${urls}`,
    derive: (_, identity, { config }) =>
      config === null ? { nothing: 'It is not there any more.' } : { request: { kind: 'delete', identity } },
  },
}

const kindOf = <Of extends Kind>({ kind }: Action<Of>): BulkKind<Of> =>
  BULK_KINDS[kind] as unknown as BulkKind<Of>

/** A title for so many items, a whole sentence without the full stop. */
export const titleOf = (action: BulkAction, items: number): string =>
  action.kind === 'changes' ? action.title : kindOf(action).title(action, counted(items, 'function URL'))

/** What an action comes to for one function URL, whose state was read just now. */
export const deriveRequest = (
  action: DerivedAction,
  identity: FunctionUrlIdentity,
  state: QualifierState,
): Derived => kindOf(action).derive(action, identity, state)

/** Whether the request follows from the action alone. */
export const isSameForAll = (action: DerivedAction): boolean => kindOf(action).isSameForAll === true

const NO_STATE: QualifierState = { config: null, policy: null }

/** The request of an action that is the same for all, before anything is read. */
export const requestOf = (action: DerivedAction, identity: FunctionUrlIdentity): Derived =>
  deriveRequest(action, identity, NO_STATE)

/** CORS with other origins, all else as it is: AWS takes the settings as a whole. A sentence: there is nothing to do. */
function withOrigins(
  identity: FunctionUrlIdentity,
  { config }: QualifierState,
  change: (origins: readonly string[]) => string[] | string,
): Derived {
  const cors: Cors = config?.Cors ?? {}
  const origins = change(cors.AllowOrigins ?? [])
  if (typeof origins === 'string') return { nothing: origins }
  return { request: { kind: 'update', identity, Cors: withoutEmpty({ ...cors, AllowOrigins: origins }) } }
}

/** Without its last origin a configuration allows nobody; what else stands in it stays. */
const withoutEmpty = ({ AllowOrigins = [], ...rest }: Cors): Cors =>
  AllowOrigins.length > 0 ? { ...rest, AllowOrigins } : rest

/** What callers lack who have a part of what a call takes, as the Access tab would add it. */
function missingGrants(identity: FunctionUrlIdentity, state: QualifierState): Derived {
  const { config } = state
  if (config === null) return { nothing: 'It has no function URL.' }
  const notAsked = failed({ code: 'aborted', message: ABSENT })
  const findings = findingsOf({
    identity,
    authType: config.AuthType,
    policy: ok(statementsOf(state)),
    alias: notAsked,
    reservedConcurrency: notAsked,
  })
  const grants = findings.flatMap(({ cures }) =>
    cures.slice(0, 1).flatMap(({ request }) => (request.kind === 'grant' ? request.grants : [])),
  )
  return grants.length > 0
    ? { request: { kind: 'grant', identity, grants } }
    : { nothing: 'Nobody lacks a permission that this console can add.' }
}
