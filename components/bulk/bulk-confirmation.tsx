'use client'

import { useId } from 'react'
import { useSteering } from '@/components/bulk/use-steering'
import { ConfirmationForm, useConfirmation } from '@/components/changes/confirmation-form'
import { FailureCallout } from '@/components/failures/failure-callout'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { applyBulk } from '@/lib/bulk/actions'
import type { BulkEffects, BulkProgress } from '@/lib/bulk/schema'
import { counted, formatNumber } from '@/lib/text/counted'

/** What has to be known before, and the one confirmation for all of them. */
export function BulkConfirmation({ bulk }: { bulk: BulkProgress }) {
  const { phase, effects, reviewHash, bulkId, confirmation: wanted } = bulk
  const isReviewed = phase === 'reviewed' || phase === 'accepting'
  const { steer, failure, isAsking } = useSteering(bulkId)
  const whyNot = useWhyNot('change:apply')
  const confirmation = useConfirmation(isReviewed, wanted, true)
  const form = useId()
  if (!isReviewed) return null
  const apply = (typed: string | undefined) =>
    steer(() => applyBulk({ bulkId, reviewHash: reviewHash ?? '', confirmation: typed }))
  const { items } = effects
  const nothing = items === 0 ? 'Nothing is left to apply.' : undefined
  return (
    <Panel aria-labelledby="confirm">
      <PanelHeader
        title={items === 0 ? 'Nothing to apply' : `Apply ${counted(items, 'change')}`}
        titleId="confirm"
        description="Each is planned once more before it is applied; one whose plan is another by then is left as it is."
      />
      <PanelBody className="flex flex-col gap-3">
        <Effects effects={effects} />
        {failure && <FailureCallout failure={failure} />}
        <div className="flex flex-wrap items-end justify-between gap-3">
          <div className="min-w-0 flex-1 basis-72">
            <ConfirmationForm
              key={wanted}
              id={form}
              confirmation={confirmation}
              purpose="to confirm"
              onConfirm={(typed) => !isAsking && !nothing && !whyNot && apply(typed)}
            />
          </div>
          <Button
            data-main-action
            type="submit"
            form={form}
            variant={wanted === null ? 'primary' : 'danger'}
            pending={isAsking}
            disabledReason={whyNot ?? nothing ?? confirmation.missing}
          >
            Apply {counted(items, 'change')}
          </Button>
        </div>
      </PanelBody>
    </Panel>
  )
}

function Effects({ effects }: { effects: BulkEffects }) {
  const sentences = sentencesOf(effects)
  const { items, canUndo } = effects
  if (items === 0) return null
  return (
    <>
      {sentences.map((sentence) => (
        <Callout key={sentence} tone="bad" title={sentence} />
      ))}
      {effects.hasChanged > 0 && (
        <Callout
          tone="warn"
          title={`${counted(effects.hasChanged, 'function URL')} changed since the list was read: look at what is planned now.`}
        />
      )}
      <p className="text-mute text-small">
        {canUndo === items
          ? 'All of them can be taken back later.'
          : `${formatNumber(items - canUndo)} of them cannot be taken back.`}
      </p>
    </>
  )
}

function sentencesOf({
  opens,
  deletes,
  stops,
  cutsOff,
  requests,
  inUse,
  trafficUnknown,
}: BulkEffects): string[] {
  const use = [
    inUse > 0 && `${formatNumber(inUse)} are in use: ${counted(requests, 'request')} in the last 30 days.`,
    trafficUnknown > 0 && `Of ${formatNumber(trafficUnknown)} it is not known whether they are in use.`,
  ].filter((text) => typeof text === 'string')
  return [
    opens > 0 && `${counted(opens, 'function URL')} will be open to the internet, without credentials.`,
    deletes > 0 && [`${counted(deletes, 'address', 'addresses')} will be gone for good.`, ...use].join(' '),
    stops > 0 && `Every call of ${counted(stops, 'function')} will get 429.`,
    cutsOff > 0 &&
      [`Callers of ${counted(cutsOff, 'function URL')} will be cut off.`, ...(deletes > 0 ? [] : use)].join(
        ' ',
      ),
  ].filter((text) => typeof text === 'string')
}
