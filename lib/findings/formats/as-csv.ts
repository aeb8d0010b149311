import type { FindingsReport } from '@/lib/findings/row'
import { csvText } from '@/lib/text/csv'
import { visibleText } from '@/lib/text/visible-text'

const HEAD = [
  'severity',
  'rule',
  'title',
  'account',
  'account name',
  'region',
  'function',
  'qualifier',
  'function URL',
  'evidence',
  'first seen',
  'last seen',
  'muted until',
  'muted by',
  'reason',
]

/** Findings as CSV; what could not be read stands in rows of its own, under the severity "not judged". */
export function asCsv({ rows, problems, accountNames, at }: FindingsReport): string {
  const findings = rows.map((row) => [
    row.severity,
    row.rule,
    row.title,
    row.account,
    accountNames[row.account] ?? '',
    row.region,
    row.functionName,
    row.qualifier,
    row.hasUrl ? 'yes' : 'no',
    visibleText(row.evidence.join(' ')),
    row.firstSeen,
    row.lastSeen,
    row.mute?.until ?? '',
    row.mute?.by ?? '',
    row.mute?.reason ?? '',
  ])
  const notJudged = problems.map((problem) => [
    'not judged',
    ...['', '', '', '', '', '', '', ''],
    problem,
    '',
    at,
    ...['', '', ''],
  ])
  return csvText(HEAD, [...findings, ...notJudged])
}
