'use client'

import { clsx } from 'clsx'
import { Search, X } from 'lucide-react'
import { type ComponentProps, useRef } from 'react'
import { controlLook } from './control-look'
import { useIsHydrated } from './use-is-hydrated'

interface SearchInputProps extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange' | 'ref'> {
  /** What is searched: "Search functions". */
  label: string
  value: string
  onChange: (value: string) => void
  wrapperClassName?: string
}

/** A search field; Escape and the cross clear it. It opens once React listens, so that no key is lost. */
export function SearchInput({
  label,
  value,
  onChange,
  wrapperClassName,
  className,
  ...rest
}: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const isHydrated = useIsHydrated()
  const clear = () => {
    onChange('')
    input.current?.focus()
  }
  return (
    <search inert={!isHydrated} className={clsx('relative block min-w-0', wrapperClassName)}>
      <Search aria-hidden size={14} className="pointer-events-none absolute top-2.25 left-2.5 text-mute" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.preventDefault()
          clear()
        }}
        autoComplete="off"
        spellCheck={false}
        className={controlLook(
          'h-8 text-ellipsis pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden',
          className,
        )}
        {...rest}
      />
      {value !== '' && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={clear}
          className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-sm text-mute hover:text-ink"
        >
          <X aria-hidden size={14} />
        </button>
      )}
    </search>
  )
}
