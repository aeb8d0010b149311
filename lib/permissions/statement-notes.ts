import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { principalsOf } from '@/lib/permissions/principal-phrase'
import type { Statement } from '@/lib/permissions/schema'
import { shownValue } from '@/lib/permissions/shown-value'
import { isEveryone, isRemovable, opensDirectInvoke, permissionOf } from '@/lib/permissions/statement'
import { conditionTests, isAuthTypeTest, listOf, STATEMENT_ELEMENTS } from '@/lib/permissions/statement-parts'
import { listed } from '@/lib/text/listed'

/** What a reader of a statement's sentence should know besides, each a sentence of its own. */
export function statementNotes(statement: Statement, identity: FunctionUrlIdentity): string[] {
  const unknown = Object.keys(statement).filter((name) => !STATEMENT_ELEMENTS.includes(name))
  const notes = [
    opensDirectInvoke(statement) &&
      'Any AWS account can invoke the function directly: the condition lambda:InvokedViaFunctionUrl is missing.',
    statement.Effect === 'Deny' && 'A Deny wins over every Allow and grants nothing itself.',
    ...principalNotes(statement, identity),
    ...resourceNotes(statement, functionArn(identity)),
    unknown.length > 0 &&
      `It has members that the console does not know: ${listed(unknown.map(shownValue))}.`,
    writingNote(statement, functionArn(identity)),
  ]
  return notes.filter((note) => typeof note === 'string')
}

function principalNotes(statement: Statement, { account }: FunctionUrlIdentity): string[] {
  if (statement.Effect === 'Deny') return []
  const named = principalsOf(statement.Principal)
  const isSigned = conditionTests(statement).some(
    (test) => isAuthTypeTest(test) && test.values.join() === 'AWS_IAM',
  )
  const isForeign = named.some((one) => one.account !== undefined && one.account !== account)
  const isAnyoneSigned = isSigned && isEveryone(statement.Principal)
  return [
    named.some(({ kind }) => kind === 'account') &&
      'That account’s identity policies decide which users and roles can call it.',
    (isForeign || isAnyoneSigned) &&
      'Callers of another account also need an identity policy of their own that allows it.',
    named.some(({ kind }) => kind === 'deleted') &&
      'AWS shows an id in place of a name when the user or role has been deleted.',
  ].filter((note) => typeof note === 'string')
}

function resourceNotes({ Resource, NotResource }: Statement, arn: string): string[] {
  const others = listOf(Resource).filter((resource) => resource !== arn)
  return [
    others.length > 0 && `It names another resource than this qualifier: ${listed(others.map(shownValue))}.`,
    NotResource !== undefined &&
      `It holds for every resource except ${listed(listOf(NotResource).map(shownValue))}.`,
  ].filter((note) => typeof note === 'string')
}

function writingNote(statement: Statement, arn: string): string | false {
  if (statement.Sid === undefined)
    return 'It has no statement id, so it can only be removed with PutResourcePolicy.'
  if (!isRemovable(statement))
    return 'RemovePermission does not take its statement id, so it can only be removed with PutResourcePolicy.'
  return !permissionOf(statement, arn) && 'Only PutResourcePolicy can write it again as it is.'
}
