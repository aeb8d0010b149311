'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import {
  outcomeTitle,
  PERIOD_TITLES,
  TOPIC_TITLES,
  TOPICS_OF_URL,
} from '@/components/activity/activity-words'
import { useAccountTexts } from '@/components/shell/account-marks'
import { useConnection } from '@/components/shell/use-connection'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { FilterSelect } from '@/components/ui/filter-select'
import { SearchInput } from '@/components/ui/search-input'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { ACTIVITY_OUTCOMES, ACTIVITY_TOPICS } from '@/lib/activity/filter-words'
import type { ActivityFilter } from '@/lib/activity/schema'
import { CHANGE_PERIODS, type ChangePeriod } from '@/lib/changes/filter-words'

const PARSERS = {
  search: parseAsString.withDefault(''),
  who: parseAsString.withDefault(''),
  what: parseAsStringLiteral(ACTIVITY_TOPICS),
  outcome: parseAsStringLiteral(ACTIVITY_OUTCOMES),
  period: parseAsStringLiteral(CHANGE_PERIODS),
  since: parseAsString,
  until: parseAsString,
  account: parseAsString,
  region: parseAsString,
}

const NOTHING = {
  search: '',
  who: '',
  what: null,
  outcome: null,
  period: null,
  since: null,
  until: null,
  account: null,
  region: null,
}

/** What of the record is looked for; it stands in the address, so that every view of it is a link. */
export function useActivityFilters() {
  const [view, setView] = useQueryStates(PARSERS, { history: 'replace' })
  const filter: ActivityFilter = Object.fromEntries(
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

interface ActivityFiltersProps {
  filters: ReturnType<typeof useActivityFilters>
  /** The list is of one function URL: where and which need not be asked. */
  isOfOne: boolean
}

/** Which names and texts, who, what, where, when, and how it ended. */
export function ActivityFilters({ filters, isOfOne }: ActivityFiltersProps) {
  const { view, change, clear, isFiltered } = filters
  return (
    <section aria-label="Filters" className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      {!isOfOne && (
        <SearchInput
          label="Search names and texts"
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
        options={(isOfOne ? TOPICS_OF_URL : ACTIVITY_TOPICS).map((value) => ({
          value,
          label: TOPIC_TITLES[value],
        }))}
        onChange={(what) => change({ what })}
      />
      {!isOfOne && <WhereChoice filters={filters} />}
      <WhenChoice filters={filters} />
      <FilterSelect
        className="max-w-full sm:max-w-56"
        label="Outcome"
        all="Every outcome"
        value={view.outcome}
        options={ACTIVITY_OUTCOMES.map((value) => ({ value, label: outcomeTitle(value) }))}
        onChange={(outcome) => change({ outcome })}
      />
      {isFiltered && <Button onClick={clear}>Clear filters</Button>}
    </section>
  )
}

const MONTH = 30 * 86_400_000
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** A time that ends now, or from one day to another, both included, as the record counts days: in UTC. */
function WhenChoice({ filters: { view, change } }: Pick<ActivityFiltersProps, 'filters'>) {
  const isOfDays = view.since !== null || view.until !== null
  const choose = (value: ChangePeriod | 'days' | null) => {
    const now = Date.now()
    if (value === 'days') change({ period: null, since: dayOf(now - MONTH), until: dayOf(now) })
    else change({ period: value, since: null, until: null })
  }
  return (
    <>
      <FilterSelect<ChangePeriod | 'days'>
        className="max-w-full sm:max-w-56"
        label="When"
        all="Any time"
        value={isOfDays ? 'days' : view.period}
        options={[
          ...CHANGE_PERIODS.map((value) => ({ value, label: PERIOD_TITLES[value] })),
          { value: 'days', label: 'From day to day' },
        ]}
        onChange={choose}
      />
      {isOfDays && (
        <>
          <DayChoice label="From day (UTC)" value={view.since} onChange={(since) => change({ since })} />
          <DayChoice label="To day (UTC)" value={view.until} onChange={(until) => change({ until })} />
        </>
      )}
    </>
  )
}

interface DayChoiceProps {
  label: string
  value: string | null
  onChange: (day: string | null) => void
}

function DayChoice({ label, value, onChange }: DayChoiceProps) {
  return (
    <Input
      type="date"
      aria-label={label}
      title={label}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || null)}
      className="w-full sm:w-40"
    />
  )
}

function WhereChoice({ filters: { view, change } }: Pick<ActivityFiltersProps, 'filters'>) {
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
