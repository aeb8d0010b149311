'use client'

import { CirclePause, CirclePlay } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import type { ReadingPhase } from '@/lib/functions/reading'

interface ReadingBarProps {
  /** How much is shown, of how much. */
  text: string
  /** How many function URLs were read; may be empty. */
  urlText: string
  phase: ReadingPhase
  isBusy: boolean
  /** Changes when the person searches or filters; screen readers are then told the new count. */
  filterKey: string
  onStop: (isStopped: boolean) => void
  /** Takes every filter away; left out where there is none, or where the empty list offers it. */
  onClear?: (() => void) | undefined
}

/** How far the reading is, with the button that stops it or goes on. */
export function ReadingBar({ text, urlText, phase, isBusy, filterKey, onStop, onClear }: ReadingBarProps) {
  const isStopped = phase === 'stopped'
  return (
    <div className="flex min-h-6.5 items-center gap-x-2 px-1 text-mute text-small">
      <span className="tabular-nums">{text}</span>
      {urlText && <span className="tabular-nums before:mr-2 before:content-['·']">{urlText}</span>}
      {(isBusy || phase === 'reading') && <Spinner />}
      {(phase === 'reading' || isStopped) && (
        <Button
          size="sm"
          variant="ghost"
          icon={isStopped ? <CirclePlay aria-hidden size={14} /> : <CirclePause aria-hidden size={14} />}
          onClick={() => onStop(!isStopped)}
        >
          <span className="max-sm:sr-only">{isStopped ? 'Continue reading' : 'Stop reading'}</span>
        </Button>
      )}
      {onClear && (
        <Button size="sm" variant="ghost" onClick={onClear}>
          Clear filters
        </Button>
      )}
      <Announcement text={text} changed={`${phase} ${filterKey}`} />
    </div>
  )
}

/** Milliseconds without a further change before it is said: nobody wants to hear every letter typed. */
const SAID_AFTER = 800

/** Says the text to screen readers when `changed` does, and not at every page that is read. */
function Announcement({ text, changed }: { text: string; changed: string }) {
  const [said, setSaid] = useState('')
  const say = useEffectEvent(() => setSaid(text))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what starts the wait, not what is said
  useEffect(() => {
    const timer = setTimeout(say, SAID_AFTER)
    return () => clearTimeout(timer)
  }, [changed])
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  )
}
