'use client'

import { clsx } from 'clsx'
import { CircleAlert, RotateCw } from 'lucide-react'
import type { FunctionCellProps } from '@/components/function-list/cells'
import { FunctionUrlLine } from '@/components/function-list/function-url-line'
import { searchedUrls } from '@/components/function-list/searched-urls'
import { Button, ButtonLink } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { TextLink } from '@/components/ui/text-link'
import type { Failure } from '@/lib/failures/result'
import type { FunctionUrlsPage } from '@/lib/function-urls/queries'
import { namedUrl, type Terms } from '@/lib/functions/search'
import { createPath, functionPath } from '@/lib/identity/paths'
import type { FunctionIdentity } from '@/lib/identity/schema'
import { counted } from '@/lib/text/counted'

/** URLs that a row shows; the others are on the page of the function. */
const MAX_SHOWN = 3

/** The function URLs of a row: on their way, failed, none, or up to three of them. */
export function RowUrls({ facts: identity, terms, urls, readOnlyReason }: FunctionCellProps) {
  const { page, failure, isReading, retry } = urls
  if (page && page.FunctionUrlConfigs.length > 0)
    return <UrlLines identity={identity} page={page} terms={terms} />
  if (page) return <NoUrl identity={identity} readOnlyReason={readOnlyReason} />
  if (failure)
    return <FailedUrls name={identity.functionName} failure={failure} isReading={isReading} retry={retry} />
  return (
    <div className="flex min-h-6 items-center">
      <Skeleton className="h-4 w-72 max-w-full" />
      <span className="sr-only">Reading the function URLs</span>
    </div>
  )
}

interface UrlLinesProps {
  identity: FunctionIdentity
  page: FunctionUrlsPage
  terms: Terms
}

function UrlLines({ identity, page, terms }: UrlLinesProps) {
  const { NextMarker } = page
  const configs = namedFirst(page, terms)
  const hidden = configs.length - MAX_SHOWN
  return (
    <>
      <ul aria-label={`Function URLs of ${identity.functionName}`}>
        {configs.slice(0, MAX_SHOWN).map((config) => (
          <FunctionUrlLine key={config.FunctionArn} identity={identity} config={config} />
        ))}
      </ul>
      {(hidden > 0 || NextMarker) && (
        <TextLink href={functionPath(identity)} className="inline-block scroll-mt-12 py-0.5 text-small">
          {NextMarker ? 'More function URLs' : `+${counted(hidden, 'more function URL')}`}
          <span className="sr-only"> of {identity.functionName}</span>
        </TextLink>
      )}
    </>
  )
}

/** The URLs in AWS's order, but those first that the search names. */
function namedFirst(page: FunctionUrlsPage, terms: Terms) {
  const searched = searchedUrls(page)
  const isNamed = (at: number) =>
    terms.length > 0 && searched[at] !== undefined && namedUrl(terms, searched[at])
  const all = page.FunctionUrlConfigs
  return [...all.filter((_, at) => isNamed(at)), ...all.filter((_, at) => !isNamed(at))]
}

/** Seen on the row that somebody points at or is in with the keyboard; always where nothing can be pointed with. */
const QUIET =
  'relative z-1 opacity-0 focus-visible:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100 [@media(hover:none)]:opacity-100'

function NoUrl({ identity, readOnlyReason }: { identity: FunctionIdentity; readOnlyReason?: string }) {
  const { account, region, functionName } = identity
  const label = `Create URL for ${functionName}`
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-small">
      <span className="text-mute">No function URL</span>
      {readOnlyReason ? (
        <Button
          size="sm"
          variant="ghost"
          disabledReason={readOnlyReason}
          aria-label={label}
          className={QUIET}
        >
          Create URL
        </Button>
      ) : (
        <ButtonLink
          size="sm"
          variant="ghost"
          aria-label={label}
          href={createPath({ account, region, functionName })}
          className={clsx('scroll-mt-12', QUIET)}
        >
          Create URL
        </ButtonLink>
      )}
    </div>
  )
}

interface FailedUrlsProps {
  name: string
  failure: Failure
  isReading: boolean
  retry: () => void
}

function FailedUrls({ name, failure, isReading, retry }: FailedUrlsProps) {
  // What is missing comes first: a narrow row shows no more than two lines.
  const missing = failure.missing ? `${failure.missing.action} is not allowed. ` : ''
  const text = `Not readable: ${missing}${failure.message}`
  return (
    <div className="flex min-h-6 items-center justify-between gap-x-4 text-small">
      <span className="flex min-w-0 items-center gap-1.5 text-bad" title={text}>
        <CircleAlert aria-hidden size={14} className="shrink-0" />
        <span className="line-clamp-2 min-w-0">{text}</span>
      </span>
      <Button
        size="sm"
        pending={isReading}
        icon={<RotateCw aria-hidden size={13} />}
        onClick={retry}
        aria-label={`Try again to read the function URLs of ${name}`}
      >
        Try again
      </Button>
    </div>
  )
}
