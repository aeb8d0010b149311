'use client'

import { useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { CreateUrlButton } from '@/components/function-list/create-url-button'
import { FailedTargets } from '@/components/function-list/failed-targets'
import { FunctionsBody } from '@/components/function-list/functions-body'
import { FunctionsToolbar, MeantFilter } from '@/components/function-list/functions-toolbar'
import { NO_FILTER, useListView } from '@/components/function-list/list-address'
import { listStatusText, urlStatusText } from '@/components/function-list/list-status'
import { ReadingBar } from '@/components/function-list/reading-bar'
import type { AccountNames } from '@/components/function-list/target-text'
import { type TargetStart, useFunctionReadings } from '@/components/function-list/use-function-readings'
import { useListedFunctions } from '@/components/function-list/use-listed-functions'
import { useReadEveryUrl, useReadEveryVerdict, useReadUrls } from '@/components/function-list/use-read-urls'
import { useReadingStopped } from '@/components/function-list/use-reading-stopped'
import { refreshVisibleUrls } from '@/components/function-list/use-visible-urls'
import { READ_ONLY_REASON } from '@/components/shell/read-only-reason'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { isFiltered, needsUrls, needsVerdicts, runtimesOf } from '@/lib/functions/filter'
import { allFunctions, oldestReadAt, readingPhase } from '@/lib/functions/reading'
import { termsOf } from '@/lib/functions/search'
import { counted } from '@/lib/text/counted'

interface FunctionsListProps {
  /** Every account and region, in the order of the list. */
  starts: TargetStart[]
  accountNames: AccountNames
  isReadOnly: boolean
}

/** Every function of every target with its URLs: search, filters, order, how far the reading is, and the rows. */
export function FunctionsList({ starts, accountNames, isReadOnly }: FunctionsListProps) {
  const client = useQueryClient()
  const [view, change] = useListView()
  const [stopped, setStopped] = useReadingStopped()
  const isStopped = stopped === true
  const { readings, retry, readMore, refresh, isRefreshing } = useFunctionReadings(starts, stopped !== false)
  const phase = readingPhase(readings, isStopped)
  const sort = phase === 'complete' ? view.sort : null
  const urls = useReadUrls()
  const { functions, filter } = useListedFunctions({ readings, view, isStopped, sort, accountNames, urls })
  const everything = allFunctions(readings)
  const isUrlsWanted = needsUrls(filter)
  useReadEveryUrl(everything, urls, isUrlsWanted && !isStopped)
  useReadEveryVerdict(urls, needsVerdicts(filter) && !isStopped)
  const isJudging = needsVerdicts(filter) && urls.unjudged.length > 0
  const terms = termsOf(filter.text)
  const readOnlyReason = isReadOnly ? READ_ONLY_REASON : undefined
  const status = {
    shown: functions.length,
    read: everything.length,
    isFiltered: isFiltered(filter),
    phase,
    isRefreshing,
  }
  const urlText = urlStatusText({
    read: everything.length,
    urls,
    needsUrls: isUrlsWanted,
    unjudged: needsVerdicts(filter) ? urls.unjudged.length : 0,
  })
  return (
    <>
      <PageHeader
        title="Functions"
        subtitle={<Extent starts={starts} readAt={oldestReadAt(readings)} />}
        actions={
          <>
            <Button
              pending={isRefreshing}
              icon={<RefreshCw aria-hidden size={14} />}
              onClick={() => {
                refresh()
                refreshVisibleUrls(client)
              }}
            >
              Refresh
            </Button>
            <CreateUrlButton isReadOnly={isReadOnly} />
          </>
        }
      />
      <FailedTargets readings={readings} accountNames={accountNames} retry={retry} />
      <Panel data-wide>
        <div className="flex flex-col gap-2 border-line border-b px-3 pt-3 pb-2">
          <FunctionsToolbar
            view={view}
            change={change}
            targets={starts.map(({ target }) => target)}
            accountNames={accountNames}
            runtimes={runtimesOf(everything, view.runtime)}
            canSort={phase === 'complete'}
          />
          <MeantFilter filter={filter} change={change} />
          <ReadingBar
            text={listStatusText(status)}
            urlText={urlText}
            phase={phase}
            isBusy={isRefreshing || readings.some(({ isReading }) => isReading)}
            filterKey={JSON.stringify(filter)}
            onStop={setStopped}
            onClear={status.isFiltered && functions.length > 0 ? () => change(NO_FILTER) : undefined}
          />
        </div>
        <FunctionsBody
          functions={functions}
          terms={terms}
          isReadingUrls={isUrlsWanted && (urls.functions < everything.length || isJudging)}
          phase={phase}
          isFiltered={isFiltered(filter)}
          hasReadAny={everything.length > 0}
          accountNames={accountNames}
          readOnlyReason={readOnlyReason}
          onClear={() => change(NO_FILTER)}
          onContinue={() => setStopped(false)}
          onEnd={readMore}
        />
      </Panel>
    </>
  )
}

function Extent({ starts, readAt }: { starts: TargetStart[]; readAt: string | undefined }) {
  const accounts = new Set(starts.map(({ target }) => target.account)).size
  const regions = new Set(starts.map(({ target }) => target.region)).size
  return (
    <>
      {counted(accounts, 'account')} · {counted(regions, 'region')} ·{' '}
      {readAt ? (
        <>
          read <Time iso={readAt} />
        </>
      ) : (
        'not read yet'
      )}
    </>
  )
}
