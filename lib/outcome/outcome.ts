import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import type { Caller } from '@/lib/access/caller'
import type { Gate, GateId } from '@/lib/access/gate'
import { walkGates } from '@/lib/access/walk-gates'
import { isAnswering } from '@/lib/cors/simulator/lambda-answer'
import type { StopStatus } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import type { Signature } from '@/lib/outcome/signature'

/** What decides over a request, beside the request itself. */
export interface UrlFacts {
  access: AccessFacts
  cors: Cors | undefined
}

/** A request as it arrives at a function URL. */
export interface ArrivingRequest {
  /** OPTIONS with Origin and Access-Control-Request-Method; browsers never sign it. */
  isPreflight: boolean
  signature: Signature
  /** Who signed it, where that is known. */
  signer?: Caller
  /** Bytes of its body; 0 unless given. */
  bodyBytes?: number
}

/**
 * What becomes of a request. `preflight`: Lambda answers it by its CORS settings. `function`: the function runs.
 * `refused`: it ends with one of these statuses. `open`: one of those, and nothing here tells which.
 */
export interface Outcome {
  kind: 'preflight' | 'function' | 'refused' | 'open'
  /** What it may be refused with; several where the order is not documented or not known. None for `function`. */
  statuses: StopStatus[]
  /** The gate that ends it, or on which it depends; `null` where it gets through. */
  gate: GateId | 'size' | null
  /** Whole sentences; empty where it gets through. */
  reason: string
}

/** Lambda developer guide, "Lambda quotas": a synchronous request has at most 6 MB. */
const MAX_REQUEST_BYTES = 6 * 1024 * 1024

const THROUGH: Outcome = { kind: 'function', statuses: [], gate: null, reason: '' }

/**
 * The one place that decides what becomes of a request: size, auth type, policy, alias, concurrency and CORS together.
 * Every screen that tells of it asks here.
 */
export function outcomeOf(facts: UrlFacts, request: ArrivingRequest): Outcome {
  const plain = sized(ofCaller(facts.access, request), request)
  if (!request.isPreflight || !isAnswering(facts.cors)) return plain
  return preflightOutcome(facts.access, plain)
}

/** Lambda answers preflights itself where CORS is on; that it does so where it would refuse the call was not observed. */
function preflightOutcome({ authType }: AccessFacts, plain: Outcome): Outcome {
  if (plain.gate === 'address' || plain.gate === 'alias') return plain
  if (plain.kind === 'function' && authType !== null) return { ...plain, kind: 'preflight' }
  const reason =
    authType === 'AWS_IAM'
      ? 'AWS documents that Lambda answers preflights itself. Whether it does so for AWS_IAM, where a preflight is never signed, is not documented.'
      : 'AWS documents that Lambda answers preflights itself. Whether it does so while it refuses the request is not documented.'
  return { ...plain, kind: 'open', reason }
}

function ofCaller(access: AccessFacts, request: ArrivingRequest): Outcome {
  if (access.authType !== 'AWS_IAM') return ofGates(walkGates(access, { kind: 'unsigned' }))
  const unsigned = ofGates(walkGates(access, { kind: 'unsigned' }))
  switch (request.signature) {
    case 'none':
      return unsigned
    case 'other':
      return unsigned.gate === 'auth-type' ? { ...unsigned, reason: NOT_SIGV4 } : unsigned
    case 'unknown':
      return opened(ofSigned(access, request), UNKNOWN_SIGNATURE)
    case 'sigv4':
      return ofSigned(access, request)
  }
}

const NOT_SIGV4 =
  'The Authorization header is not a SigV4 signature, and with auth type AWS_IAM the header cannot carry anything else.'
const UNKNOWN_SIGNATURE =
  'With auth type AWS_IAM only a SigV4 signature counts in the Authorization header. Any other value, such as a Bearer token, gets 403.'

/** Who signed is not known from a page: what holds for every signer is sure. */
function ofSigned(access: AccessFacts, { signer }: ArrivingRequest): Outcome {
  if (signer) return ofGates(walkGates(access, signer))
  const { kind, reasons } = accessVerdict(access)
  const own = ofGates(walkGates(access, { kind: 'account', account: access.identity.account }))
  if (kind === 'closed')
    return { kind: 'refused', statuses: [403], gate: own.gate ?? 'deny', reason: reasons[0] ?? '' }
  if (own.gate === 'address' || own.gate === 'alias') return own
  if (kind === 'throttled')
    return { ...own, kind: 'refused', statuses: [403, 429], gate: 'concurrency', reason: THROTTLED }
  return { kind: 'open', statuses: [403], gate: 'url-permission', reason: SIGNER }
}

const SIGNER =
  'The request is signed. Whether it gets in depends on who signed it: Access lists who can call this URL.'
const THROTTLED = 'The reserved concurrency of the function is 0: calls that are allowed get 429.'

function opened(outcome: Outcome, reason: string): Outcome {
  if (outcome.kind === 'refused') return outcome
  return {
    kind: 'open',
    statuses: [403, ...outcome.statuses.filter((status) => status !== 403)],
    gate: 'auth-type',
    reason,
  }
}

/** What a walk ends with: before the gate that stops it others may be open, and then the status is not certain. */
function ofGates(gates: readonly Gate[]): Outcome {
  const end = gates.findIndex(({ status }) => status === 'stopped')
  const before = end < 0 ? gates : gates.slice(0, end)
  const open = before.filter(({ status }) => status === 'depends' || status === 'unseen')
  const stop = gates[end]
  const mayEnd = open.map(({ id }): StopStatus => (id === 'concurrency' ? 429 : 403))
  if (stop) {
    const statuses = [...new Set([...mayEnd, stop.answer === 429 ? 429 : 403])] as StopStatus[]
    return { kind: 'refused', statuses, gate: stop.id, reason: stop.text }
  }
  const [first] = open
  if (!first) return THROUGH
  return { kind: 'open', statuses: [...new Set(mayEnd)], gate: first.id, reason: first.text }
}

/**
 * A binary body counts larger than it is: Lambda hands it to the function in Base64. Whether size or permission is
 * looked at first is not documented.
 */
function sized(outcome: Outcome, { bodyBytes = 0 }: ArrivingRequest): Outcome {
  if (bodyBytes <= (MAX_REQUEST_BYTES * 3) / 4) return outcome
  if (outcome.kind === 'refused') return { ...outcome, statuses: [...outcome.statuses, 413] }
  if (bodyBytes > MAX_REQUEST_BYTES)
    return { kind: 'refused', statuses: [...outcome.statuses, 413], gate: 'size', reason: TOO_LARGE }
  return { kind: 'open', statuses: [...outcome.statuses, 413], gate: 'size', reason: NEARLY_TOO_LARGE }
}

const TOO_LARGE = 'The body is over 6 MB, the most that Lambda takes in one request.'
const NEARLY_TOO_LARGE =
  'Lambda takes 6 MB in one request. A binary body is sent on in Base64, a third larger, so this one may be too large.'
