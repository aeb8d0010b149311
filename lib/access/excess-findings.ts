import { type AccessFacts, INVOKE_URL, type PolicyView } from '@/lib/access/access-facts'
import { callerKey } from '@/lib/access/caller'
import { type CallerStanding, standingsOf } from '@/lib/access/caller-standing'
import { revokeCure, unremovableNote } from '@/lib/access/cures'
import { directInvoke } from '@/lib/access/direct-invoke'
import type { Finding } from '@/lib/access/finding'
import { namesOf, sentence } from '@/lib/access/statement-words'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { isPublicUrlGrant, servesOnlyFunctionUrl } from '@/lib/permissions/statement'
import { coversAction, isForOtherAuthType } from '@/lib/permissions/statement-parts'

/** What the policy allows beyond what the URL needs, or for nothing at all. */
export function excessFindings(facts: AccessFacts, statements: readonly Statement[]): Finding[] {
  const { authType, identity } = facts
  const view = { identity, authType: authType ?? 'NONE', statements }
  return [
    ...directInvoke(view, authType !== null),
    ...(authType === null ? withoutUrl(view) : []),
    ...(authType === 'AWS_IAM' ? leftoverPublic(view) : []),
    ...(authType === 'NONE' ? otherAuthType(view) : []),
    ...leftOnFunction(facts),
  ]
}

interface Leftover {
  id: string
  title: string
  why: string
  identity: FunctionUrlIdentity
  statements: readonly Statement[]
}

function leftover({ id, title, why, identity, statements }: Leftover): Finding[] {
  if (statements.length === 0) return []
  const names = sentence(namesOf(statements))
  return [
    {
      id,
      kind: 'excess',
      tone: 'warn',
      title,
      text: [why, names, ...unremovableNote(statements)].join(' '),
      cures: revokeCure(
        statements.length === 1 ? 'Review removing it' : 'Review removing them',
        identity,
        statements,
      ),
    },
  ]
}

const withoutUrl = ({ identity, statements }: PolicyView) =>
  leftover({
    id: 'without-url',
    title: 'Statements for a URL that does not exist',
    why: 'No effect now. A function URL created on this qualifier later would be reachable through them immediately.',
    identity,
    statements: statements.filter(servesOnlyFunctionUrl),
  })

/** Public statements under AWS_IAM, unless somebody's way in goes through them. */
function leftoverPublic(view: PolicyView): Finding[] {
  const candidates = view.statements.filter(isPublicUrlGrant)
  const rest = { ...view, statements: view.statements.filter((one) => !candidates.includes(one)) }
  const idle = isSameForAll(standingsOf(view), standingsOf(rest))
    ? candidates
    : candidates.filter(
        (statement) => coversAction(statement, INVOKE_URL) && isForOtherAuthType(statement, 'AWS_IAM'),
      )
  return leftover({
    id: 'leftover-public',
    title: 'Public statements left from auth type NONE',
    why: 'No effect with AWS_IAM. If the auth type changes to NONE, the URL becomes public immediately.',
    identity: view.identity,
    statements: idle,
  })
}

function isSameForAll(before: readonly CallerStanding[], after: readonly CallerStanding[]): boolean {
  const standingIn = (standings: readonly CallerStanding[], key: string) =>
    standings.find(({ caller }) => callerKey(caller) === key)?.standing ?? 'refused'
  return before.every(({ caller, standing }) => {
    const then = standingIn(after, callerKey(caller))
    return standing === then || (standing === 'half' && then === 'refused')
  })
}

const otherAuthType = ({ identity, statements }: PolicyView) =>
  leftover({
    id: 'other-auth-type',
    title: 'Statements for auth type AWS_IAM',
    why: 'No effect with NONE: every caller is anonymous.',
    identity,
    statements: statements.filter(
      (statement) => servesOnlyFunctionUrl(statement) && isForOtherAuthType(statement, 'NONE'),
    ),
  })

function leftOnFunction({ identity, ofFunction }: AccessFacts): Finding[] {
  if (!ofFunction || ofFunction.hasUrl || identity.qualifier === LATEST) return []
  return leftover({
    id: 'left-on-function',
    title: 'Grants on the function, which has no URL of its own',
    why: `They are in the function’s policy and do not apply to the URL of ${identity.qualifier}. A URL created on the function later would be reachable through them immediately.`,
    identity: { ...identity, qualifier: LATEST },
    statements: ofFunction.statements.filter(servesOnlyFunctionUrl),
  })
}
