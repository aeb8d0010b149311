'use client'

import { Ban, CircleQuestionMark, Globe, Link, type LucideIcon, Moon, ShieldAlert } from 'lucide-react'
import { NumberFilter } from '@/components/ui/number-filter'
import type { Tone } from '@/components/ui/tone'
import { hasTerm, type QueryTerm, toggleTerm } from '@/lib/inventory/query'
import type { InventoryCounts } from '@/lib/inventory/schema'
import { formatNumber } from '@/lib/text/counted'

interface Answer {
  label: string
  /** What the number counts, in a sentence. */
  title: string
  icon: LucideIcon
  tone: Tone
  count: (counts: InventoryCounts) => number
  /** What the number leaves out; nothing where it is whole. */
  limit?: (counts: InventoryCounts) => string | undefined
  /** What shows these rows alone; all rows where there is none. */
  term?: QueryTerm
}

const QUIET = 'No request in 30 days'

const is = (value: string): QueryTerm => ({ field: 'is', value, isNegated: false })

const ANSWERS: Answer[] = [
  {
    label: 'Function URLs',
    title: 'Every function URL that is known',
    icon: Link,
    tone: 'neutral',
    count: ({ urls }) => urls,
  },
  {
    label: 'Public',
    title: 'Anyone on the internet who knows the address can call these, without credentials',
    icon: Globe,
    tone: 'warn',
    count: ({ byExposure }) => byExposure.public,
    term: is('public'),
  },
  {
    label: 'Not reachable',
    title:
      'Everyone gets 403 or 429: a permission is missing, the alias is deleted, or all calls are stopped',
    icon: Ban,
    tone: 'bad',
    count: ({ byExposure }) => byExposure.unreachable,
    term: is('unreachable'),
  },
  {
    label: 'High findings',
    title: 'With a finding of high severity or worse that nobody has muted',
    icon: ShieldAlert,
    tone: 'bad',
    count: ({ high }) => high,
    term: { field: 'severity', value: '>=high', isNegated: false },
  },
  {
    label: 'Unknown',
    title: 'The policy has not been read yet, or could not be read',
    icon: CircleQuestionMark,
    tone: 'neutral',
    count: ({ byExposure }) => byExposure.unknown,
    term: is('unknown'),
  },
  {
    label: QUIET,
    title: 'CloudWatch has counted no request of these in the last 30 days. Settings has all of them counted',
    icon: Moon,
    tone: 'neutral',
    count: ({ quiet }) => quiet,
    limit: ({ urls, uncounted }) =>
      uncounted > 0 ? `${formatNumber(urls - uncounted)} of ${formatNumber(urls)} counted` : undefined,
    term: { field: 'requests30d', value: '0', isNegated: false },
  },
]

interface SummaryStripProps {
  counts: InventoryCounts
  /** Nothing has been read: there is no number, not even 0. */
  isUnread: boolean
  q: string
  onQuery: (q: string) => void
}

/** The answer in one look; each number shows its rows. */
export function SummaryStrip({ counts, isUnread, q, onQuery }: SummaryStripProps) {
  return (
    <ul
      aria-label="What is known"
      className="grid min-w-0 flex-1 grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6"
    >
      {ANSWERS.map(({ label, title, icon, tone, count, limit, term }) => {
        const left = limit?.(counts)
        // Of none of them it is known.
        const isNothingKnown = label === QUIET && counts.uncounted === counts.urls
        const isPressed = term ? hasTerm(q, term) : q.trim() === ''
        return (
          <li key={label}>
            <NumberFilter
              label={label}
              title={title}
              icon={icon}
              tone={tone}
              number={isUnread || isNothingKnown ? '–' : formatNumber(count(counts))}
              note={isUnread ? undefined : left}
              isPressed={isPressed}
              onPress={() => onQuery(term ? toggleTerm(q, term) : '')}
            />
          </li>
        )
      })}
    </ul>
  )
}
