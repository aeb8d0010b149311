import type { PolicyView } from '@/lib/access/access-facts'
import { decisionsFor, type Standing, standingsOf } from '@/lib/access/caller-standing'
import { unjudgedPrincipals } from '@/lib/access/callers-of'
import { sentence } from '@/lib/access/statement-words'
import type { AccessVerdict } from '@/lib/access/verdict'
import { listed } from '@/lib/text/listed'

const SHUT_OUT: Standing[] = ['denied', 'half', 'refused']

const isDeniedToAll = (view: PolicyView) =>
  decisionsFor({ kind: 'anyone-signed' }, view).some(({ isDenied }) => isDenied === 'yes')

/** Auth type AWS_IAM: unsigned requests never pass; who signed decides. */
export function ofSignedUrl(view: PolicyView): AccessVerdict {
  const standings = standingsOf(view)
  const isAnyone = standings.some(
    ({ caller, standing }) => caller.kind === 'anyone-signed' && standing === 'with-identity-policy',
  )
  const unjudged = unjudgedPrincipals(view)
  const isClosed =
    standings.every(({ standing }) => SHUT_OUT.includes(standing)) &&
    (unjudged.length === 0 || isDeniedToAll(view))
  const [own, ...others] = standings
  const named = others.filter(({ standing }) => !SHUT_OUT.includes(standing)).map(({ phrase }) => phrase)
  const base = { unsigned: 'no' as const, mayBeExempt: false }
  if (isClosed)
    return {
      ...base,
      kind: 'closed',
      reasons: ['Everyone gets 403: a Deny keeps out even principals of this account.'],
    }
  if (isAnyone)
    return {
      ...base,
      kind: 'any-account',
      reasons: [
        'Any principal of any AWS account can call this URL, if its own account’s identity policies allow it.',
        'Unsigned requests get 403.',
      ],
    }
  return {
    ...base,
    kind: 'iam',
    reasons: [
      'Only requests signed by an allowed IAM principal get in. Unsigned requests get 403.',
      own?.standing === 'denied' && 'A Deny keeps out principals of this account.',
      named.length > 0 && sentence(`it names ${listed(named)}`),
      named.length === 0 && unjudged.length === 0 && 'This policy lets nobody in from outside the account.',
      unjudged.length > 0 &&
        sentence(`it also names ${listed(unjudged)}, and AWS does not document what that means here`),
    ].filter((text) => typeof text === 'string'),
  }
}
