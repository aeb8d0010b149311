import { type AccessFacts, INVOKE, type PolicyView } from '@/lib/access/access-facts'
import { decisionsFor, standingsOf } from '@/lib/access/caller-standing'
import type { Decision } from '@/lib/access/decide-action'
import { dependenceSentences, sentence, statementNames } from '@/lib/access/statement-words'
import { every, type Trilean } from '@/lib/access/trilean'
import { allOf } from '@/lib/permissions/shown-value'

export type VerdictKind =
  | 'no-url'
  | 'unknown'
  | 'public'
  | 'depends'
  | 'closed'
  | 'alias-deleted'
  | 'throttled'
  | 'iam'
  | 'any-account'

export interface AccessVerdict {
  kind: VerdictKind
  /** Whether a request without credentials reaches the function. */
  unsigned: Trilean | 'unknown'
  /** Only lambda:InvokeFunction is in the way: an account that AWS still exempts would let the request through. */
  mayBeExempt: boolean
  /** Whole sentences, the first the most telling. */
  reasons: string[]
}

/** What is known of the exemption, and no more. */
export const EXEMPTION =
  'Accounts that had used function URLs before October 2025 were exempt from the second permission until 1 November 2026; whether AWS still lets such a call through has not been observed, so plan for both.'

/** Who can call a function URL, from what can be seen here; where something could not be read, nothing is claimed. */
export function accessVerdict(facts: AccessFacts): AccessVerdict {
  const { authType, policy, alias, identity } = facts
  const base = { unsigned: 'no' as const, mayBeExempt: false }
  if (authType === null)
    return { ...base, kind: 'no-url', reasons: ['There is no function URL on this qualifier.'] }
  if (alias.ok && alias.value === 'deleted')
    return {
      ...base,
      kind: 'alias-deleted',
      reasons: [
        `The alias ${identity.qualifier} has been deleted: its policy is gone with it, and the URL answers 403 to everyone.`,
      ],
    }
  if (!policy.ok)
    return {
      ...base,
      kind: 'unknown',
      unsigned: authType === 'NONE' ? 'unknown' : 'no',
      reasons: [
        `Who can call this URL is unknown, because its policy could not be read: ${policy.failure.message}`,
        ...(authType === 'AWS_IAM'
          ? ['Unsigned requests are refused whatever it says: the auth type is AWS_IAM.']
          : []),
      ],
    }
  const view = { identity, authType, statements: policy.value }
  return throttledIfSo(authType === 'NONE' ? ofOpenUrl(view) : ofSignedUrl(view), facts)
}

/** Auth type NONE: every caller is anonymous, so there is one question only. */
function ofOpenUrl(view: PolicyView): AccessVerdict {
  const decisions = decisionsFor({ kind: 'unsigned' }, view)
  const [url, invoke] = decisions
  const unsigned = every(decisions.map(({ answer }) => answer))
  const mayBeExempt = url?.answer !== 'no' && invoke?.answer !== 'yes'
  if (unsigned === 'yes')
    return {
      kind: 'public',
      unsigned,
      mayBeExempt,
      reasons: [
        'Anyone on the internet who knows the address can call this URL, without credentials.',
        sentence(`allowed by ${statementNames(distinct(decisions.flatMap(({ allows }) => allows)))}`),
      ],
    }
  if (unsigned === 'depends')
    return {
      kind: 'depends',
      unsigned,
      mayBeExempt,
      reasons: [
        'Whether a request without credentials is let in depends on the request.',
        ...dependenceSentences(decisions.flatMap(({ allows, denies }) => [...allows, ...denies])),
      ],
    }
  return { kind: 'closed', unsigned, mayBeExempt, reasons: closedReasons(decisions, mayBeExempt) }
}

function closedReasons(decisions: readonly Decision[], mayBeExempt: boolean): string[] {
  const denies = distinct(decisions.flatMap((one) => (one.isDenied === 'yes' ? one.denies : [])))
  const missing = decisions.filter(({ isAllowed }) => isAllowed === 'no').map(({ action }) => action)
  const isSecondOnly = missing.join() === INVOKE
  return [
    'Everyone gets 403: the auth type is NONE, so every caller is anonymous, and anonymous callers are not let in.',
    missing.length > 0 &&
      sentence(
        `no statement allows everyone ${allOf(missing)} here${isSecondOnly ? ', the second of the two permissions' : ''}`,
      ),
    denies.length > 0 && sentence(`kept out by ${statementNames(denies)}`),
    mayBeExempt && EXEMPTION,
  ].filter((text) => typeof text === 'string')
}

/** Auth type AWS_IAM: unsigned requests never pass; who signed decides. */
function ofSignedUrl(view: PolicyView): AccessVerdict {
  const standings = standingsOf(view)
  const isAnyone = standings.some(
    ({ caller, standing }) => caller.kind === 'anyone-signed' && standing === 'with-identity-policy',
  )
  const isClosed = standings.every(({ standing }) => ['denied', 'half', 'refused'].includes(standing))
  const others = standings
    .filter(({ standing }) => !['denied', 'half', 'refused'].includes(standing))
    .slice(1)
  const base = { unsigned: 'no' as const, mayBeExempt: false }
  if (isClosed)
    return {
      ...base,
      kind: 'closed',
      reasons: ['Everyone gets 403: a Deny shuts out even principals of this account.'],
    }
  if (isAnyone)
    return {
      ...base,
      kind: 'any-account',
      reasons: [
        'Any principal of any AWS account can call this URL, if identity policies of its own account allow it.',
        'Unsigned requests get 403.',
      ],
    }
  return {
    ...base,
    kind: 'iam',
    reasons: [
      'Only requests signed by an allowed IAM principal get in; unsigned ones get 403.',
      others.length === 0
        ? 'This policy lets nobody in from outside the account.'
        : sentence(`beside principals of this account it names ${allOf(others.map(({ phrase }) => phrase))}`),
    ],
  }
}

/** The gate behind the permissions: what gets that far is answered with 429 while nothing may run. */
function throttledIfSo(verdict: AccessVerdict, { reservedConcurrency, alias }: AccessFacts): AccessVerdict {
  if (verdict.kind === 'closed') return verdict
  if (!reservedConcurrency.ok || !alias.ok) {
    const unsigned = verdict.unsigned === 'yes' ? 'depends' : verdict.unsigned
    const what = reservedConcurrency.ok ? 'Whether the alias still exists' : 'The reserved concurrency'
    return { ...verdict, unsigned, reasons: [...verdict.reasons, `${what} could not be read.`] }
  }
  if (reservedConcurrency.value !== 0) return verdict
  return {
    ...verdict,
    kind: 'throttled',
    unsigned: 'no',
    mayBeExempt: false,
    reasons: [
      'Every call that is let in gets 429: the reserved concurrency of the function is 0.',
      ...verdict.reasons.map((reason, index) =>
        index === 0 ? `If it were raised: ${reason[0]?.toLowerCase()}${reason.slice(1)}` : reason,
      ),
    ],
  }
}

function distinct<T extends { statement: unknown }>(spoken: readonly T[]): T[] {
  return spoken.filter(
    (one, index) => spoken.findIndex(({ statement }) => statement === one.statement) === index,
  )
}
