'use client'

import {
  cloneElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { keepPlaced, showPopover } from './place-popover'

/** Long enough not to flicker while the pointer crosses a row of buttons. */
const OPEN_AFTER = 350
/** Long enough to move the pointer into the tooltip (WCAG 1.4.13). */
const CLOSE_AFTER = 120

interface TooltipProps {
  text: string
  /** False where the text repeats the control's own name. */
  describes?: boolean
  /** One element that takes focus. */
  children: ReactElement<{ 'aria-describedby'?: string }>
}

/** A sentence about a control, on hover, focus and touch; closed by Escape. Screen readers get it as description. */
export function Tooltip({ text, describes = true, children }: TooltipProps) {
  const id = useId()
  const { open, show, hide, handlers } = useTooltipState()
  const anchor = useRef<HTMLSpanElement>(null)
  const describedBy = [children.props['aria-describedby'], id].filter(Boolean).join(' ')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is for touch; keys reach it by focus
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what its child, the control, lets through
    <span ref={anchor} className="contents" {...handlers} onClick={describes ? show : hide}>
      {describes ? cloneElement(children, { 'aria-describedby': describedBy }) : children}
      {describes && (
        <span id={id} hidden>
          {text}
        </span>
      )}
      {open && <TooltipPopup text={text} anchor={anchor} />}
    </span>
  )
}

function TooltipPopup({ text, anchor }: { text: string; anchor: React.RefObject<Element | null> }) {
  const popup = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const control = anchor.current?.firstElementChild
    if (!control || !popup.current) return
    showPopover(popup.current)
    return keepPlaced(control, popup.current, { side: 'top', align: 'center' })
  }, [anchor])
  return (
    <span
      ref={popup}
      popover="manual"
      aria-hidden
      className="w-max max-w-72 rounded-sm border border-line-strong bg-panel px-2 py-1 text-left font-normal text-ink text-small shadow-float"
    >
      {text}
    </span>
  )
}

function useTooltipState() {
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const turn = (next: boolean, delay: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), delay)
  }
  const show = () => {
    clearTimeout(timer.current)
    setOpen(true)
  }
  const hide = () => {
    clearTimeout(timer.current)
    setOpen(false)
  }
  const handlers = {
    onPointerEnter: (event: PointerEvent) => event.pointerType !== 'touch' && turn(true, OPEN_AFTER),
    onPointerLeave: () => turn(false, CLOSE_AFTER),
    onFocus: (event: React.FocusEvent) => event.target.matches(':focus-visible') && show(),
    onBlur: hide,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !open) return
      // Escape closes what is on top: the tooltip, not the dialog under it.
      event.preventDefault()
      event.stopPropagation()
      hide()
    },
  }
  return { open, show, hide, handlers }
}
