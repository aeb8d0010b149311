import type { FindingsReport } from '@/lib/findings/row'

/** Findings as JSON, with what could not be read, and how old the oldest is. */
export function asJson({ rows, accountNames, ...report }: FindingsReport): string {
  const findings = rows.map(({ remedy: _, ...row }) => ({
    ...row,
    accountName: accountNames[row.account],
  }))
  return `${JSON.stringify({ ...report, findings }, null, 2)}\n`
}
