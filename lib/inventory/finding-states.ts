import 'server-only'
import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import type { AccessFacts } from '@/lib/access/access-facts'
import type { Cors } from '@/lib/cors/value/schema'
import type { IndexEndpointRow, IndexFunctionRow, IndexPolicyRow } from '@/lib/db/inventory-tables'
import { failed, ok, type Result } from '@/lib/failures/result'
import { type FindingState, type Known, known, NOT_IN_INDEX, unknown } from '@/lib/findings/state'
import type { AliasState } from '@/lib/functions/schema'
import { identityKey } from '@/lib/identity/names'
import { LATEST } from '@/lib/identity/qualifier'
import { authTypeSchema, type FunctionIdentity } from '@/lib/identity/schema'
import { ownerOf, type Tags } from '@/lib/owner/owner-of'
import { TOOL_DETAILS } from '@/lib/owner/tools'
import { type Statement, statementSchema } from '@/lib/permissions/schema'

type Endpoint = Selectable<IndexEndpointRow>
type Policy = Selectable<IndexPolicyRow>
type FunctionRow = Selectable<IndexFunctionRow>

/** What the index holds of one function. */
export interface FunctionRows {
  owner: FunctionRow | undefined
  /** Where a tool looks like its owner: what somebody changed past it last. */
  outsideChange: FindingState['outsideChange']
  endpoints: readonly Endpoint[]
  policies: readonly Policy[]
  /** None where `owner` says that they were not read. */
  tags: Tags
}

/** A qualifier that is judged: with a function URL, or with a policy that may be left over. */
export interface Subject {
  key: string
  qualifier: string
  endpoint: Endpoint | undefined
  policy: Policy | undefined
  state: FindingState
}

const statementsSchema = z.array(statementSchema)

/** Why a part is not known, in the words in which it failed. */
function whyNotRead(failure: string | null | undefined): string {
  const told: { message?: unknown } = failure ? JSON.parse(failure) : {}
  return typeof told.message === 'string' ? told.message : 'This was not read yet.'
}

const notRead = (failure?: string | null) => failed({ code: 'aborted', message: whyNotRead(failure) })

function statementsOf(policy: Policy | undefined): Result<Statement[]> {
  if (!policy?.read_at) return notRead(policy?.failure)
  return ok(policy.statements === null ? [] : statementsSchema.parse(JSON.parse(policy.statements)))
}

function aliasOf(endpoint: Endpoint | undefined): Result<AliasState> {
  if (!endpoint || endpoint.qualifier === LATEST) return ok('own-url')
  const { alias_state } = endpoint
  return alias_state === 'exists' || alias_state === 'deleted' ? ok(alias_state) : notRead()
}

/** Stored as AWS answered it. */
const corsOf = ({ cors }: Endpoint): Cors | undefined => (cors === null ? undefined : JSON.parse(cors))

function urlOf(endpoint: Endpoint | undefined, owner: FunctionRow | undefined): FindingState['url'] {
  if (endpoint) return known({ cors: corsOf(endpoint) })
  if (owner?.urls_read_at) return known(null)
  return unknown(whyNotRead(owner?.failure))
}

/** Counted by CloudWatch; below 0 where they never were. */
function requestsOf(endpoint: Endpoint | undefined): FindingState['requests'] {
  if (!endpoint || endpoint.requests_30d < 0) return unknown('Its requests were not counted yet.')
  return known({ last30Days: endpoint.requests_30d })
}

function managedBy({ owner, tags }: FunctionRows): FindingState['owner'] {
  if (!owner?.tags_read_at) return unknown('Its tags were not read yet.')
  const manager = ownerOf(tags)
  return known(manager ? { tool: TOOL_DETAILS[manager.tool].label, name: manager.name } : null)
}

const runtimeOf = (runtime: string | undefined): Known<string> =>
  runtime ? known(runtime) : unknown('The runtime was not read yet.')

/** Everything of one function that the rules judge, each with its state as the index has it. */
export function subjectsOf(identity: FunctionIdentity, rows: FunctionRows, at: string): Subject[] {
  const { endpoints, policies } = rows
  const qualifiers = new Set([...endpoints, ...policies].map(({ qualifier }) => qualifier))
  return [...qualifiers].map((qualifier) => subjectOf({ ...identity, qualifier }, rows, at))
}

function subjectOf(
  { account, region, functionName, qualifier }: FunctionIdentity & { qualifier: string },
  rows: FunctionRows,
  at: string,
): Subject {
  const { owner, endpoints, policies } = rows
  const identity = { account, region, functionName, qualifier }
  const endpoint = endpoints.find((each) => each.qualifier === qualifier)
  const policy = policies.find((each) => each.qualifier === qualifier)
  const access: AccessFacts = {
    identity,
    authType: endpoint ? authTypeSchema.parse(endpoint.auth_type) : null,
    policy: statementsOf(policy),
    alias: aliasOf(endpoint),
    reservedConcurrency: owner?.concurrency_read_at ? ok(owner.concurrency) : notRead(),
    ...ofFunction(qualifier, rows),
  }
  const state: FindingState = {
    ...NOT_IN_INDEX,
    access,
    url: urlOf(endpoint, owner),
    runtime: runtimeOf(owner?.runtime ?? endpoint?.runtime),
    requests: requestsOf(endpoint),
    owner: managedBy(rows),
    ofAliases: qualifier === LATEST ? aliasesWithoutUrl(rows) : [],
    outsideChange: rows.outsideChange,
    at,
  }
  return { key: identityKey(identity), qualifier, endpoint, policy, state }
}

function ofFunction(
  qualifier: string,
  { endpoints, policies }: FunctionRows,
): Pick<AccessFacts, 'ofFunction'> {
  if (qualifier === LATEST) return {}
  const statements = statementsOf(policies.find((each) => each.qualifier === LATEST))
  if (!statements.ok) return {}
  const hasUrl = endpoints.some((each) => each.qualifier === LATEST)
  return { ofFunction: { statements: statements.value, hasUrl } }
}

function aliasesWithoutUrl({ endpoints, policies }: FunctionRows): FindingState['ofAliases'] {
  return policies
    .filter(({ qualifier }) => qualifier !== LATEST && !endpoints.some((one) => one.qualifier === qualifier))
    .flatMap((policy) => {
      const statements = statementsOf(policy)
      return statements.ok ? [{ qualifier: policy.qualifier, statements: statements.value }] : []
    })
}
