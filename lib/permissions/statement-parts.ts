import type { Statement } from '@/lib/permissions/schema'

/** The elements of a statement (IAM user guide, "IAM JSON policy element reference"). */
export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]

/** One test of a condition block: `StringEquals` on `lambda:FunctionUrlAuthType` against `NONE`. */
export interface ConditionTest {
  operator: string
  key: string
  values: string[]
}

/** What IAM lets stand as one value or as a list of them, as a list of texts; `true` and 1 are `"true"` and `"1"`. */
export function listOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]).map((one) =>
    typeof one === 'object' && one !== null ? JSON.stringify(one) : String(one),
  )
}

/** The condition block, flattened; all of them must hold. */
export function conditionTests(statement: Statement): ConditionTest[] {
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, value]) => ({ operator, key, values: listOf(value) })),
  )
}

/** IAM compares the names of condition keys without regard to case (IAM user guide, "Condition"). */
export function isKey(test: ConditionTest, key: string): boolean {
  return test.key.toLowerCase() === key.toLowerCase()
}

/** The test of the auth type that the function URL has. */
export function isAuthTypeTest(test: ConditionTest): boolean {
  return (
    test.operator === 'StringEquals' && isKey(test, 'lambda:FunctionUrlAuthType') && test.values.length > 0
  )
}

/** Holds only for function URLs of another auth type than this one. */
export function isForOtherAuthType(statement: Statement, authType: string): boolean {
  return conditionTests(statement).some((test) => isAuthTypeTest(test) && !test.values.includes(authType))
}

/** The test that the call came through the function URL. */
export function isViaUrlTest(test: ConditionTest): boolean {
  const isTrue = test.values.length > 0 && test.values.every((value) => value.toLowerCase() === 'true')
  return test.operator === 'Bool' && isKey(test, 'lambda:InvokedViaFunctionUrl') && isTrue
}

/** Whether Action (with its wildcards) or NotAction of a statement, of whatever effect, covers this action, in any case of letters. */
export function coversAction(statement: Statement, action: string): boolean {
  const isNamed = (patterns: unknown) =>
    listOf(patterns).some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()))
  if (statement.Action !== undefined) return isNamed(statement.Action)
  return statement.NotAction !== undefined && !isNamed(statement.NotAction)
}

/** IAM's wildcards over a whole text: `*` is any text, `?` any character (IAM user guide, "Resource"). */
export function matchesPattern(pattern: string, text: string): boolean {
  // One row of the usual table per pattern character: no pattern, however hostile, takes long.
  let reached: boolean[] = [true, ...Array<boolean>(text.length).fill(false)]
  for (const sign of pattern) {
    const next: boolean[] = [sign === '*' && reached[0] === true]
    for (let end = 1; end <= text.length; end++) {
      const isSame = sign === '?' || sign === text[end - 1]
      next[end] =
        sign === '*' ? reached[end] === true || next[end - 1] === true : isSame && reached[end - 1] === true
    }
    reached = next
  }
  return reached[text.length] === true
}
