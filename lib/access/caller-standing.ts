import { BOTH_ACTIONS, type PolicyView } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import { callersOf, type NamedCaller } from '@/lib/access/callers-of'
import { type Decision, decideAction, openStatements } from '@/lib/access/decide-action'
import { dependenceSentences, sentence, statementNames } from '@/lib/access/statement-words'
import { some, type Trilean } from '@/lib/access/trilean'
import { principalsOf } from '@/lib/permissions/principal-phrase'
import { isKey } from '@/lib/permissions/statement-parts'
import { listed } from '@/lib/text/listed'

/**
 * allowed: the resource-based policy is enough. with-identity-policy: an identity policy has to allow it too, or
 * alone. half: one of the two permissions is there. refused: neither is. depends: on the request.
 */
export type Standing = 'allowed' | 'with-identity-policy' | 'half' | 'refused' | 'denied' | 'depends'

export interface CallerStanding extends NamedCaller {
  standing: Standing
  /** Whole sentences. */
  text: string
}

/** Where each caller of a URL with AWS_IAM stands, the principals of this account first. */
export function standingsOf(view: PolicyView): CallerStanding[] {
  return callersOf(view).map((named) => {
    const decisions = decisionsFor(named.caller, view)
    const standing = standingOf(named.caller, decisions, view)
    return { ...named, standing, text: standingText(named, standing, decisions, view) }
  })
}

/** Where one caller of a URL with AWS_IAM stands. */
export const standingFor = (caller: Caller, view: PolicyView): Standing =>
  standingOf(caller, decisionsFor(caller, view), view)

export const decisionsFor = (caller: Caller, view: PolicyView): Decision[] =>
  BOTH_ACTIONS.map((action) => decideAction(action, caller, view))

/** Same account: identity policy or resource policy. Another account: both (Lambda developer guide, "Control access to function URLs"). */
function standingOf(caller: Caller, decisions: readonly Decision[], view: PolicyView): Standing {
  if (decisions.some(({ isDenied }) => isDenied === 'yes')) return 'denied'
  if (decisions.some(({ isDenied }) => isDenied === 'depends')) return 'depends'
  const isFully = (decision: Decision) => isSurelyAllowed(caller, decision)
  if (isOfAccount(caller, view))
    return decisions.every((decision) => isDirectlyAllowed(caller, decision) === 'yes')
      ? 'allowed'
      : 'with-identity-policy'
  if (decisions.every(isFully)) return caller.kind === 'service' ? 'allowed' : 'with-identity-policy'
  const refused = decisions.filter(({ isAllowed }) => isAllowed === 'no').length
  if (refused === 0) return 'depends'
  return refused === 1 ? 'half' : 'refused'
}

export const isOfAccount = (caller: Caller, { identity }: PolicyView) =>
  'account' in caller && caller.account === identity.account

/** For which of its resources a service may call is a part of who may call, not of chance. */
export function isSurelyAllowed(caller: Caller, { isAllowed, allows }: Decision): boolean {
  if (isAllowed === 'yes' || caller.kind !== 'service') return isAllowed === 'yes'
  return allows.some(({ dependsOn, unsure }) => unsure.length === 0 && dependsOn.every(isAboutSource))
}

const isAboutSource = (test: Parameters<typeof isKey>[0]) =>
  isKey(test, 'aws:SourceArn') || isKey(test, 'aws:SourceAccount')

/**
 * Allowing an account leaves it to that account's identity policies; allowing a principal or everyone does not, and
 * what NotPrincipal leaves over may be named so too.
 */
export function isDirectlyAllowed(caller: Caller, { allows }: Decision): Trilean {
  const direct = allows.filter(
    ({ statement }) =>
      statement.NotPrincipal !== undefined ||
      principalsOf(statement.Principal).some(
        ({ kind, name }) => kind === 'everyone' || (caller.kind === 'identity' && name === caller.arn),
      ),
  )
  return some(direct.map(({ answer }) => answer))
}

function standingText(
  { caller, phrase }: NamedCaller,
  standing: Standing,
  decisions: readonly Decision[],
  view: PolicyView,
): string {
  const missing = listed(decisions.filter((one) => !isSurelyAllowed(caller, one)).map(({ action }) => action))
  const left = listed(
    decisions.filter((one) => isDirectlyAllowed(caller, one) !== 'yes').map(({ action }) => action),
  )
  const open = dependenceSentences(openStatements(decisions))
  switch (standing) {
    case 'denied':
      return sentence(
        `${phrase}: refused by ${statementNames(decisions.flatMap(({ denies }) => denies).slice(0, 1))}`,
      )
    case 'depends':
      return [sentence(`${phrase}: it depends on the request`), ...open].join(' ')
    case 'half':
      return sentence(`${phrase}: ${missing} is missing, so their calls get 403`)
    case 'refused':
      return sentence(`${phrase}: neither permission applies to this URL, so their calls get 403`)
    case 'allowed':
      return [sentence(`${phrase}: this policy is enough`), ...open].join(' ')
    case 'with-identity-policy':
      return isOfAccount(caller, view)
        ? sentence(`${phrase}: if their identity policies allow ${left}`)
        : sentence(`${phrase}: if identity policies of their own account allow both actions too`)
  }
}
