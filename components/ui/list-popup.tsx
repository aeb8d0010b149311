'use client'

import { clsx } from 'clsx'
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import { keepPlaced, showPopover } from './place-popover'

interface ListPopupProps {
  /** Of the list: its field names it by `aria-controls`. */
  id: string
  label: string
  /** What it opens at, and how. */
  anchor: RefObject<HTMLElement | null>
  placing: Parameters<typeof keepPlaced>[2]
  /** The id of the choice that the field points at. */
  activeId: string | undefined
  className?: string
  /** The choices. */
  children: ReactNode
  /** What is said below them. */
  footer: ReactNode
}

/** The list of a combobox, over everything else; the field keeps focus and has the keys (ARIA practices, combobox). */
export function ListPopup(props: ListPopupProps) {
  const { id, label, anchor, placing, activeId, className, children, footer } = props
  const popup = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is placed once, and kept there by `keepPlaced`
  useLayoutEffect(() => {
    if (!anchor.current || !popup.current) return
    showPopover(popup.current)
    return keepPlaced(anchor.current, popup.current, placing)
  }, [anchor])
  useLayoutEffect(() => {
    const option = activeId === undefined ? undefined : document.getElementById(activeId)
    if (typeof option?.scrollIntoView === 'function') option.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps focus in the field, which has the keyboard
    <div
      ref={popup}
      popover="manual"
      onMouseDown={(event) => event.preventDefault()}
      className={clsx(
        'flex-col rounded border border-line-strong bg-panel shadow-float [&:popover-open]:flex',
        className,
      )}
    >
      <div id={id} role="listbox" aria-label={label} className="max-h-80 min-h-0 overflow-y-auto p-1">
        {children}
      </div>
      {footer}
    </div>
  )
}
