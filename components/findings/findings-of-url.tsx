'use client'

import { useQuery } from '@tanstack/react-query'
import { SeverityBadge } from '@/components/findings/severity-badge'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { TextLink } from '@/components/ui/text-link'
import type { AccessFacts } from '@/lib/access/access-facts'
import type { Cors } from '@/lib/cors/value/schema'
import { corsHints } from '@/lib/findings/cors-hints'
import { judgeState } from '@/lib/findings/judge-state'
import type { FindingRow } from '@/lib/findings/row'
import { HIGH_RANK, type Severity, severityRank } from '@/lib/findings/severity'
import { NOT_IN_INDEX, unknown } from '@/lib/findings/state'
import { type FunctionUrlTab, findingRulePath, functionUrlPath } from '@/lib/identity/paths'
import { findingsOfUrlQuery } from '@/lib/inventory/queries'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

const TABS: Partial<Record<FunctionUrlTab, string>> = { access: 'Access', cors: 'CORS', activity: 'Activity' }

interface Shown {
  rule: string
  title: string
  severity: Severity
  page: FunctionUrlTab
}

interface FindingsOfUrlProps {
  access: AccessFacts
  cors: Cors | undefined
  readAt: string
}

/**
 * The findings of one function URL, by the same rules as everywhere: judged on what the page has just read, and told
 * by the index where a rule needs what the page does not read.
 */
export function FindingsOfUrl({ access, cors, readAt }: FindingsOfUrlProps) {
  const { identity } = access
  const { data } = useQuery(findingsOfUrlQuery(identity))
  const findings = findingsNow(access, cors, readAt, data?.rows ?? [])
  const muted = new Set(data?.rows.filter(({ mute }) => mute).map(({ rule }) => rule))
  const open = findings.filter(({ rule }) => !muted.has(rule))
  const hints = corsHints(cors, access.authType ?? undefined)
  if (open.length + hints.length === 0) return null
  const isBad = open.some(({ severity }) => severityRank(severity) <= HIGH_RANK)
  const tabs = [
    ...new Set([...open.map(({ page }) => page), ...(hints.length > 0 ? (['cors'] as const) : [])]),
  ]
  return (
    <Callout
      tone={isBad ? 'bad' : 'warn'}
      title={titleOf(open.length, hints.length, findings.length - open.length)}
      actions={tabs.map((tab) => (
        <ButtonLink key={tab} size="sm" href={functionUrlPath(identity, tab)}>
          Show in {TABS[tab] ?? tab}
        </ButtonLink>
      ))}
    >
      <ul className="flex flex-col gap-1">
        {open.map(({ rule, title, severity, page }) => (
          <li key={rule} className="flex flex-wrap items-center gap-x-2">
            <SeverityBadge severity={severity} />
            <span>
              {TABS[page]}: <TextLink href={findingRulePath(rule)}>{title}</TextLink>
            </span>
          </li>
        ))}
        {hints.map(({ id, title }) => (
          <li key={id}>CORS: {visibleText(title)}</li>
        ))}
      </ul>
    </Callout>
  )
}

/** "2 findings, 1 hint, and 1 muted" */
function titleOf(findings: number, hints: number, muted: number): string {
  const parts = [findings > 0 && counted(findings, 'finding'), hints > 0 && counted(hints, 'hint')]
  return [...parts, muted > 0 && `and ${muted} muted`].filter(Boolean).join(', ')
}

function findingsNow(
  access: AccessFacts,
  cors: Cors | undefined,
  at: string,
  indexed: readonly FindingRow[],
): Shown[] {
  const { found, unknown: unjudged } = judgeState({
    ...NOT_IN_INDEX,
    access,
    at,
    url: { value: { cors } },
    ofAliases: [],
    runtime: unknown('The page does not read it.'),
    requests: unknown('The page does not read them.'),
    owner: unknown('The page does not read it.'),
  })
  const now = found.map(({ rule: { id, title, severity, page } }) => ({ rule: id, title, severity, page }))
  const told = indexed.filter(({ rule }) => unjudged.some((each) => each.rule.id === rule))
  return [...now, ...told].sort((a, b) => severityRank(a.severity) - severityRank(b.severity))
}
