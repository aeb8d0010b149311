import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { type ConditionPhrase, conditionPhrase } from '@/lib/permissions/condition-phrase'
import { type NamedPrincipal, principalsOf } from '@/lib/permissions/principal-phrase'
import type { Statement } from '@/lib/permissions/schema'
import { shownValue } from '@/lib/permissions/shown-value'
import { isEveryone, opensDirectInvoke } from '@/lib/permissions/statement'
import { statementNotes } from '@/lib/permissions/statement-notes'
import {
  type ConditionTest,
  conditionTests,
  isAuthTypeTest,
  isKey,
  isViaUrlTest,
  listOf,
} from '@/lib/permissions/statement-parts'
import { listed, listedOr } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

/** One whole sentence, and what a reader should know besides, each a sentence of its own. */
export interface StatementSentence {
  text: string
  notes: string[]
}

/** Any statement that GetPolicy can return, in plain English; `identity` is the qualifier whose policy holds it. */
export function statementSentence(statement: Statement, identity: FunctionUrlIdentity): StatementSentence {
  const { who, rest } = subjectOf(statement, conditionTests(statement))
  const { what, rest: tests } = objectOf(statement, rest)
  const phrases = tests.map((test) => conditionPhrase(test, isAction(statement, INVOKE_URL)))
  const text = [who, what, ...phrasesOf(phrases, 'plain'), whenOf(phrases)].filter(Boolean).join(' ')
  return {
    text: visibleText(`${text[0]?.toUpperCase()}${text.slice(1)}.`),
    notes: statementNotes(statement, identity).map(visibleText),
  }
}

const phrasesOf = (phrases: readonly ConditionPhrase[], kind: ConditionPhrase['kind']) =>
  phrases.flatMap((phrase) => (phrase.kind === kind ? [phrase.text] : []))

function whenOf(phrases: readonly ConditionPhrase[]): string {
  const tests = phrasesOf(phrases, 'when')
  return tests.length > 0 ? `when ${listed(tests)}` : ''
}

/** "Everyone on the internet may", with the tests that the subject has not told already. */
function subjectOf(statement: Statement, tests: ConditionTest[]): { who: string; rest: ConditionTest[] } {
  const isDeny = statement.Effect === 'Deny'
  if (!isEveryone(statement.Principal)) return { who: namedSubject(statement), rest: tests }
  const organization = tests.find(
    (test) => test.operator === 'StringEquals' && isKey(test, 'aws:PrincipalOrgID'),
  )
  if (organization) {
    const within = `in the organization ${listedOr(organization.values.map(shownValue))}`
    const rest = tests.filter((test) => test !== organization)
    return { who: `${isDeny ? 'nobody' : 'everyone'} ${within} may`, rest }
  }
  return { who: `${isDeny ? 'nobody' : everyoneFor(statement, tests)} may`, rest: tests }
}

/** Calls of a URL with auth type NONE are unsigned, those of one with AWS_IAM are signed. */
function everyoneFor(statement: Statement, tests: ConditionTest[]): string {
  if (!isAction(statement, INVOKE_URL)) return 'everyone'
  const authType = tests.find(isAuthTypeTest)
  if (authType?.values.join() === 'AWS_IAM') return 'everyone with AWS credentials'
  return authType?.values.includes('NONE') && tests.length === 1 ? 'everyone on the internet' : 'everyone'
}

function namedSubject({ Effect, Principal, NotPrincipal }: Statement): string {
  const isDeny = Effect === 'Deny'
  const excepted = principalsOf(NotPrincipal)
  if (Principal === undefined && excepted.length > 0)
    return `${isDeny ? 'nobody' : 'everyone'} except ${listed(excepted.map(phraseOf))} may`
  const named = principalsOf(Principal)
  if (named.length === 0) return 'nobody (no principal is named) may'
  return `${listed(named.map(phraseOf))} may${isDeny ? ' not' : ''}`
}

const phraseOf = ({ phrase }: NamedPrincipal) => phrase

const INVOKE_URL = 'lambda:invokefunctionurl'
const INVOKE = 'lambda:invokefunction'

const actionsOf = (statement: Statement) => listOf(statement.Action).map((name) => name.toLowerCase())

const isAction = (statement: Statement, action: string) => actionsOf(statement).join() === action

/** "invoke the function through its function URL", with the tests that this has not told already. */
function objectOf(statement: Statement, tests: ConditionTest[]): { what: string; rest: ConditionTest[] } {
  if (isAction(statement, INVOKE_URL)) return { what: 'invoke the function URL', rest: tests }
  if (isAction(statement, INVOKE)) return invokeObject(statement, tests)
  return { what: otherObject(statement), rest: tests }
}

function invokeObject(statement: Statement, tests: ConditionTest[]): { what: string; rest: ConditionTest[] } {
  const viaUrl = tests.find(isViaUrlTest)
  if (viaUrl)
    return {
      what: 'invoke the function through its function URL',
      rest: tests.filter((test) => test !== viaUrl),
    }
  if (opensDirectInvoke(statement))
    return { what: 'invoke the function directly, not only through its function URL', rest: tests }
  return { what: 'invoke the function', rest: tests }
}

function otherObject(statement: Statement): string {
  const isDeny = statement.Effect === 'Deny'
  const list = isDeny ? listedOr : listed
  const excepted = listOf(statement.NotAction)
  if (statement.Action === undefined && excepted.length > 0)
    return `${isDeny ? 'do anything' : 'do everything'} except ${list(excepted.map(shownValue))}`
  const names = actionsOf(statement)
  if (names.length === 0) return 'do nothing (no action is named)'
  if (names.join() === 'lambda:*')
    return `do ${isDeny ? 'anything' : 'everything'} with the function (lambda:*)`
  if (names.join() === '*') return `do ${isDeny ? 'anything' : 'everything'} (*)`
  if (names.length === 2 && names.includes(INVOKE) && names.includes(INVOKE_URL))
    return `invoke the function URL ${isDeny ? 'or' : 'and'} the function`
  return `use ${list(listOf(statement.Action).map(shownValue))}`
}
