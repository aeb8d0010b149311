import { isInBlock } from '@/lib/sandbox/data-plane/policy/match-address'
import { matchesArn, matchesPattern } from '@/lib/sandbox/data-plane/policy/match-pattern'
import type { WireStatement } from '@/lib/sandbox/state'

/** The condition keys a request carries; IAM ignores the case of their names. */
export type ConditionKeys = Readonly<Record<string, string>>

type Compare = (wanted: string, given: string) => boolean

interface Operator {
  compare: Compare
  /** A negated operator holds when none of the values match, and also when the key is absent. */
  isNegated?: boolean
}

const sameText: Compare = (wanted, given) => wanted === given
const sameTextAnyCase: Compare = (wanted, given) => wanted.toLowerCase() === given.toLowerCase()

type Order = (given: number, wanted: number) => boolean

/** Compares both as numbers; what is none never matches. */
const byNumber =
  (numberOf: (text: string) => number, order: Order): Compare =>
  (wanted, given) =>
    order(numberOf(given), numberOf(wanted))

/** A date in ISO 8601, or seconds since the epoch, as milliseconds. */
const dateOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))

function orders(kind: string, numberOf: (text: string) => number): Record<string, Operator> {
  return {
    [`${kind}Equals`]: { compare: byNumber(numberOf, (given, wanted) => given === wanted) },
    [`${kind}NotEquals`]: {
      compare: byNumber(numberOf, (given, wanted) => given === wanted),
      isNegated: true,
    },
    [`${kind}LessThan`]: { compare: byNumber(numberOf, (given, wanted) => given < wanted) },
    [`${kind}LessThanEquals`]: { compare: byNumber(numberOf, (given, wanted) => given <= wanted) },
    [`${kind}GreaterThan`]: { compare: byNumber(numberOf, (given, wanted) => given > wanted) },
    [`${kind}GreaterThanEquals`]: { compare: byNumber(numberOf, (given, wanted) => given >= wanted) },
  }
}

// ArnEquals and ArnLike behave identically. Source: IAM user guide, "IAM JSON policy elements: Condition operators".
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { compare: sameText },
  StringNotEquals: { compare: sameText, isNegated: true },
  StringEqualsIgnoreCase: { compare: sameTextAnyCase },
  StringNotEqualsIgnoreCase: { compare: sameTextAnyCase, isNegated: true },
  StringLike: { compare: matchesPattern },
  StringNotLike: { compare: matchesPattern, isNegated: true },
  Bool: { compare: sameTextAnyCase },
  BinaryEquals: { compare: sameText },
  ArnEquals: { compare: matchesArn },
  ArnLike: { compare: matchesArn },
  ArnNotEquals: { compare: matchesArn, isNegated: true },
  ArnNotLike: { compare: matchesArn, isNegated: true },
  IpAddress: { compare: isInBlock },
  NotIpAddress: { compare: isInBlock, isNegated: true },
  ...orders('Numeric', Number),
  ...orders('Date', dateOf),
}

const IF_EXISTS = 'IfExists'
/** Source: IAM user guide, "Set operators for multivalued context keys". */
const SET_OPERATOR = /^(ForAllValues:|ForAnyValue:)?(.*)$/

/** The values of a policy element that may be one text or a list; policies written as JSON may hold bare booleans. */
export function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String)
}

function holdsNull(wanted: string[], given: string | undefined): boolean {
  return wanted.some((value) => (value.toLowerCase() === 'true') === (given === undefined))
}

/** An operator's name taken apart; undefined when it is not one we evaluate. */
function readOperator(name: string) {
  const isIfExists = name.endsWith(IF_EXISTS)
  const [, set, plain = ''] = SET_OPERATOR.exec(isIfExists ? name.slice(0, -IF_EXISTS.length) : name) ?? []
  const operator = Object.hasOwn(OPERATORS, plain) ? OPERATORS[plain] : undefined
  return operator && { operator, set, isIfExists }
}

/** Whether IAM has an operator of this name, alone or with what may stand before and after it. */
export function isConditionOperator(name: string): boolean {
  return name === 'Null' || readOperator(name) !== undefined
}

/** Whether one operator holds for one key; undefined when the operator is not one we evaluate. */
function holds(name: string, wanted: string[], given: string | undefined): boolean | undefined {
  if (name === 'Null') return holdsNull(wanted, given)
  const read = readOperator(name)
  if (read === undefined) return undefined
  const { operator, set, isIfExists } = read
  // Every value of none does, some value of none does not; every key here has one value, so else they are the same.
  if (given === undefined) {
    if (set === 'ForAnyValue:') return isIfExists
    return isIfExists || set === 'ForAllValues:' || operator.isNegated === true
  }
  const isMatch = wanted.some((value) => operator.compare(value, given))
  return isMatch !== (operator.isNegated === true)
}

/**
 * Whether a statement's Condition holds: every operator and every key must, with any one of a key's values.
 * An operator that is not evaluated here (one that IAM does not have) never opens and never lets through:
 * it counts as not matching in an Allow and as matching in a Deny.
 */
export function matchesCondition(statement: WireStatement, keys: ConditionKeys): boolean {
  const given = new Map(Object.entries(keys).map(([name, value]) => [name.toLowerCase(), value]))
  return Object.entries(statement.Condition ?? {}).every(([operator, block]) =>
    Object.entries(block).every(
      ([key, value]) =>
        holds(operator, textsOf(value), given.get(key.toLowerCase())) ?? statement.Effect === 'Deny',
    ),
  )
}
