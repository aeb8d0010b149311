'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { Menu } from '@/components/ui/menu'
import { setTheme, type Theme, useTheme } from './theme'

const THEMES: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
  { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
]

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const theme = useTheme()
  const items = THEMES.map(({ value, label, icon }) => ({
    label,
    icon,
    checked: theme === value,
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
