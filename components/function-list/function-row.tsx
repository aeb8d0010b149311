'use client'

import { RotateCw } from 'lucide-react'
import { MiddleCut } from '@/components/function-list/middle-cut'
import { RowUrls } from '@/components/function-list/row-urls'
import { type AccountNames, longTarget, shortTarget } from '@/components/function-list/target-text'
import { useVisibleUrls, type VisibleUrls } from '@/components/function-list/use-visible-urls'
import { IconButton } from '@/components/ui/icon-button'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { runtimeOf } from '@/lib/functions/filter'
import type { FunctionFacts } from '@/lib/functions/schema'
import { functionPath } from '@/lib/identity/paths'
import { visibleText } from '@/lib/text/visible-text'

interface FunctionRowProps {
  facts: FunctionFacts
  /** Place in the whole list, from 0. */
  index: number
  accountNames: AccountNames
  readOnlyReason?: string
  measure: (row: Element | null) => void
}

/** A function with its URLs: a row of the table, a card in narrow windows. */
export function FunctionRow({ facts, index, accountNames, readOnlyReason, measure }: FunctionRowProps) {
  const urls = useVisibleUrls(facts)
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className="border-line border-b hover:bg-code max-lg:flex max-lg:flex-col max-lg:gap-1.5 max-lg:px-4 max-lg:py-3 lg:h-14.25"
    >
      <td className="py-1 align-middle lg:pr-3 lg:pl-4">
        <FunctionCell facts={facts} accountNames={accountNames} />
      </td>
      <td className="align-middle max-lg:min-h-12 lg:px-3 lg:py-1">
        <RowUrls identity={facts} urls={urls} readOnlyReason={readOnlyReason} />
      </td>
      <td className="truncate text-small max-lg:hidden lg:px-3" title={runtimeOf(facts)}>
        {runtimeOf(facts)}
      </td>
      <td className="text-small max-lg:text-mute lg:pr-4 lg:pl-3">
        <Ages facts={facts} urls={urls} />
      </td>
    </tr>
  )
}

function FunctionCell({ facts, accountNames }: { facts: FunctionFacts; accountNames: AccountNames }) {
  const description = visibleText(facts.Description).trim()
  return (
    <div className="min-w-0">
      <TextLink
        href={functionPath(facts)}
        look="quiet"
        className="block w-fit max-w-full scroll-mt-12 truncate font-strong"
      >
        <MiddleCut text={facts.functionName} />
      </TextLink>
      <div className="truncate text-mute text-small">
        <span title={longTarget(facts, accountNames)}>{shortTarget(facts, accountNames)}</span>
        {description && <span title={description}> · {description}</span>}
      </div>
    </div>
  )
}

/** When AWS changed the function last, and how old what the row says of its URLs is. */
function Ages({ facts, urls }: { facts: FunctionFacts; urls: VisibleUrls }) {
  const { page, failure, isReading, retry } = urls
  return (
    <div className="flex items-center justify-between gap-2">
      <div className="min-w-0 max-lg:flex max-lg:flex-wrap max-lg:gap-x-3">
        <div className="lg:hidden">{runtimeOf(facts)}</div>
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
