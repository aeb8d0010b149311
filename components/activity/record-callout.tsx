'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { RecordState } from '@/lib/activity/record-state'
import { counted } from '@/lib/text/counted'

/** Loaded when it is opened. */
const AcknowledgeDialog = dynamic(
  async () => (await import('@/components/activity/acknowledge-dialog')).AcknowledgeDialog,
  { ssr: false },
)

/** Where the record is not what the console wrote: new changes wait until somebody says that they have seen it. */
export function RecordCallout({ breach }: { breach: NonNullable<RecordState['breach']> }) {
  const [isOpen, setOpen] = useState(false)
  const whyNot = useWhyNot('record:acknowledge')
  const { position, reason, places, further } = breach
  const unlisted = places - 1 - further.length
  return (
    <>
      <Callout
        tone="bad"
        className="mb-4"
        title={`The record was changed outside this console, from event ${position} on`}
        actions={
          <Button disabledReason={whyNot} onClick={() => setOpen(true)}>
            Acknowledge…
          </Button>
        }
      >
        <ul aria-label="What is wrong with the record">
          {[{ position, reason }, ...further].map((each) => (
            <li key={`${each.position} ${each.reason}`}>{each.reason}</li>
          ))}
          {unlisted > 0 && <li>And {counted(unlisted, 'more place')}.</li>}
        </ul>
        <p>
          What stands here may not be what happened. Keep a copy of the database file before anything else.
          New changes wait until this is acknowledged.
        </p>
      </Callout>
      {isOpen && <AcknowledgeDialog breach={breach} isOpen onClose={() => setOpen(false)} />}
    </>
  )
}
