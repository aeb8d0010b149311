import type { FindingRow, FindingsReport } from '@/lib/findings/row'
import { FINDING_RULES } from '@/lib/findings/table'
import { functionUrlName } from '@/lib/identity/names'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

/** Findings for a terminal, by rule, the most severe first; then what could not be read. */
export function asTable(report: FindingsReport): string {
  const { rows, problems, urls, oldestAt } = report
  const open = rows.filter(({ mute }) => !mute)
  const muted = rows.length - open.length
  const rules = FINDING_RULES.flatMap(({ id, severity, title }) => {
    const own = open.filter(({ rule }) => rule === id)
    if (own.length === 0) return []
    return [
      '',
      `${severity.toUpperCase().padEnd(9)} ${title} (${id}, ${own.length})`,
      ...own.map((row) => lineOf(row, report)),
    ]
  })
  const extent = `${counted(urls, 'function URL')} judged${oldestAt ? `, the oldest read at ${oldestAt}` : ''}`
  const lines = [
    `${counted(open.length, 'finding')}${muted > 0 ? `, ${muted} muted` : ''}; ${extent}.`,
    ...rules,
    ...(problems.length > 0 ? ['', 'Not everything could be judged:'] : []),
    ...problems.map((problem) => `- ${visibleText(problem)}`),
  ]
  return `${lines.join('\n')}\n`
}

function lineOf(row: FindingRow, { accountNames }: FindingsReport): string {
  const place = `${accountNames[row.account] ?? row.account}/${row.region}/${functionUrlName(row)}`
  const text = row.evidence.join(' ')
  return visibleText(`  ${place}  since ${row.firstSeen.slice(0, 10)}\n      ${text}`).replace(
    '[U+000A]',
    '\n',
  )
}
