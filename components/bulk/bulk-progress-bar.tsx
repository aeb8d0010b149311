'use client'

import { CirclePause, Play } from 'lucide-react'
import { useSteering } from '@/components/bulk/use-steering'
import { FailureCallout } from '@/components/failures/failure-callout'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Panel, PanelBody } from '@/components/ui/panel'
import { resumeBulk, stopBulk } from '@/lib/bulk/actions'
import type { BulkProgress } from '@/lib/bulk/schema'
import { counted, formatNumber } from '@/lib/text/counted'

/** How far it is, as the server counts it, and how to stop it and go on. */
export function BulkProgressBar({ bulk }: { bulk: BulkProgress }) {
  const { bulkId, phase, waitsFor, isReadOnly } = bulk
  const { steer, failure, isAsking } = useSteering(bulkId)
  const readOnly = useReadOnlyReason()
  const whyNotResume = useWhyNot('change:apply')
  const told = progressOf(bulk)
  if (!told) return null
  const isStopped = phase === 'stopped' || phase === 'plan-stopped'
  return (
    <Panel>
      <PanelBody className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <progress
            aria-label={told.label}
            value={told.done}
            max={Math.max(1, told.of)}
            className="h-2 min-w-40 flex-1 appearance-none overflow-hidden rounded-full bg-chip [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-chip [&::-webkit-progress-value]:bg-accent"
          />
          <span role="status" className="tabular-nums">
            {told.text}
          </span>
          {isStopped ? (
            <Button
              variant="primary"
              icon={<Play aria-hidden size={14} />}
              pending={isAsking}
              disabledReason={whyNotResume}
              onClick={() => steer(() => resumeBulk({ bulkId }))}
            >
              Go on
            </Button>
          ) : (
            <Button
              icon={<CirclePause aria-hidden size={14} />}
              pending={isAsking}
              disabledReason={readOnly}
              onClick={() => steer(() => stopBulk({ bulkId }))}
            >
              Stop
            </Button>
          )}
        </div>
        {isReadOnly && !isStopped && (
          <Callout tone="warn" title="It waits: this console is read-only, so it goes on when it is not." />
        )}
        {waitsFor && !isStopped && <Callout title={`Something waits for another try: ${waitsFor}`} />}
        {failure && <FailureCallout failure={failure} />}
      </PanelBody>
    </Panel>
  )
}

function progressOf({ phase, counts, items, stoppedBy, effects }: BulkProgress) {
  if (phase === 'planning' || phase === 'plan-stopped') {
    const done = items - counts.unplanned
    const by = stoppedBy ? `, stopped by ${stoppedBy}` : ''
    const text = `${formatNumber(done)} of ${counted(items, 'function URL')} read and planned${by}`
    return { label: 'Read and planned', done, of: items, text }
  }
  if (phase !== 'applying' && phase !== 'stopped') return undefined
  const left = counts.waiting + counts.applying
  const of = items - counts.nothing - counts.refused - counts.planned - counts.unplanned - effects.items
  const done = of - left
  const stopping = counts.applying > 0 ? `, ${formatNumber(counts.applying)} under way come to their end` : ''
  const by = stoppedBy ? `, stopped by ${stoppedBy}${stopping}` : ''
  return { label: 'Applied', done, of, text: `${formatNumber(done)} of ${counted(of, 'change')} ended${by}` }
}
