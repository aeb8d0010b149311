'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useSyncExternalStore } from 'react'
import { Menu } from '@/components/ui/menu'

const THEMES = [
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
  { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
]

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const { theme, setTheme } = useTheme()
  const isInBrowser = useSyncExternalStore(subscribeToNothing, isTrue, isFalse)
  const items = THEMES.map(({ value, label, icon }) => ({
    label,
    icon,
    // The server cannot know what this browser remembers.
    checked: isInBrowser && theme === value,
    onSelect: () => setTheme(value),
  }))
  return (
    <Menu label="Theme" items={items} variant="quiet" className="w-8 px-0!">
      <Sun aria-hidden size={16} className="dark:hidden" />
      <Moon aria-hidden size={16} className="hidden dark:block" />
      <span className="sr-only">Theme</span>
    </Menu>
  )
}

function subscribeToNothing(): () => void {
  return () => undefined
}

function isTrue(): boolean {
  return true
}

function isFalse(): boolean {
  return false
}
