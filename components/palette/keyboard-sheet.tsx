'use client'

import { Fragment } from 'react'
import { GO_TO, modName, SHORTCUTS, type Shortcut } from '@/components/palette/shortcuts'
import { setCharacterKeys, useCharacterKeys } from '@/components/shell/character-keys'
import type { NavigationItem } from '@/components/shell/main-navigation'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Switch } from '@/components/ui/switch'

interface KeyboardSheetProps {
  isOpen: boolean
  onClose: () => void
  navigation: readonly NavigationItem[]
}

/** What keys do on every page, and whether single keys do anything. */
export function KeyboardSheet({ isOpen, onClose, navigation }: KeyboardSheetProps) {
  const areCharactersOn = useCharacterKeys()
  const groups = [...SHORTCUTS, { title: 'Go to', shortcuts: goTo(navigation) }]
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard shortcuts"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="flex flex-col gap-4">
        {groups.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title}>
            <h3 className="mb-1 font-strong">{title}</h3>
            <dl className="grid grid-cols-[7.5rem_1fr] items-baseline gap-x-4 gap-y-1.5">
              {shortcuts.map((shortcut) => (
                <Fragment key={shortcut.does}>
                  <dt className={shortcut.isCharacter && !areCharactersOn ? 'opacity-50' : undefined}>
                    <Keys {...shortcut} />
                  </dt>
                  <dd>
                    {shortcut.does}
                    {shortcut.isCharacter && !areCharactersOn && (
                      <span className="text-mute"> (switched off)</span>
                    )}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
        <Switch
          checked={areCharactersOn}
          onCheckedChange={setCharacterKeys}
          label="Single keys do something (keys without Ctrl or ⌘)"
        />
      </div>
    </Dialog>
  )
}

/** Only pages that the navigation has. */
const goTo = (navigation: readonly NavigationItem[]): Shortcut[] =>
  Object.entries(GO_TO)
    .filter(([, label]) => navigation.some((item) => item.label === label))
    .map(([key, does]) => ({ keys: ['g', key], isSequence: true, isCharacter: true, does }))

function Keys({ keys, isSequence }: Shortcut) {
  return keys.map((key, index) => (
    <Fragment key={key}>
      {index > 0 && <span className="px-1 text-mute text-small">{isSequence ? 'then' : '+'}</span>}
      <kbd className="inline-block min-w-6 rounded-sm border border-line-strong bg-chip px-1.5 text-center text-mono text-small">
        {key === 'Mod' ? modName() : key}
      </kbd>
    </Fragment>
  ))
}
