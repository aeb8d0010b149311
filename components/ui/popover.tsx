'use client'

import { clsx } from 'clsx'
import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react'
import { keepPlaced } from './place-popover'

interface PopoverProps {
  /** Names what opens. */
  label: string
  /** What the button shows. */
  trigger: ReactNode
  triggerClassName?: string
  className?: string
  children: ReactNode
}

/** A button with something to read under it; the browser's own popover: Escape and a click beside it close it. */
export function Popover({ label, trigger, triggerClassName, className, children }: PopoverProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const letGo = useRef<() => void>(undefined)
  const [isOpen, setOpen] = useState(false)
  const toggled = (event: ToggleEvent<HTMLElement>) => {
    letGo.current?.()
    letGo.current = undefined
    setOpen(event.newState === 'open')
    if (event.newState === 'open' && button.current)
      letGo.current = keepPlaced(button.current, event.currentTarget, { align: 'end' })
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className={triggerClassName}
      >
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={toggled}
        className={clsx(
          'w-80 overflow-y-auto rounded-lg border border-line-strong bg-panel p-4 shadow-float',
          className,
        )}
      >
        {children}
      </div>
    </>
  )
}
