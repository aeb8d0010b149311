'use client'

import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from './icon-button'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Names the thing it is about. */
  title: ReactNode
  description?: ReactNode
  /** The buttons; the one that does it is the last. */
  footer?: ReactNode
  size?: 'md' | 'lg'
  /** What gets focus first; by default the title, so that nothing is a key press away. */
  initialFocus?: RefObject<HTMLElement | null>
  children?: ReactNode
}

const WIDTH = { md: 'sm:max-w-155', lg: 'sm:max-w-200' }

/**
 * The browser's own modal dialog: the rest of the page is inert, Escape closes, focus goes back to where it was.
 * A click beside it does nothing, because it would throw away what was typed. A whole screen when narrow.
 */
export function Dialog(props: DialogProps) {
  const {
    open,
    onOpenChange,
    title: heading,
    description,
    footer,
    size = 'md',
    initialFocus,
    children,
  } = props
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  /** Closed by us, and the event that tells is still to come: React also does so when something inside suspends. */
  const closedHere = useRef(false)
  useLayoutEffect(() => {
    const element = dialog.current
    if (!open || !element) return
    openModal(element)
    const first = initialFocus?.current ?? title.current
    first?.focus()
    return () => {
      closedHere.current = element.open
      closeModal(element)
    }
  }, [open, initialFocus])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onOpenChange(false)
      }}
      onClose={({ target, currentTarget }) => {
        if (target !== currentTarget) return
        const isOurs = closedHere.current
        closedHere.current = false
        if (!isOurs && !currentTarget.open && open) onOpenChange(false)
      }}
      className={clsx(
        'm-0 max-h-dvh max-w-none flex-col bg-panel text-ink shadow-float backdrop:bg-(--backdrop) open:flex',
        'h-dvh w-full sm:m-auto sm:h-fit sm:max-h-[calc(100dvh-4rem)] sm:w-[calc(100vw-4rem)] sm:rounded-lg sm:border sm:border-line',
        WIDTH[size],
      )}
    >
      {open && (
        <>
          <div className="flex items-start gap-3 px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
            <div className="min-w-0 flex-1">
              <h2
                ref={title}
                id={`${id}-title`}
                tabIndex={-1}
                className="break-words font-title text-heading outline-none"
              >
                {heading}
              </h2>
              {description && (
                <div id={`${id}-description`} className="mt-1">
                  {description}
                </div>
              )}
            </div>
            <IconButton
              label="Close"
              icon={<X aria-hidden size={16} />}
              onClick={() => onOpenChange(false)}
              className="-mt-1 -mr-2"
            />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-4 sm:px-6">
            {children}
          </div>
          {footer && (
            <div className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3 sm:px-6">
              {footer}
            </div>
          )}
        </>
      )}
    </dialog>
  )
}

/** jsdom knows the element but not its methods. */
function openModal(dialog: HTMLDialogElement): void {
  if (dialog.open) return
  if (typeof dialog.showModal === 'function') dialog.showModal()
  else dialog.setAttribute('open', '')
}

function closeModal(dialog: HTMLDialogElement): void {
  if (typeof dialog.close === 'function') dialog.close()
  else dialog.removeAttribute('open')
  // What had focus before may be gone by now: the page's own part is the next best place to go on from.
  if (document.activeElement === document.body) document.getElementById('main')?.focus()
}
