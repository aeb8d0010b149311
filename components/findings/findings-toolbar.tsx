'use client'

import type { FindingsView } from '@/components/findings/findings-view'
import { SEVERITY_LOOKS } from '@/components/findings/severity-badge'
import { Button } from '@/components/ui/button'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { NumberFilter } from '@/components/ui/number-filter'
import { Time } from '@/components/ui/time'
import { SEVERITIES } from '@/lib/findings/severity'
import type { FindingsOverview } from '@/lib/inventory/finding-schema'
import { formatNumber } from '@/lib/text/counted'

const GROUPINGS = [
  { value: 'rule', label: 'By rule' },
  { value: 'account', label: 'By account' },
  { value: 'age', label: 'By age' },
] as const

interface FindingsToolbarProps {
  overview: FindingsOverview
  view: FindingsView
  change: (part: Partial<FindingsView>) => void
  lastVisit: string | undefined
}

/** How many of each severity, which also filter; how they are grouped; muted ones; what is new. */
export function FindingsToolbar({ overview, view, change, lastVisit }: FindingsToolbarProps) {
  return (
    <div className="mb-4 flex flex-col gap-3">
      <ul aria-label="Severities" className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {SEVERITIES.map((severity) => {
          const { label, tone, icon } = SEVERITY_LOOKS[severity]
          const isPressed = view.severity === severity
          return (
            <li key={severity}>
              <NumberFilter
                label={label}
                title={
                  severity === 'critical'
                    ? 'Show critical findings'
                    : `Show ${severity} findings and more severe ones`
                }
                icon={icon}
                tone={tone}
                number={formatNumber(overview.bySeverity[severity])}
                isPressed={isPressed}
                onPress={() => change({ severity: isPressed ? null : severity, open: null })}
              />
            </li>
          )
        })}
      </ul>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ChoiceSwitch
          label="Grouping"
          value={view.group}
          onChange={(group) => change({ group, open: null })}
          options={GROUPINGS}
        />
        <ChoiceSwitch
          label="Muted or not"
          value={view.shown}
          onChange={(shown) => change({ shown, open: null })}
          options={[
            { value: 'open', label: 'Open' },
            { value: 'muted', label: `Muted (${formatNumber(overview.muted)})` },
          ]}
        />
        {lastVisit && (
          <Button
            size="sm"
            aria-pressed={view.news === 'yes'}
            variant={view.news === 'yes' ? 'primary' : 'secondary'}
            onClick={() => change({ news: view.news ? null : 'yes', open: null })}
          >
            <span>
              New since your last visit, <Time iso={lastVisit} />
            </span>
          </Button>
        )}
      </div>
    </div>
  )
}
