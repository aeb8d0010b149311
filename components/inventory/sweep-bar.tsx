'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CirclePause, RefreshCw } from 'lucide-react'
import { type ReactNode, useTransition } from 'react'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toast'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed, type Result } from '@/lib/failures/result'
import { INVENTORY_KEY } from '@/lib/inventory/queries'
import type { ReadingKind, ReadingProgress } from '@/lib/inventory/sweep-progress'
import { checkNow, pauseSweeps } from '@/lib/sweep/actions'

const NO_ANSWER: Failure = { code: 'unreachable', message: 'The console itself does not respond.' }

const CHECK: Record<ReadingKind, string> = {
  running: 'Check now',
  waiting: 'Check now',
  paused: 'Go on',
  halfway: 'Go on',
  idle: 'Check now',
  never: 'Check now',
}

/** How far AWS has been read, with the buttons that read on and that pause it. */
export function SweepBar({ progress }: { progress: ReadingProgress }) {
  const { kind, text, done, listed, isListing, completedAt } = progress
  const whyNotPause = useWhyNot('sweep:pause')
  // Where nothing was read, the empty table says so and has the button.
  if (kind === 'never') return <div className="min-h-8" />
  const isBusy = kind === 'running' || kind === 'waiting'
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 px-1 text-mute text-small">
      {kind === 'running' && !isListing && (
        <progress
          aria-label="Functions read"
          value={done}
          max={Math.max(1, listed)}
          className="h-1.5 w-24 appearance-none overflow-hidden rounded-full bg-chip [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-chip [&::-webkit-progress-value]:bg-accent"
        />
      )}
      <span role="status" className="tabular-nums">
        {text}
        {kind === 'idle' && completedAt && (
          <>
            , the last time <Time iso={completedAt} />
          </>
        )}
      </span>
      {isBusy ? (
        <Steering
          action={pauseSweeps}
          label="Pause"
          icon={<CirclePause aria-hidden size={14} />}
          disabledReason={whyNotPause}
        />
      ) : (
        <Steering action={checkNow} label={CHECK[kind]} icon={<RefreshCw aria-hidden size={14} />} />
      )}
    </div>
  )
}

interface SteeringProps {
  action: (input: { everything: true }) => Promise<Result<unknown>>
  label: string
  icon: ReactNode
  size?: 'sm' | 'md'
  disabledReason?: string
}

/** A button that steers the reading; what it did shows as soon as the numbers are read again. */
export function Steering({ action, label, icon, size = 'sm', disabledReason }: SteeringProps) {
  const client = useQueryClient()
  const toasts = useToast()
  const [isAsking, startAsking] = useTransition()
  const steer = () =>
    startAsking(async () => {
      const answer = await askAgain(() => action({ everything: true })).catch(() => failed(NO_ANSWER))
      if (!answer.ok) toasts.show({ tone: 'bad', title: answer.failure.message })
      await client.invalidateQueries({ queryKey: INVENTORY_KEY })
    })
  return (
    <Button
      size={size}
      variant={size === 'sm' ? 'ghost' : 'primary'}
      icon={icon}
      pending={isAsking}
      disabledReason={disabledReason}
      onClick={steer}
    >
      {label}
    </Button>
  )
}
