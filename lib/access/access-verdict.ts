import type { AccessFacts } from '@/lib/access/access-facts'
import { ofOpenUrl } from '@/lib/access/open-url-verdict'
import { ofSignedUrl } from '@/lib/access/signed-url-verdict'
import type { AccessVerdict } from '@/lib/access/verdict'

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
      'Every allowed call gets 429: the function’s reserved concurrency is 0.',
      ...verdict.reasons.map((reason, index) =>
        index === 0 ? `If you raise it: ${reason[0]?.toLowerCase()}${reason.slice(1)}` : reason,
      ),
    ],
  }
}
