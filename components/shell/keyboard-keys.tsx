'use client'

import { useEffect } from 'react'
import { areCharacterKeysOn, isTyping } from './character-keys'

/** `/` goes to the search, Ctrl+Enter (⌘ Enter) does the main action of the page or of the dialog over it. */
export function KeyboardKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const isAction = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
      const isSearch =
        event.key === '/' &&
        !event.ctrlKey &&
        !event.metaKey &&
        !isTyping(event.target) &&
        areCharacterKeysOn()
      const target = isAction ? mainAction() : isSearch ? search() : null
      if (!target) return
      event.preventDefault()
      if (isAction) target.click()
      else target.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return null
}

/** A dialog covers the page: what is behind it is out of reach for keys too. */
const around = (): ParentNode => document.querySelector('dialog[open]') ?? document

const mainAction = () => around().querySelector<HTMLElement>('[data-main-action]')

function search(): HTMLElement | null {
  const fields = around().querySelectorAll<HTMLElement>('input[type="search"]')
  return [...fields].find((field) => field.checkVisibility()) ?? null
}
