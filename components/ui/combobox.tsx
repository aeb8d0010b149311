'use client'

import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { formatNumber } from '@/lib/text/counted'
import { type ComboboxItem, filterItems, nextChoosable } from './combobox-options'
import { controlLook } from './control-look'
import { useFieldControl } from './field-context'
import { ListPopup } from './list-popup'
import { Spinner } from './spinner'

interface ComboboxProps {
  value: string | undefined
  onChange: (value: string) => void
  items: ComboboxItem[]
  /** More items are on their way. */
  loading?: boolean
  /** How complete the list is: "of 1,240 read, still reading". */
  status?: string
  placeholder?: string
  emptyText?: string
}

/** Choose one of many by typing (the combobox pattern of the ARIA practices): arrows, Enter, Escape, Home, End. */
export function Combobox(props: ComboboxProps) {
  const { value, onChange, items, placeholder } = props
  const listId = useId()
  const field = useFieldControl()
  const anchor = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState<string>()
  const [active, setActive] = useState(-1)
  const isOpen = query !== undefined
  const chosen = items.find((item) => item.value === value)
  const { shown, found } = filterItems(items, query ?? '')

  const search = (next: string | undefined) => {
    setQuery(next)
    setActive(next ? nextChoosable(filterItems(items, next).shown, -1, 1) : -1)
  }
  const choose = (item: ComboboxItem | undefined) => {
    if (!item || item.disabled) return
    onChange(item.value)
    search(undefined)
  }
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 } as const
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) search('')
      else setActive(nextChoosable(shown, active, step[event.key]))
    } else if (event.key === 'Enter' && isOpen) choose(shown[active])
    else if (event.key === 'Escape' && isOpen) search(undefined)
    else return
    event.preventDefault()
    // Escape closes the list, not the dialog around it.
    event.stopPropagation()
  }

  return (
    <div ref={anchor} className="relative">
      <input
        {...field}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? optionId(listId, active) : undefined}
        value={query ?? chosen?.label ?? value ?? ''}
        placeholder={isOpen && chosen ? chosen.label : placeholder}
        autoCapitalize="none"
        autoCorrect="off"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => search(event.target.value)}
        onClick={() => !isOpen && search('')}
        onKeyDown={keyDown}
        onBlur={() => search(undefined)}
        className={controlLook('h-8 pr-8 pl-2.5')}
      />
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-2.25 right-2.5 text-mute"
      />
      {isOpen ? (
        <ComboboxPopup
          {...props}
          id={listId}
          anchor={anchor}
          shown={shown}
          found={found}
          active={active}
          onChoose={choose}
        />
      ) : (
        <div id={listId} role="listbox" aria-label="Choices" hidden />
      )}
    </div>
  )
}

interface PopupProps extends ComboboxProps {
  id: string
  anchor: React.RefObject<HTMLElement | null>
  shown: ComboboxItem[]
  found: number
  active: number
  onChoose: (item: ComboboxItem) => void
}

function ComboboxPopup(props: PopupProps) {
  const { id, anchor, shown, active, value, onChoose } = props
  return (
    <ListPopup
      id={id}
      label="Choices"
      anchor={anchor}
      placing={{ matchWidth: true }}
      activeId={active >= 0 ? optionId(id, active) : undefined}
      footer={<PopupStatus {...props} />}
    >
      {shown.map((item, index) => (
        <ComboboxOption
          key={item.value}
          id={optionId(id, index)}
          item={item}
          isActive={index === active}
          isChosen={item.value === value}
          onChoose={() => onChoose(item)}
        />
      ))}
    </ListPopup>
  )
}

interface OptionProps {
  id: string
  item: ComboboxItem
  isActive: boolean
  isChosen: boolean
  onChoose: () => void
}

function ComboboxOption({ id, item, isActive, isChosen, onChoose }: OptionProps) {
  const { label, detail, disabled = false, disabledReason } = item
  const second = [detail, disabled && disabledReason].filter(Boolean).join(' · ')
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps focus and points here by aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={disabled || undefined}
      onClick={onChoose}
      className={clsx(
        'flex min-h-8 scroll-my-1 items-center gap-2 rounded-sm px-2 py-1 hover:bg-chip',
        isActive && 'bg-chip -outline-offset-2 forced-colors:outline-2',
        disabled && 'cursor-not-allowed! text-mute',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate">{label}</span>
        {second && <span className="block truncate text-mute text-small">{second}</span>}
      </span>
      {isChosen && <Check aria-hidden size={14} className="shrink-0 text-accent" />}
    </div>
  )
}

function PopupStatus({ shown, found, loading, status, emptyText = 'Nothing matches.' }: PopupProps) {
  const more =
    found > shown.length && `${formatNumber(shown.length)} of ${formatNumber(found)} shown: keep typing.`
  const sentence = [found === 0 && !loading && emptyText, more, status].filter(Boolean).join(' ')
  return (
    <div
      role="status"
      className={clsx(
        'flex items-center gap-2 px-3 text-mute text-small',
        (sentence || loading) && 'border-line border-t py-2',
      )}
    >
      {loading && <Spinner />}
      {sentence || (loading && 'Reading…')}
    </div>
  )
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}
