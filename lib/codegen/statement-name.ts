import type { Statement } from '@/lib/permissions/schema'
import { quoted } from '@/lib/text/hostile-text'

/** How a note speaks of a statement: by its id, or by its place in the policy. */
export function statementName({ Sid }: Statement, index: number): string {
  if (Sid === undefined) return `Statement ${index + 1}, which has no id,`
  return `Statement “${quoted(Sid).replace(/[“”]/g, '"')}”`
}

const MASK = '(a secret)'

/** The statement without the event source tokens that its conditions hold (the key in any spelling). */
export function maskedStatement(statement: Statement): Statement {
  if (!statement.Condition) return statement
  const operators = Object.entries(statement.Condition).map(([operator, tests]) => {
    const masked = Object.entries(tests).map(([key, value]) => [
      key,
      key.toLowerCase() === 'lambda:eventsourcetoken' ? MASK : value,
    ])
    return [operator, Object.fromEntries(masked)]
  })
  return { ...statement, Condition: Object.fromEntries(operators) }
}
