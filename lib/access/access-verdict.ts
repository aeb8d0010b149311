import type { AccessFacts } from '@/lib/access/access-facts'
import { ofOpenUrl } from '@/lib/access/open-url-verdict'
import { ofSignedUrl } from '@/lib/access/signed-url-verdict'
import { sentence } from '@/lib/access/statement-words'
import type { AccessVerdict, VerdictKind } from '@/lib/access/verdict'
import { listed } from '@/lib/text/listed'

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
        `The alias ${identity.qualifier} was deleted, and its policy with it. The URL answers 403 to everyone.`,
        'A new alias of this name brings the same URL back, but needs new grants.',
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

/** The gate behind the permissions: what gets that far is answered with 429 while nothing may run. */
function throttledIfSo(verdict: AccessVerdict, { reservedConcurrency, alias }: AccessFacts): AccessVerdict {
  if (verdict.kind === 'closed') return verdict
  if (!reservedConcurrency.ok || !alias.ok)
    return byPolicyAlone(verdict, [
      ...(alias.ok ? [] : [{ what: 'whether the alias still exists', needed: 'it exists' }]),
      ...(reservedConcurrency.ok ? [] : [{ what: 'the reserved concurrency', needed: 'it is not 0' }]),
    ])
  if (reservedConcurrency.value !== 0) return verdict
  return {
    ...verdict,
    kind: 'throttled',
    unsigned: 'no',
    mayBeExempt: false,
    reasons: [
      'Every allowed call gets 429: the function’s reserved concurrency is 0.',
      ...provided('you raise it', verdict.reasons),
    ],
  }
}

const BY_POLICY: Partial<Record<VerdictKind, VerdictKind>> = {
  public: 'public-by-policy',
  'any-account': 'any-account-by-policy',
}

/** Behind the policy something else decides whether a call runs, and that is not known. */
function byPolicyAlone(verdict: AccessVerdict, unread: { what: string; needed: string }[]): AccessVerdict {
  const unknown = `${listed(unread.map(({ what }) => what))} could not be read`
  const needed = unread.length > 1 ? 'the alias exists and the concurrency is not 0' : unread[0]?.needed
  return {
    ...verdict,
    kind: BY_POLICY[verdict.kind] ?? verdict.kind,
    unsigned: verdict.unsigned === 'yes' ? 'depends' : verdict.unsigned,
    reasons: [sentence(unknown), ...provided(needed ?? '', verdict.reasons)],
  }
}

/** The reasons, the first of them under a condition. */
const provided = (condition: string, [first = '', ...others]: readonly string[]) => [
  `If ${condition}: ${first[0]?.toLowerCase()}${first.slice(1)}`,
  ...others,
]
