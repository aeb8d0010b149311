'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { DiagnoseButton } from '@/components/diagnosis/diagnose-button'
import { modName } from '@/components/palette/shortcuts'
import { usePaletteKeys } from '@/components/palette/use-palette-keys'
import type { NavigationItem } from '@/components/shell/main-navigation'
import { Button } from '@/components/ui/button'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

/** Loaded when they are opened. */
const CommandPalette = dynamic(
  async () => (await import('@/components/palette/command-palette')).CommandPalette,
  { ssr: false },
)
const KeyboardSheet = dynamic(
  async () => (await import('@/components/palette/keyboard-sheet')).KeyboardSheet,
  {
    ssr: false,
  },
)
const DiagnoseDialog = dynamic(
  async () => (await import('@/components/diagnosis/diagnose-dialog')).DiagnoseDialog,
  { ssr: false },
)

type Door = 'palette' | 'sheet' | 'diagnosis'

/**
 * What can be opened from every page: the search for everything, the keyboard shortcuts, and the door for whatever
 * went wrong. What was pasted there stays while one looks at the pages it leads to, and is never stored.
 */
export function HeaderDoors({ navigation }: { navigation: readonly NavigationItem[] }) {
  const [open, setOpen] = useState<Door>()
  const [opened, setOpened] = useState<ReadonlySet<Door>>(new Set())
  const [pasted, setPasted] = useState('')
  const show = (door: Door) => {
    setOpened((before) => new Set([...before, door]))
    setOpen(door)
  }
  const close = () => setOpen(undefined)
  const isHydrated = useIsHydrated()
  const onDiagnose = (text?: string) => {
    if (text !== undefined) setPasted(text)
    show('diagnosis')
  }
  usePaletteKeys({ navigation, onPalette: () => show('palette'), onSheet: () => show('sheet') })
  return (
    <>
      <Button
        aria-label="Search everything"
        aria-keyshortcuts="Control+K Meta+K"
        icon={<Search aria-hidden size={14} />}
        onClick={() => show('palette')}
      >
        <kbd className="hidden min-w-10 text-mute text-small xl:inline-block">
          {isHydrated && `${modName()} K`}
        </kbd>
      </Button>
      <DiagnoseButton onClick={() => onDiagnose()} />
      {opened.has('palette') && (
        <CommandPalette
          isOpen={open === 'palette'}
          onClose={close}
          navigation={navigation}
          onDiagnose={onDiagnose}
          onShortcuts={() => show('sheet')}
        />
      )}
      {opened.has('sheet') && (
        <KeyboardSheet isOpen={open === 'sheet'} onClose={close} navigation={navigation} />
      )}
      {opened.has('diagnosis') && (
        <DiagnoseDialog isOpen={open === 'diagnosis'} onClose={close} text={pasted} onText={setPasted} />
      )}
    </>
  )
}
