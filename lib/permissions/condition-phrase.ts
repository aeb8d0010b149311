import { shownValue } from '@/lib/permissions/shown-value'
import { type ConditionTest, isAuthTypeTest } from '@/lib/permissions/statement-parts'
import { listedOr } from '@/lib/text/listed'

/** How a test continues a sentence: "… from the VPC vpc-1", or "… when aws:PrincipalTag/team is blue". */
export interface ConditionPhrase {
  kind: 'plain' | 'when'
  text: string
}

/** Tests that have words of their own, by condition key in lower case and the operators they are used with. */
const KNOWN: Record<string, { operators: string[]; phrase: (values: string[]) => ConditionPhrase }> = {
  'lambda:functionurlauthtype': {
    operators: ['StringEquals'],
    phrase: (values) => when(`the auth type of the function URL is ${shown(values)}`),
  },
  'lambda:invokedviafunctionurl': {
    operators: ['Bool'],
    phrase: (values) =>
      isTrue(values)
        ? when('the call comes through the function URL')
        : when('the call does not come through a function URL'),
  },
  'lambda:eventsourcetoken': {
    operators: ['StringEquals'],
    phrase: (values) => plain(`with the event source token ${shown(values)}`),
  },
  'aws:principalorgid': {
    operators: ['StringEquals'],
    phrase: (values) => when(`the caller belongs to the organization ${shown(values)}`),
  },
  'aws:principalorgpaths': {
    operators: ['ForAnyValue:StringLike', 'ForAnyValue:StringEquals'],
    phrase: (values) => when(`the caller belongs to the organizational unit ${shown(values)}`),
  },
  'aws:principalaccount': {
    operators: ['StringEquals'],
    phrase: (values) => when(`the caller’s account is ${shown(values)}`),
  },
  'aws:principalarn': {
    operators: ['StringEquals', 'ArnEquals', 'ArnLike', 'StringLike'],
    phrase: (values) => when(`the caller is ${shown(values)}`),
  },
  'aws:sourceaccount': {
    operators: ['StringEquals'],
    phrase: (values) => plain(`on behalf of the account ${shown(values)}`),
  },
  'aws:sourcearn': {
    operators: ['ArnLike', 'ArnEquals', 'StringLike', 'StringEquals'],
    phrase: (values) => plain(`for ${shown(values)}`),
  },
  'aws:sourceip': {
    operators: ['IpAddress'],
    phrase: (values) => plain(`from the addresses ${shown(values)}`),
  },
  'aws:sourcevpc': {
    operators: ['StringEquals'],
    phrase: (values) => plain(`from the VPC ${shown(values)}`),
  },
  'aws:sourcevpce': {
    operators: ['StringEquals'],
    phrase: (values) => plain(`through the VPC endpoint ${shown(values)}`),
  },
  'aws:securetransport': {
    operators: ['Bool'],
    phrase: (values) => plain(isTrue(values) ? 'over HTTPS' : 'without HTTPS'),
  },
}

/** Operators of the IAM user guide, "Condition operators", as the verb between key and values. */
const OPERATORS: Record<string, string> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringEqualsIgnoreCase: 'is, in any case,',
  StringNotEqualsIgnoreCase: 'is not, in any case,',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  NumericEquals: 'is',
  NumericNotEquals: 'is not',
  NumericLessThan: 'is less than',
  NumericLessThanEquals: 'is at most',
  NumericGreaterThan: 'is more than',
  NumericGreaterThanEquals: 'is at least',
  DateEquals: 'is',
  DateNotEquals: 'is not',
  DateLessThan: 'is before',
  DateLessThanEquals: 'is not after',
  DateGreaterThan: 'is after',
  DateGreaterThanEquals: 'is not before',
  Bool: 'is',
  BinaryEquals: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
  ArnEquals: 'is like',
  ArnLike: 'is like',
  ArnNotEquals: 'is not like',
  ArnNotLike: 'is not like',
}

/**
 * One test of a condition block in words; an operator that has none is named as it stands.
 * In a sentence about the function URL its auth type is "its".
 */
export function conditionPhrase(test: ConditionTest, isAboutUrl: boolean): ConditionPhrase {
  if (isAboutUrl && isAuthTypeTest(test)) return when(`its auth type is ${shown(test.values)}`)
  const known = Object.hasOwn(KNOWN, test.key.toLowerCase()) ? KNOWN[test.key.toLowerCase()] : undefined
  if (known?.operators.includes(test.operator) && test.values.length > 0) return known.phrase(test.values)
  return when(plainTest(test))
}

function plainTest({ operator, key, values }: ConditionTest): string {
  const [, set, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/su.exec(operator) ?? []
  const name = shownValue(key)
  if (base === 'Null' && !set) return isTrue(values) ? `${name} is absent` : `${name} is present`
  const verb = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined
  if (verb === undefined) return `${name} meets the condition ${shownValue(operator)} with ${shown(values)}`
  const subject = set === 'ForAllValues' ? `every value of ${name}` : set ? `some value of ${name}` : name
  return `${subject} ${verb} ${shown(values)}${ifExists ? ' (or there is none)' : ''}`
}

const isTrue = (values: readonly string[]) => values.every((value) => value.toLowerCase() === 'true')

const shown = (values: readonly string[]) =>
  values.length > 0 ? listedOr(values.map(shownValue)) : 'no value'

const when = (text: string): ConditionPhrase => ({ kind: 'when', text })
const plain = (text: string): ConditionPhrase => ({ kind: 'plain', text })
