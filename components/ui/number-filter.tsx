import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import { TONE_TEXT, type Tone } from './tone'

interface NumberFilterProps {
  label: string
  /** What pressing it shows, in a sentence. */
  title: string
  icon: LucideIcon
  tone: Tone
  /** As it is written; a dash where there is none yet. */
  number: string
  /** What the number leaves out. */
  note?: string
  isPressed: boolean
  onPress: () => void
}

/** A number that is a filter too: pressed, what it counts is shown alone. */
export function NumberFilter(props: NumberFilterProps) {
  const { label, title, icon: Icon, tone, number, note, isPressed, onPress } = props
  return (
    <button
      type="button"
      title={title}
      aria-pressed={isPressed}
      onClick={onPress}
      className={clsx(
        'flex w-full flex-col gap-0.5 rounded-lg border bg-panel px-4 py-2.5 text-left hover:border-line-strong',
        isPressed ? 'border-accent' : 'border-line',
      )}
    >
      <span className="flex items-center gap-1.5 text-mute text-small">
        <Icon aria-hidden size={14} className={clsx('shrink-0', TONE_TEXT[tone])} />
        {label}
      </span>
      <span className="flex flex-wrap items-baseline gap-x-2 font-title text-title tabular-nums">
        {number}
        {note && <span className="font-sans text-mute text-small">{note}</span>}
      </span>
    </button>
  )
}
