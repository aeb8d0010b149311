'use client'

import { useAccountTexts } from '@/components/shell/account-marks'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { functionUrlName } from '@/lib/identity/names'
import { functionPath, functionUrlPath } from '@/lib/identity/paths'
import { changeLine, isBeforeUnknown } from '@/lib/outside/change-line'
import { deedOf } from '@/lib/outside/event-names'
import type { OutsideChange } from '@/lib/outside/schema'
import { visibleText } from '@/lib/text/visible-text'

interface OutsideRowProps {
  change: OutsideChange
  /** On the page of one function URL, where its name says nothing. */
  isOfOne: boolean
}

/** One change past the console: what, what it changed as far as that is known, where, who, through what, when. */
export function OutsideRow({ change, isOfOne }: OutsideRowProps) {
  const { told, qualifier, operation } = change
  const { targetText } = useAccountTexts()
  const line = changeLine(change)
  const identity = qualifier === undefined ? undefined : { ...change, qualifier }
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="break-words font-strong">
          {deedOf(operation, told.error !== undefined)}{' '}
          <TextLink href={identity ? functionUrlPath(identity) : functionPath(change)}>
            {identity ? functionUrlName(identity) : change.functionName}
          </TextLink>
        </p>
        {line && <p className="break-words text-small">{line}</p>}
        {isBeforeUnknown(change) && (
          <p className="text-mute text-small">
            What stood there before is not known: CloudTrail tells new values only, and the console had not
            read it.
          </p>
        )}
        <p className="break-words text-mute text-small">
          {!isOfOne && `${targetText(change)} · `}by {whoText(change)} · <Time iso={change.at} />
        </p>
      </div>
      {told.error && <Badge tone="neutral">Refused: {visibleText(told.error.code)}</Badge>}
    </li>
  )
}

/** Who, in which role, through what. What a caller says of itself is a hint. */
function whoText({ told: { who, via, sourceIp } }: OutsideChange): string {
  const through = via && via !== who.name ? `seems to be through ${via}` : undefined
  const from = sourceIp && /^[\d.:a-f]+$/i.test(sourceIp) ? `from ${sourceIp}` : undefined
  const details = [who.detail, through, from].filter(Boolean).join(', ')
  return visibleText(details ? `${who.name} (${details})` : who.name)
}
