'use client'

import { clsx } from 'clsx'
import { CornerDownLeft } from 'lucide-react'
import { useEffect } from 'react'
import type { PaletteEntry, PaletteGroup } from '@/components/palette/palette-entries'

interface PaletteListProps {
  id: string
  groups: readonly PaletteGroup[]
  /** The entry that Enter chooses. */
  active: string | undefined
  onChoose: (entry: PaletteEntry, isElsewhere: boolean) => void
}

/** The id of an entry's element; entries are told apart by what they lead to. */
export const optionId = (listId: string, entry: string | undefined): string | undefined =>
  entry === undefined ? undefined : `${listId}-${encodeURIComponent(entry)}`

/** The choices, in groups with a name each; the field above has the keys. */
export function PaletteList({ id, groups, active, onChoose }: PaletteListProps) {
  useEffect(() => {
    const option = document.getElementById(optionId(id, active) ?? '')
    if (typeof option?.scrollIntoView === 'function') option.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  return (
    <div id={id} role="listbox" aria-label="Results" className="flex min-h-64 flex-col gap-3">
      {groups.map(({ title, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, and no fieldset
        <div key={title} role="group" aria-label={title}>
          <div aria-hidden className="px-2 pb-1 break-words font-medium text-mute text-small">
            {title}
          </div>
          {entries.map((entry) => (
            <Option
              key={entry.id}
              id={optionId(id, entry.id)}
              entry={entry}
              isActive={entry.id === active}
              onChoose={(isElsewhere) => onChoose(entry, isElsewhere)}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

interface OptionProps {
  id: string | undefined
  entry: PaletteEntry
  isActive: boolean
  onChoose: (isElsewhere: boolean) => void
}

function Option({ id, entry: { label, detail, icon: Icon }, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps focus and points here by aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
      className={clsx(
        'flex min-h-9 cursor-pointer scroll-my-8 items-center gap-2.5 rounded-sm px-2 py-1 hover:bg-chip',
        isActive && 'bg-selected -outline-offset-2 forced-colors:outline-2',
      )}
    >
      <Icon aria-hidden size={15} className="shrink-0 text-mute" />
      <span className="min-w-0 flex-1">
        <span className="block break-words">{label}</span>
        {detail && <span className="block truncate text-mute text-small">{detail}</span>}
      </span>
      {isActive && <CornerDownLeft aria-hidden size={14} className="shrink-0 text-mute" />}
    </div>
  )
}
