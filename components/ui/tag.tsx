'use client'

import { clsx } from 'clsx'
import { CircleAlert, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { visibleText } from '@/lib/text/visible-text'

interface TagProps {
  text: string
  error: string | undefined
  mono: boolean
  disabled: boolean
  onRemove: () => void
  /** An arrow key: -1 to the chip before, 1 to the one after. */
  onMove: (step: -1 | 1) => void
}

/** One entry of a list, with the button that takes it out; the button is the chip's stop for the arrow keys. */
export function Tag({ text, error, mono, disabled, onRemove, onMove }: TagProps) {
  const shown = visibleText(text)
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' || event.key === 'Delete') onRemove()
    else if (event.key === 'ArrowLeft') onMove(-1)
    else if (event.key === 'ArrowRight') onMove(1)
    else return
    event.preventDefault()
  }
  return (
    <li
      title={error}
      className={clsx(
        'inline-flex min-h-6 max-w-full items-center rounded-sm border border-transparent has-focus-visible:outline-2 has-focus-visible:outline-accent',
        error ? 'bg-bad-soft text-bad' : 'bg-chip text-ink',
        mono ? 'text-mono' : 'text-small',
      )}
    >
      {error && <CircleAlert aria-hidden size={13} className="ml-1.5 shrink-0" />}
      <span className="min-w-0 break-all py-0.5 pl-1.5">{shown}</span>
      <button
        type="button"
        data-tag
        tabIndex={-1}
        disabled={disabled}
        aria-label={`Remove ${shown}`}
        aria-description={error}
        onClick={onRemove}
        onKeyDown={keyDown}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm outline-none hover:text-ink disabled:hidden"
      >
        <X aria-hidden size={13} />
      </button>
    </li>
  )
}
