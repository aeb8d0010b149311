import 'server-only'
import type { LogEvent } from 'kysely'
import { observe } from '@/lib/telemetry/observe'
import { pastSpan } from '@/lib/telemetry/spans'

const WORD = /^\s*(select|insert|update|delete|begin|commit|rollback)\b/i
const TABLE = /\b(?:from|into|update)\s+"(\w+)"/i

/** Tells of a statement that was made: its first word and its table. Its text may hold values, and goes nowhere. */
export function statementSeen({ level, query, queryDurationMillis }: LogEvent): void {
  const statement = WORD.exec(query.sql)?.[1]?.toLowerCase() ?? 'other'
  const isFailed = level === 'error'
  observe({
    kind: 'statement',
    statement,
    outcome: isFailed ? 'error' : 'ok',
    seconds: queryDurationMillis / 1_000,
  })
  const table = TABLE.exec(query.sql)?.[1]
  const name = table ? `${statement} ${table}` : statement
  pastSpan(
    { name, kind: 'client', attributes: { 'db.operation.name': statement } },
    queryDurationMillis,
    isFailed,
  )
}
