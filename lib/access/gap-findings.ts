import {
  type AccessFacts,
  BOTH_ACTIONS,
  INVOKE_URL,
  type InvokeAction,
  type PolicyView,
} from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import { decisionsFor, standingsOf } from '@/lib/access/caller-standing'
import { concurrencyCures, grantCure, permissionsFor, revokeCure, unremovableNote } from '@/lib/access/cures'
import type { Finding } from '@/lib/access/finding'
import { grantOnFunctionFinding } from '@/lib/access/grant-on-function-finding'
import { halfGrantFinding } from '@/lib/access/half-grant-finding'
import { namesOf, sentence } from '@/lib/access/statement-words'
import type { Statement } from '@/lib/permissions/schema'
import { conditionTests } from '@/lib/permissions/statement-parts'
import { listed } from '@/lib/text/listed'

/** What stands between a function URL and those who are meant to call it. */
export function gapFindings(facts: AccessFacts, statements: readonly Statement[]): Finding[] {
  const { authType, alias, identity } = facts
  if (authType === null || (alias.ok && alias.value === 'deleted')) return []
  const view = { identity, authType, statements }
  const gaps = authType === 'NONE' ? gapsOfOpenUrl(view, facts) : gapsOfSignedUrl(view, facts)
  return [...gaps, ...throttled(facts)]
}

const UNSIGNED: Caller = { kind: 'unsigned' }

function gapsOfOpenUrl(view: PolicyView, facts: AccessFacts): Finding[] {
  const decisions = decisionsFor(UNSIGNED, view)
  const missing = decisions.filter(({ isAllowed }) => isAllowed === 'no').map(({ action }) => action)
  const denies = decisions.flatMap(({ isDenied, denies }) => (isDenied === 'yes' ? denies : []))
  const denied = deniedGap(
    view,
    denies.map(({ statement }) => statement),
    missing.length > 0,
  )
  if (missing.length === 0) return denied
  const elsewhere = grantOnFunctionFinding(view, facts.ofFunction, missing)
  return [...(elsewhere.length > 0 ? elsewhere : [missingForEveryone(view, missing)]), ...denied]
}

function missingForEveryone(view: PolicyView, missing: readonly InvokeAction[]): Finding {
  const { identity, statements } = view
  const what = listed(missing)
  const other = missing.includes(INVOKE_URL) && statements.some(isForSignedOnly)
  return {
    id: missing.length > 1 ? 'both-missing' : 'missing-for-everyone',
    kind: 'missing',
    tone: 'bad',
    title: `Everyone lacks ${what}`,
    text: [
      'Callers need both lambda:InvokeFunctionUrl and lambda:InvokeFunction. With auth type NONE, everyone needs them.',
      other && 'A statement for auth type AWS_IAM has no effect with NONE.',
      'After this change anyone on the internet who knows the address can call it.',
    ]
      .filter((text) => typeof text === 'string')
      .join(' '),
    cures: grantCure(
      `Review adding ${what}`,
      identity,
      permissionsFor(UNSIGNED, missing, 'NONE'),
      statements,
    ),
  }
}

const isForSignedOnly = ({ Condition }: Statement) => JSON.stringify(Condition ?? {}).includes('AWS_IAM')

function deniedGap(
  { identity }: PolicyView,
  denies: readonly Statement[],
  isMoreMissing: boolean,
): Finding[] {
  const distinct = [...new Set(denies)]
  if (distinct.length === 0) return []
  const isSparing = distinct.some(spares)
  return [
    {
      id: 'denied',
      kind: 'missing',
      tone: 'bad',
      title: 'A Deny keeps everyone out',
      text: [
        sentence(`${namesOf(distinct)} overrides every Allow`),
        isSparing
          ? 'It spares some principals, by NotPrincipal or a condition. Removing it would open the URL to everyone, so that is not offered: edit the policy instead.'
          : 'Remove it only if nobody meant it: somebody may have closed this URL on purpose.',
        isMoreMissing &&
          !isSparing &&
          'Two changes are needed, one at a time: add what is missing first, while the Deny still holds, and remove the Deny last.',
        ...(isSparing ? [] : unremovableNote(distinct)),
      ]
        .filter((text) => typeof text === 'string')
        .join(' '),
      cures: isSparing ? [] : revokeCure('Review removing the Deny', identity, distinct),
    },
  ]
}

/** Whether a Deny is written to let some principals through, whom an opened URL would no longer tell from others. */
const spares = (statement: Statement) =>
  statement.NotPrincipal !== undefined ||
  conditionTests(statement).some(({ key }) => /^aws:(Principal|user)/i.test(key))

function gapsOfSignedUrl(view: PolicyView, facts: AccessFacts): Finding[] {
  const standings = standingsOf(view)
  const isClosed = standings.every(({ standing }) => standing === 'denied')
  const own: Caller = { kind: 'account', account: view.identity.account }
  const denies = isClosed ? decisionsFor(own, view).flatMap((one) => one.denies) : []
  return [
    ...standings.filter(({ standing }) => standing === 'half').map((one) => halfGrantFinding(one, view)),
    ...grantOnFunctionFinding(view, facts.ofFunction, BOTH_ACTIONS),
    ...deniedGap(
      view,
      denies.map(({ statement }) => statement),
      false,
    ),
  ]
}

function throttled({ reservedConcurrency, formerConcurrency, identity }: AccessFacts): Finding[] {
  if (!reservedConcurrency.ok || reservedConcurrency.value !== 0) return []
  return [
    {
      id: 'throttled',
      kind: 'missing',
      tone: 'bad',
      title: 'All calls are stopped',
      text: 'The reserved concurrency is 0, so every call gets 429, also from other triggers. Somebody may have set it on purpose.',
      cures: concurrencyCures(identity, formerConcurrency),
    },
  ]
}
