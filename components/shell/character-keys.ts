'use client'

import { useSyncExternalStore } from 'react'

const KEY = 'character-keys'
const OFF = 'off'
const listeners = new Set<() => void>()

/**
 * Whether keys without Ctrl, Alt or ⌘ do something on a page. They can be switched off, since who speaks to the
 * computer presses them by accident (WCAG 2.2, 2.1.4 Character Key Shortcuts).
 */
export function areCharacterKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== OFF
  } catch {
    return true
  }
}

/** Whether keys go into a text that somebody writes. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

/** Remembered by this browser. */
export function setCharacterKeys(areOn: boolean): void {
  try {
    if (areOn) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, OFF)
  } catch {
    // Storage is switched off, and so nothing can be remembered.
  }
  for (const tell of listeners) tell()
}

export const useCharacterKeys = (): boolean => useSyncExternalStore(follow, areCharacterKeysOn, () => true)

function follow(tell: () => void): () => void {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}
