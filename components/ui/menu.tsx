'use client'

import { clsx } from 'clsx'
import { Check, Ellipsis } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react'
import { type ButtonVariant, buttonLook } from './button-look'
import { PageLink } from './page-link'
import { keepPlaced, type Placement } from './place-popover'

interface MenuItem {
  label: string
  icon?: ReactNode
  /** Leads somewhere instead of doing something. */
  href?: string
  onSelect?: () => void
  danger?: boolean
  /** Why it cannot be chosen now; it stays in the menu and says so. */
  disabledReason?: string
  /** Present where the item is one choice of several. */
  checked?: boolean
  /** A line above it sets it apart. */
  separated?: boolean
}

interface MenuProps {
  /** Names the button and the menu. */
  label: string
  items: MenuItem[]
  /** What the button shows; three dots where absent. */
  children?: ReactNode
  variant?: ButtonVariant
  align?: Placement['align']
  className?: string
}

/** A button with a menu under it. Arrow keys, Home, End and first letters move; Escape and Tab close. */
export function Menu({ label, items, children, variant, align = 'end', className }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const letGo = useRef<() => void>(undefined)
  const [isOpen, setOpen] = useState(false)
  const toggled = (event: ToggleEvent<HTMLElement>) => {
    letGo.current?.()
    letGo.current = undefined
    const willOpen = event.newState === 'open'
    setOpen(willOpen)
    if (!willOpen || !button.current) return
    letGo.current = keepPlaced(button.current, event.currentTarget, { align })
    itemsOf(event.currentTarget)[0]?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={children ? undefined : label}
        title={children ? undefined : label}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return
          event.preventDefault()
          event.currentTarget.click()
        }}
        className={clsx(
          buttonLook({ variant: variant ?? (children ? 'secondary' : 'quiet') }),
          !children && 'w-8 px-0!',
          className,
        )}
      >
        {children ?? <Ellipsis aria-hidden size={16} />}
      </button>
      <div
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onToggle={toggled}
        onKeyDown={moveByKey}
        className="min-w-44 overflow-y-auto rounded border border-line-strong bg-panel p-1 shadow-float"
      >
        {items.map((item) => (
          <MenuEntry key={item.label} item={item} menuId={id} />
        ))}
      </div>
    </>
  )
}

function MenuEntry({ item, menuId }: { item: MenuItem; menuId: string }) {
  const { label, icon, href, onSelect, danger, disabledReason, checked, separated } = item
  const className = clsx(
    'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-left no-underline focus:bg-chip focus:outline-hidden [&>svg]:size-4 [&>svg]:shrink-0',
    disabledReason ? 'cursor-not-allowed! text-mute' : danger ? 'text-bad' : 'text-ink',
  )
  const content = (
    <>
      {checked !== undefined && <Check aria-hidden className={checked ? undefined : 'invisible'} />}
      {icon}
      <span className="min-w-0 flex-1">
        {label}
        {disabledReason && <span className="block text-small">{disabledReason}</span>}
      </span>
    </>
  )
  const shared = {
    tabIndex: -1,
    className,
    onPointerMove: (event: React.PointerEvent<HTMLElement>) =>
      event.currentTarget.focus({ preventScroll: true }),
  }
  return (
    <>
      {separated && <hr className="mx-1 my-1" />}
      {href && !disabledReason ? (
        <PageLink href={href} role="menuitem" onClick={() => closeMenu(menuId)} {...shared}>
          {content}
        </PageLink>
      ) : (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles are in the expression below
        <button
          type="button"
          role={checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={checked}
          aria-disabled={disabledReason ? true : undefined}
          onClick={() => {
            if (disabledReason) return
            closeMenu(menuId)
            onSelect?.()
          }}
          {...shared}
        >
          {content}
        </button>
      )}
    </>
  )
}

/** Closing gives focus back to the button, before the item's own work may move it elsewhere. */
function closeMenu(id: string): void {
  document.querySelector<HTMLElement>(`[popovertarget="${id}"]`)?.focus()
  const menu = document.getElementById(id)
  if (menu && typeof menu.hidePopover === 'function') menu.hidePopover()
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')]
}

function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget)
  const current = items.indexOf(document.activeElement as HTMLElement)
  if (event.key === 'Tab') {
    closeMenu(event.currentTarget.id)
    return
  }
  const next = nextItem(event.key, items, current)
  if (!next) return
  event.preventDefault()
  next.focus()
}

function nextItem(key: string, items: HTMLElement[], current: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(current + 1) % items.length]
  if (key === 'ArrowUp') return items[(current - 1 + items.length) % items.length]
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const fromNext = [...items.slice(current + 1), ...items.slice(0, current + 1)]
  return fromNext.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
