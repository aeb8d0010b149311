'use client'

import type { ListView } from '@/components/function-list/list-address'
import { type AccountNames, shortAccount } from '@/components/function-list/target-text'
import { Button } from '@/components/ui/button'
import { FilterSelect } from '@/components/ui/filter-select'
import { SearchInput } from '@/components/ui/search-input'
import { DESCRIPTION_FILTERS, type FunctionFilter, filterMeantBy, URL_FILTERS } from '@/lib/functions/filter'
import { FUNCTION_SORTS } from '@/lib/functions/sort'
import type { Target } from '@/lib/identity/schema'

interface FunctionsToolbarProps {
  view: ListView
  change: (part: Partial<ListView>) => void
  targets: Target[]
  accountNames: AccountNames
  runtimes: string[]
  /** Sorting what is half read would put rows above those being looked at. */
  canSort: boolean
}

/** Search, filters and order of the list; all of it in the address. */
export function FunctionsToolbar(props: FunctionsToolbarProps) {
  const { view, change, targets, accountNames, runtimes, canSort } = props
  const accounts = distinct([...targets.map(({ account }) => account), view.account])
  const regions = distinct([...targets.map(({ region }) => region), view.region])
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6 xl:flex">
      <SearchInput
        label="Search functions"
        placeholder="Name, address, ARN, name:alias, NONE, description …"
        value={view.text}
        onChange={(text) => change({ text })}
        wrapperClassName="col-span-full xl:flex-1"
      />
      <FilterSelect
        className="xl:w-38"
        label="Account"
        all="All accounts"
        value={view.account}
        options={accounts.map((value) => ({ value, label: shortAccount(value, accountNames) }))}
        onChange={(account) => change({ account })}
      />
      <FilterSelect
        className="xl:w-38"
        label="Region"
        all="All regions"
        value={view.region}
        options={regions.map((value) => ({ value, label: value }))}
        onChange={(region) => change({ region })}
      />
      <FilterSelect
        className="xl:w-38"
        label="Function URLs"
        all="Any URLs"
        value={view.urls}
        options={URL_FILTERS.map((value) => ({ value, label: URL_LABELS[value] }))}
        onChange={(value) => change({ urls: oneOf(URL_FILTERS, value) })}
      />
      <FilterSelect
        className="xl:w-38"
        label="Runtime"
        all="All runtimes"
        value={view.runtime}
        options={runtimes.map((value) => ({ value, label: value }))}
        onChange={(runtime) => change({ runtime })}
      />
      <FilterSelect
        className="xl:w-38"
        label="Description"
        all="Any description"
        value={view.description}
        options={[
          { value: 'with', label: 'With description' },
          { value: 'without', label: 'Without description' },
        ]}
        onChange={(value) => change({ description: oneOf(DESCRIPTION_FILTERS, value) })}
      />
      <FilterSelect
        className="xl:w-38"
        label="Order"
        all="By account"
        value={canSort ? view.sort : null}
        options={[
          { value: 'name', label: 'By name' },
          { value: 'modified', label: 'Last modified first' },
          { value: 'runtime', label: 'By runtime' },
        ]}
        disabledReason={canSort ? undefined : 'Available once loading finishes.'}
        onChange={(value) => change({ sort: oneOf(FUNCTION_SORTS, value) })}
      />
    </div>
  )
}

const URL_LABELS: Record<(typeof URL_FILTERS)[number], string> = {
  with: 'With a URL',
  without: 'Without a URL',
  NONE: 'Auth type NONE',
  AWS_IAM: 'Auth type AWS_IAM',
  public: 'Public',
  closed: 'NONE, 403 to everyone',
  depends: 'NONE, depends on the request',
}

/** Offers the filter that the searched word names. */
export function MeantFilter({
  filter,
  change,
}: Pick<FunctionsToolbarProps, 'change'> & { filter: FunctionFilter }) {
  const meant = filterMeantBy(filter)
  if (meant === null) return null
  return (
    <p className="flex flex-wrap items-center gap-2 text-mute text-small">
      This searches names and descriptions.
      <Button size="sm" onClick={() => change({ text: '', urls: meant })}>
        Filter by “{URL_LABELS[meant]}”
      </Button>
    </p>
  )
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))]
}

function oneOf<Value extends string>(values: readonly Value[], value: string | null): Value | null {
  return values.find((known) => known === value) ?? null
}
