export interface Placement {
  side?: 'top' | 'bottom'
  align?: 'start' | 'center' | 'end'
  /** The popover is at least as wide as what it belongs to. */
  matchWidth?: boolean
}

const GAP = 6
/** Distance kept from the edges of the window. */
const MARGIN = 8

/**
 * Shows a popover beside its anchor and keeps it there while the page scrolls or either of them resizes.
 * Placed by script, because server HTML carries no style attributes. Returns the function that lets go.
 */
export function keepPlaced(anchor: Element, popover: HTMLElement, placement: Placement): () => void {
  const place = () => placePopover(anchor, popover, placement)
  place()
  window.addEventListener('scroll', place, { capture: true, passive: true })
  window.addEventListener('resize', place)
  const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(place) : undefined
  observer?.observe(anchor)
  observer?.observe(popover)
  return () => {
    window.removeEventListener('scroll', place, { capture: true })
    window.removeEventListener('resize', place)
    observer?.disconnect()
  }
}

function placePopover(anchor: Element, popover: HTMLElement, placement: Placement): void {
  const { side = 'bottom', align = 'start', matchWidth = false } = placement
  const box = anchor.getBoundingClientRect()
  if (matchWidth) popover.style.minWidth = `${box.width}px`
  const { clientWidth, clientHeight } = document.documentElement
  const above = box.top - GAP - MARGIN
  const below = clientHeight - box.bottom - GAP - MARGIN
  popover.style.maxWidth = `${clientWidth - 2 * MARGIN}px`
  popover.style.maxHeight = `${Math.max(above, below)}px`
  const { width, height } = popover.getBoundingClientRect()
  const goesBelow = side === 'bottom' ? height <= below || below >= above : height > above && below > above
  const left = leftOf(box, width, align)
  popover.style.left = `${Math.max(MARGIN, Math.min(left, clientWidth - width - MARGIN))}px`
  popover.style.top = `${goesBelow ? box.bottom + GAP : box.top - GAP - height}px`
}

function leftOf(box: DOMRect, width: number, align: Placement['align']): number {
  if (align === 'end') return box.right - width
  if (align === 'center') return box.left + box.width / 2 - width / 2
  return box.left
}

/** Opens a popover where the browser knows them; jsdom does not. */
export function showPopover(popover: HTMLElement): void {
  if (typeof popover.showPopover === 'function' && !popover.matches(':popover-open')) popover.showPopover()
}
