'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import {
  foundGroups,
  narrowedTo,
  ownGroups,
  type PaletteEntry,
  type PaletteGroup,
  pastedGroup,
} from '@/components/palette/palette-entries'
import { optionId, PaletteList } from '@/components/palette/palette-list'
import { useAccountTexts } from '@/components/shell/account-marks'
import type { NavigationItem } from '@/components/shell/main-navigation'
import { asRoute } from '@/components/ui/as-route'
import { controlLook } from '@/components/ui/control-look'
import { Dialog } from '@/components/ui/dialog'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { searchIndexQuery } from '@/lib/palette/queries'
import { MAX_SEARCH } from '@/lib/palette/schema'
import { savedViewsQuery } from '@/lib/saved-views/queries'
import { counted } from '@/lib/text/counted'

interface CommandPaletteProps {
  isOpen: boolean
  onClose: () => void
  navigation: readonly NavigationItem[]
  /** Opens "What went wrong?", with a text where there is one. */
  onDiagnose: (text?: string) => void
  onShortcuts: () => void
}

/** One field for everything: function URLs, functions and origins of the index, pages, and what can be done. */
export function CommandPalette({ isOpen, onClose, ...doors }: CommandPaletteProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && onClose()} title="Search" initialFocus={field}>
      <PaletteBody field={field} onClose={onClose} {...doors} />
    </Dialog>
  )
}

interface BodyProps extends Omit<CommandPaletteProps, 'isOpen'> {
  field: React.RefObject<HTMLInputElement | null>
}

function PaletteBody({ field, onClose, ...doors }: BodyProps) {
  const listId = useId()
  const [text, setText] = useState('')
  const [wished, setWished] = useState<string>()
  const { groups, status } = useGroups(text, doors)
  const entries = groups.flatMap((group) => group.entries)
  // What is gone from the list cannot be chosen: the first is then.
  const active = entries.find(({ id }) => id === wished) ?? entries[0]
  const choose = useChoose(onClose)

  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const next = nextOf(event.key, entries, active)
    if (next) setWished(next.id)
    else if (event.key === 'Enter' && active) choose(active, event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="sticky top-0 z-10 bg-panel pt-1 pb-1">
        <input
          ref={field}
          role="combobox"
          aria-label="Search function URLs, functions, origins, pages and actions"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={optionId(listId, active?.id)}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setWished(undefined)
          }}
          onKeyDown={keyDown}
          placeholder="A name, address, origin, page or action"
          autoCapitalize="none"
          autoCorrect="off"
          autoComplete="off"
          spellCheck={false}
          className={controlLook('h-9 px-3')}
        />
      </div>
      <PaletteList id={listId} groups={groups} active={active?.id} onChoose={choose} />
      <p role="status" className="text-mute text-small">
        {status ?? (text.trim() !== '' && counted(entries.length, 'result'))}
      </p>
    </div>
  )
}

/** Arrows go round; Home and End stay with the text. */
function nextOf(
  key: string,
  entries: readonly PaletteEntry[],
  active: PaletteEntry | undefined,
): PaletteEntry | undefined {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (step === undefined || !active) return undefined
  return entries.at((entries.indexOf(active) + step) % entries.length)
}

function useGroups(text: string, doors: Omit<BodyProps, 'field' | 'onClose'>) {
  const pathname = usePathname()
  const { targetText } = useAccountTexts()
  const search = text.trim()
  const { data, error, isFetching, isPlaceholderData } = useQuery(searchIndexQuery(text))
  // Without them, as after a failure, everything else is still there.
  const { data: views = [] } = useQuery(savedViewsQuery())
  const own = ownGroups(text, { ...doors, pathname, views })
  const ofIndex = search !== '' && data ? foundGroups(data, targetText) : []
  // What was found for the letters before stays in sight only as far as it has those that were typed since.
  const found = isPlaceholderData ? narrowedTo(search, ofIndex) : ofIndex
  const groups: PaletteGroup[] = search === '' ? own : [...found, ...own]
  if (search !== '' && (isLong(search) || (groups.length === 0 && !isFetching)))
    groups.push(pastedGroup(search, doors.onDiagnose))
  return { groups, status: statusOf(search, error, isFetching && !data) }
}

/** Longer than a name: an error that somebody holds in their hand. */
const isLong = (text: string) => text.length > 40 && /\s/u.test(text)

function statusOf(search: string, error: Error | null, isWaiting: boolean): string | undefined {
  if (search.length > MAX_SEARCH) return 'Too long to search for.'
  if (error) return `The index could not be searched: ${failureFrom(error).message}`
  return isWaiting ? 'Searching…' : undefined
}

/** Goes where an entry leads, in a new tab where that was asked for, or does what it says. */
function useChoose(onClose: () => void) {
  const router = useRouter()
  return ({ href, run }: PaletteEntry, isElsewhere: boolean) => {
    if (href && isElsewhere) return void window.open(href, '_blank', 'noopener')
    onClose()
    if (href) router.push(asRoute(href))
    else run?.()
  }
}
