import type { Possibility } from '@/lib/access/request-keys'
import { type Trilean, trilean } from '@/lib/access/trilean'
import { type ConditionTest, matchesPattern } from '@/lib/permissions/statement-parts'

/** `undefined`: cannot be told by comparing texts (numbers, dates, addresses). */
type Compare = ((wanted: string, given: string) => boolean) | undefined

interface Operator {
  compare: Compare
  /** Holds when no value matches, and also when the key is absent. */
  isNegated?: boolean
}

const sameText = (wanted: string, given: string) => wanted === given
const sameInAnyCase = (wanted: string, given: string) => wanted.toLowerCase() === given.toLowerCase()

/** IAM user guide, "IAM JSON policy elements: Condition operators"; ArnEquals and ArnLike are the same there. */
const OPERATORS: Record<string, Operator> = {
  StringEquals: { compare: sameText },
  StringNotEquals: { compare: sameText, isNegated: true },
  StringEqualsIgnoreCase: { compare: sameInAnyCase },
  StringNotEqualsIgnoreCase: { compare: sameInAnyCase, isNegated: true },
  StringLike: { compare: matchesPattern },
  StringNotLike: { compare: matchesPattern, isNegated: true },
  Bool: { compare: sameInAnyCase },
  ArnEquals: { compare: matchesArn },
  ArnLike: { compare: matchesArn },
  ArnNotEquals: { compare: matchesArn, isNegated: true },
  ArnNotLike: { compare: matchesArn, isNegated: true },
  IpAddress: { compare: undefined },
  NotIpAddress: { compare: undefined, isNegated: true },
  NumericEquals: { compare: undefined },
  NumericNotEquals: { compare: undefined, isNegated: true },
  NumericLessThan: { compare: undefined },
  NumericLessThanEquals: { compare: undefined },
  NumericGreaterThan: { compare: undefined },
  NumericGreaterThanEquals: { compare: undefined },
  DateEquals: { compare: undefined },
  DateNotEquals: { compare: undefined, isNegated: true },
  DateLessThan: { compare: undefined },
  DateLessThanEquals: { compare: undefined },
  DateGreaterThan: { compare: undefined },
  DateGreaterThanEquals: { compare: undefined },
  BinaryEquals: { compare: undefined },
}

/** Whether one test of a condition block holds, whatever of these the key is in the request. */
export function conditionHolds(test: ConditionTest, possibilities: readonly Possibility[]): Trilean {
  const [first, ...others] = possibilities.map((possibility) => holdsFor(test, possibility))
  return first !== undefined && others.every((other) => other === first) ? first : 'depends'
}

function holdsFor({ operator, values }: ConditionTest, possibility: Possibility): Trilean {
  const [, set, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/su.exec(operator) ?? []
  // What AWS makes of an empty list, or of an operator that it would refuse, is not known.
  if (values.length === 0) return 'depends'
  if (base === 'Null') return set || ifExists ? 'depends' : nullHolds(values, possibility)
  const known = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined
  if (known === undefined) return 'depends'
  if (possibility.kind === 'absent') {
    if (set === 'ForAnyValue') return ifExists ? 'depends' : 'no'
    return trilean(set === 'ForAllValues' || ifExists !== undefined || known.isNegated === true)
  }
  // "${…}" is a policy variable: another text in every request.
  if (values.some((value) => value.includes('${'))) return 'depends'
  const isMatch = possibility.kind === 'any' ? matchesAll(base, values) : matches(base, values, possibility)
  return isMatch === undefined ? 'depends' : trilean(isMatch !== (known.isNegated === true))
}

function nullHolds(values: readonly string[], { kind }: Possibility): Trilean {
  const wanted = values.map((value) => value.toLowerCase())
  if (!wanted.every((value) => value === 'true' || value === 'false')) return 'depends'
  return trilean(wanted.some((value) => (value === 'true') === (kind === 'absent')))
}

/** Whether the values cover whatever the key may be; `undefined` where they do not. */
function matchesAll(base: string, values: readonly string[]): true | undefined {
  if (/^String(Not)?Like$/.test(base)) return values.includes('*') || undefined
  if (/^(Not)?IpAddress$/.test(base)) return ALL_ADDRESSES.every((all) => values.includes(all)) || undefined
  return undefined
}

const ALL_ADDRESSES = ['0.0.0.0/0', '::/0']

function matches(base: string, values: readonly string[], { value }: { value: string }): boolean | undefined {
  const compare = OPERATORS[base]?.compare
  const isTruthValue = value === 'true' || value === 'false'
  const isArn = value.startsWith('arn:')
  // An operator of another type than the key's: AWS may convert, or never match.
  if (!compare || (base === 'Bool') !== isTruthValue || (/^Arn/.test(base) && !isArn)) return undefined
  return values.some((wanted) => compare(wanted, value))
}

/** Each of the six parts of an ARN is matched for itself (IAM user guide, "ARN condition operators"). */
function matchesArn(pattern: string, arn: string): boolean {
  const parts = (text: string) => {
    const all = text.split(':')
    return [...all.slice(0, 5), all.slice(5).join(':')]
  }
  const wanted = parts(pattern)
  return parts(arn).every((part, place) => matchesPattern(wanted[place] ?? '', part))
}
