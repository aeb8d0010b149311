'use client'

import { useSyncExternalStore } from 'react'
import { createListeners } from '@/lib/draft/listeners'

export type Theme = 'light' | 'dark' | 'system'

const KEY = 'theme'

/** The chosen theme; undefined on the server, which cannot know what the browser remembers. */
export function useTheme(): Theme | undefined {
  return useSyncExternalStore(followTheme, readTheme, () => undefined)
}

/** Chooses a theme for this browser, in all its tabs. */
export function setTheme(theme: Theme): void {
  chosen = theme
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
  showTheme()
  themes.tell()
}

/** Puts the chosen theme on the page. */
export function showTheme(): void {
  const theme = readTheme()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

const themes = createListeners()
let chosen: Theme | undefined

function readTheme(): Theme {
  chosen ??= rememberedTheme()
  return chosen
}

function rememberedTheme(): Theme {
  try {
    const remembered = localStorage.getItem(KEY)
    return remembered === 'light' || remembered === 'dark' ? remembered : 'system'
  } catch {
    return 'system'
  }
}

function followTheme(listener: () => void): () => void {
  const changedInAnotherTab = (event: StorageEvent) => {
    if (event.key !== KEY && event.key !== null) return
    chosen = undefined
    showTheme()
    listener()
  }
  const end = themes.subscribe(listener)
  window.addEventListener('storage', changedInAnotherTab)
  return () => {
    end()
    window.removeEventListener('storage', changedInAnotherTab)
  }
}
