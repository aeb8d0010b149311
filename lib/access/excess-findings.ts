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
    title: 'Statements for a URL that is not there',
    why: 'They allow nothing now, but a function URL created on this qualifier later would be reachable through them at once.',
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
    why: 'They let nobody in while the auth type is AWS_IAM; the day it becomes NONE, the URL is public at once.',
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
    why: 'They let nobody in while the auth type is NONE, since every caller is anonymous then.',
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
    why: `They stand in the policy of the function and do not reach the URL of ${identity.qualifier}; a URL created on the function later would be reachable through them at once.`,
    identity: { ...identity, qualifier: LATEST },
    statements: ofFunction.statements.filter(servesOnlyFunctionUrl),
  })
}
