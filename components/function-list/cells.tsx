'use client'

import { RotateCw } from 'lucide-react'
import { MiddleCut } from '@/components/function-list/middle-cut'
import { searchedUrls } from '@/components/function-list/searched-urls'
import { type AccountNames, longTarget, shortTarget } from '@/components/function-list/target-text'
import type { VisibleUrls } from '@/components/function-list/use-visible-urls'
import { IconButton } from '@/components/ui/icon-button'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { runtimeOf } from '@/lib/functions/runtime'
import type { FunctionFacts } from '@/lib/functions/schema'
import { foundIn, type Terms } from '@/lib/functions/search'
import { functionPath } from '@/lib/identity/paths'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

/** What every cell of a row is given. */
export interface FunctionCellProps {
  facts: FunctionFacts
  /** What is looked for in the list. */
  terms: Terms
  urls: VisibleUrls
  accountNames: AccountNames
  readOnlyReason?: string
}

/** The function's name, where it is, and what it is for. */
export function NameCell({ facts, terms, urls, accountNames }: FunctionCellProps) {
  const accountName = accountNames[facts.account]
  const places = foundIn(facts, terms, { urls: urls.page && searchedUrls(urls.page), accountName })
  const description = visibleText(facts.Description).trim()
  return (
    <div className="min-w-0 py-1">
      <TextLink
        href={functionPath(facts)}
        look="quiet"
        className="block w-fit max-w-full scroll-mt-12 truncate font-strong after:absolute after:inset-0"
      >
        <MiddleCut text={facts.functionName} />
      </TextLink>
      <div className="truncate text-mute text-small">
        <span title={longTarget(facts, accountNames)}>{shortTarget(facts, accountNames)}</span>
        {places.length > 0 && <span className="text-ink"> · found in {listed(places)}</span>}
      </div>
      {description && (
        <div className="relative z-1 w-fit max-w-full truncate text-mute text-small" title={description}>
          {description}
        </div>
      )}
    </div>
  )
}

export function RuntimeCell({ facts }: FunctionCellProps) {
  const runtime = runtimeOf(facts)
  return (
    <div className="truncate" title={runtime}>
      {runtime}
    </div>
  )
}

/** When AWS changed the function last, and how old what the row says of its URLs is. */
export function AgesCell({ facts, urls }: FunctionCellProps) {
  const { page, failure, isReading, retry } = urls
  return (
    <div className="flex items-center justify-between gap-2">
      <div className="min-w-0 max-lg:flex max-lg:flex-wrap max-lg:gap-x-3">
        <div>
          <span className="lg:hidden">modified </span>
          <Time iso={facts.LastModified} />
        </div>
        <div className="text-mute">
          {page ? (
            <>
              URLs read <Time iso={page.readAt} />
            </>
          ) : (
            'URLs not read yet'
          )}
        </div>
      </div>
      {page && failure && (
        <IconButton
          size="sm"
          label={`Not readable again: ${failure.message} Try again`}
          icon={<RotateCw aria-hidden size={14} className="text-warn" />}
          pending={isReading}
          onClick={retry}
        />
      )}
    </div>
  )
}
