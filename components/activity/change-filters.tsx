'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { VERDICT_TITLES } from '@/components/changes/change-outcome'
import { useAccountTexts } from '@/components/shell/account-marks'
import { useConnection } from '@/components/shell/use-connection'
import { Button } from '@/components/ui/button'
import { FilterSelect } from '@/components/ui/filter-select'
import { SearchInput } from '@/components/ui/search-input'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import {
  CHANGE_OUTCOMES,
  CHANGE_PERIODS,
  CHANGE_TOPICS,
  type ChangePeriod,
  type ChangeTopic,
} from '@/lib/changes/filter-words'
import type { ChangesFilter } from '@/lib/changes/queries'

const PARSERS = {
  search: parseAsString.withDefault(''),
  who: parseAsString.withDefault(''),
  what: parseAsStringLiteral(CHANGE_TOPICS),
  outcome: parseAsStringLiteral(CHANGE_OUTCOMES),
  period: parseAsStringLiteral(CHANGE_PERIODS),
  account: parseAsString,
  region: parseAsString,
}

const NOTHING = { search: '', who: '', what: null, outcome: null, period: null, account: null, region: null }

/** What of the record is looked for; it stands in the address, so that every view of it is a link. */
export function useChangeFilters() {
  const [view, setView] = useQueryStates(PARSERS, { history: 'replace' })
  const filter: ChangesFilter = Object.fromEntries(
    Object.entries(view).filter(([, value]) => value !== null && value !== ''),
  )
  return {
    view,
    filter,
    isFiltered: Object.keys(filter).length > 0,
    change: (part: Partial<typeof view>) => void setView(part),
    clear: () => void setView(NOTHING),
  }
}

const TOPICS: Record<ChangeTopic, string> = {
  create: 'Creations',
  settings: 'Settings and CORS',
  access: 'Permissions',
  delete: 'Deletions',
  calls: 'Calls stopped or let in',
  'taken-up': 'Finished, undone or reverted',
}

const PERIODS: Record<ChangePeriod, string> = {
  hour: 'Last hour',
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
}

const outcomeText = (outcome: (typeof CHANGE_OUTCOMES)[number]) =>
  outcome === 'under-way' ? 'Under way' : VERDICT_TITLES[outcome]

interface ChangeFiltersProps {
  filters: ReturnType<typeof useChangeFilters>
  /** The list is of one function URL: where and which need not be asked. */
  isOfOne: boolean
}

/** Which function URL, who, what, where, when, and how it ended. */
export function ChangeFilters({ filters, isOfOne }: ChangeFiltersProps) {
  const { view, change, clear, isFiltered } = filters
  return (
    <section aria-label="Filters" className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      {!isOfOne && (
        <SearchInput
          label="Search by function URL"
          value={view.search}
          onChange={(search) => change({ search })}
          wrapperClassName="col-span-full sm:w-56"
        />
      )}
      <SearchInput
        label="Who"
        value={view.who}
        onChange={(who) => change({ who })}
        wrapperClassName="col-span-full sm:w-40"
      />
      <FilterSelect
        className="max-w-full sm:max-w-56"
        label="What"
        all="Every kind"
        value={view.what}
        options={CHANGE_TOPICS.map((value) => ({ value, label: TOPICS[value] }))}
        onChange={(what) => change({ what })}
      />
      {!isOfOne && <WhereChoice filters={filters} />}
      <FilterSelect
        className="max-w-full sm:max-w-56"
        label="When"
        all="Any time"
        value={view.period}
        options={CHANGE_PERIODS.map((value) => ({ value, label: PERIODS[value] }))}
        onChange={(period) => change({ period })}
      />
      <FilterSelect
        className="max-w-full sm:max-w-56"
        label="Outcome"
        all="Every outcome"
        value={view.outcome}
        options={CHANGE_OUTCOMES.map((value) => ({ value, label: outcomeText(value) }))}
        onChange={(outcome) => change({ outcome })}
      />
      {isFiltered && <Button onClick={clear}>Clear filters</Button>}
    </section>
  )
}

function WhereChoice({ filters: { view, change } }: Pick<ChangeFiltersProps, 'filters'>) {
  const connection = useConnection()
  const { targetText } = useAccountTexts()
  // The connection comes in a stream of its own: the first drawing has to be the server's.
  const isHydrated = useIsHydrated()
  const known = ((isHydrated && connection?.targets) || []).flatMap(({ account, regions }) =>
    regions.map((region) => ({ account, region })),
  )
  const chosen = view.account && view.region ? [{ account: view.account, region: view.region }] : []
  const places = new Map(
    [...known, ...chosen].map((target) => [`${target.account}/${target.region}`, target]),
  )
  return (
    <FilterSelect
      className="max-w-full sm:max-w-56"
      label="Where"
      all="Everywhere"
      value={chosen.length > 0 ? `${view.account}/${view.region}` : null}
      options={[...places].map(([value, target]) => ({ value, label: targetText(target) }))}
      onChange={(value) => change(places.get(value ?? '') ?? { account: null, region: null })}
    />
  )
}
