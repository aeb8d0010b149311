'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { LIST_WORDS, STATE_WORDS } from '@/components/approvals/request-words'
import { FailureCallout } from '@/components/failures/failure-callout'
import { useAccountTexts } from '@/components/shell/account-marks'
import { useConnection } from '@/components/shell/use-connection'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterSelect } from '@/components/ui/filter-select'
import { Panel, PanelBody } from '@/components/ui/panel'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { type RequestsFilter, requestsQuery } from '@/lib/approvals/queries'
import { REQUEST_LISTS } from '@/lib/approvals/request-states'
import type { RequestLine, RequestsPage } from '@/lib/approvals/schema'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { requestPath } from '@/lib/identity/paths'

const PARSERS = {
  list: parseAsStringLiteral(REQUEST_LISTS).withDefault('open'),
  account: parseAsString.withDefault(''),
  functionName: parseAsString.withDefault(''),
  person: parseAsString.withDefault(''),
}

const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/

function useRequestFilters() {
  const [view, setView] = useQueryStates(PARSERS, { history: 'replace' })
  const { list, account, functionName, person } = view
  const filter: RequestsFilter = {
    list,
    ...(account !== '' && { account }),
    ...(FUNCTION_NAME.test(functionName) && { functionName }),
    ...(person.trim() !== '' && { person: person.trim() }),
  }
  return { view, filter, change: (part: Partial<typeof view>) => void setView(part) }
}

/** Changes that somebody asks for: those that wait, those of who looks, those that are over. */
export function RequestsList({ firstPage }: { firstPage?: RequestsPage }) {
  const filters = useRequestFilters()
  const { filter } = filters
  const isFirst = Object.keys(filter).length === 1 && filter.list === 'open'
  const query = useInfiniteQuery({
    ...requestsQuery(filter),
    ...(isFirst && firstPage && { initialData: { pages: [firstPage], pageParams: [undefined] } }),
  })
  const requests = query.data?.pages.flatMap((page) => page.requests)
  return (
    <div>
      <Filters filters={filters} />
      <div className="flex flex-col gap-4">
        {requests && requests.length > 0 && (
          <Panel>
            <ul aria-label="Requests">
              {requests.map((request) => (
                <RequestRow key={request.requestId} request={request} />
              ))}
            </ul>
          </Panel>
        )}
        {requests?.length === 0 && (
          <EmptyState icon={<Inbox />} title={isFirst ? 'No request waits' : 'No request matches'}>
            Who may plan a change and not apply it sends it from its review.
          </EmptyState>
        )}
        {query.isPending && (
          <Panel>
            <PanelBody>
              <SkeletonLines lines={4} label="Reading requests" />
            </PanelBody>
          </Panel>
        )}
        {query.error && <FailureCallout failure={failureFrom(query.error)} />}
        {query.hasNextPage && (
          <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show earlier requests
          </Button>
        )}
      </div>
    </div>
  )
}

function Filters({ filters: { view, change } }: { filters: ReturnType<typeof useRequestFilters> }) {
  return (
    <section aria-label="Filters" className="mb-3 grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
      <div className="col-span-full">
        <ChoiceSwitch
          label="Which requests"
          value={view.list}
          options={REQUEST_LISTS.map((value) => ({ value, label: LIST_WORDS[value] }))}
          onChange={(list) => change({ list })}
        />
      </div>
      <SearchInput
        label="Function name"
        value={view.functionName}
        onChange={(functionName) => change({ functionName })}
        wrapperClassName="col-span-full sm:w-56"
      />
      <SearchInput
        label="Sent by"
        value={view.person}
        onChange={(person) => change({ person })}
        wrapperClassName="sm:w-40"
      />
      <AccountChoice account={view.account} onChange={(account) => change({ account })} />
    </section>
  )
}

function AccountChoice({ account, onChange }: { account: string; onChange: (account: string) => void }) {
  const connection = useConnection()
  const { accountText } = useAccountTexts()
  const isHydrated = useIsHydrated()
  const known = (isHydrated && connection?.targets.map((target) => target.account)) || []
  const all = [...new Set([...known, ...(account ? [account] : [])])]
  return (
    <FilterSelect
      className="max-w-full sm:max-w-56"
      label="Account"
      all="Every account"
      value={account || null}
      options={all.map((value) => ({ value, label: accountText(value) }))}
      onChange={(value) => onChange(value ?? '')}
    />
  )
}

function RequestRow({ request }: { request: RequestLine }) {
  const { targetText } = useAccountTexts()
  const { title, tone } = STATE_WORDS[request.state]
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <TextLink href={requestPath(request.requestId)} className="font-strong">
          {request.title}
        </TextLink>
        <p className="text-mute text-small">
          {targetText(request)} · sent by {request.requester.name} <Time iso={request.sentAt} />
          {request.decidedBy && ` · ${title.toLowerCase()} by ${request.decidedBy}`}
        </p>
      </div>
      <Badge tone={tone}>{title}</Badge>
    </li>
  )
}
