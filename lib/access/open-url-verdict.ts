import { INVOKE, type PolicyView } from '@/lib/access/access-facts'
import { decisionsFor } from '@/lib/access/caller-standing'
import { type Decision, openStatements } from '@/lib/access/decide-action'
import { dependenceSentences, sentence, statementNames } from '@/lib/access/statement-words'
import { every } from '@/lib/access/trilean'
import { type AccessVerdict, EXEMPTION } from '@/lib/access/verdict'
import { listed } from '@/lib/text/listed'

/** Auth type NONE: every caller is anonymous, so there is one question only. */
export function ofOpenUrl(view: PolicyView): AccessVerdict {
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
        sentence(`allowed by ${statementNames(decisions.flatMap(({ allows }) => allows))}`),
      ],
    }
  if (unsigned === 'depends')
    return {
      kind: 'depends',
      unsigned,
      mayBeExempt,
      reasons: [
        'Whether an anonymous request gets in depends on the request.',
        ...dependenceSentences(openStatements(decisions)),
      ],
    }
  return { kind: 'closed', unsigned, mayBeExempt, reasons: closedReasons(decisions, mayBeExempt) }
}

function closedReasons(decisions: readonly Decision[], mayBeExempt: boolean): string[] {
  const denies = decisions.flatMap((one) => (one.isDenied === 'yes' ? one.denies : []))
  const missing = decisions.filter(({ isAllowed }) => isAllowed === 'no').map(({ action }) => action)
  const isSecondOnly = missing.join() === INVOKE
  return [
    'Everyone gets 403: with auth type NONE callers are anonymous, and the policy does not let anonymous callers in.',
    missing.length > 0 &&
      sentence(
        `no statement allows everyone ${listed(missing)} here${isSecondOnly ? ', the second of the two permissions' : ''}`,
      ),
    denies.length > 0 && sentence(`${statementNames(denies)} keeps them out`),
    mayBeExempt && EXEMPTION,
  ].filter((text) => typeof text === 'string')
}
