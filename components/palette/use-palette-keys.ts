'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { GO_TO } from '@/components/palette/shortcuts'
import { areCharacterKeysOn, isTyping } from '@/components/shell/character-keys'
import type { NavigationItem } from '@/components/shell/main-navigation'
import { asRoute } from '@/components/ui/as-route'

interface Doors {
  navigation: readonly NavigationItem[]
  onPalette: () => void
  onSheet: () => void
}

/** How long the second key of `g u` may take, in milliseconds. */
const SEQUENCE = 1500

/** ⌘K or Ctrl K, `?`, and `g` with the letter of a page; none while a dialog covers the page. */
export function usePaletteKeys(doors: Doors): void {
  const router = useRouter()
  const latest = useRef(doors)
  useEffect(() => {
    latest.current = doors
  })
  useEffect(() => {
    let goesAt = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      if (document.querySelector('dialog[open]')) return
      const { navigation, onPalette, onSheet } = latest.current
      const isMod = event.ctrlKey || event.metaKey
      if (isMod && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return onPalette()
      }
      if (isMod || isTyping(event.target) || !areCharacterKeysOn()) return
      if (event.key === '?') {
        event.preventDefault()
        return onSheet()
      }
      const isSecond = event.timeStamp - goesAt < SEQUENCE
      goesAt = event.key === 'g' && !isSecond ? event.timeStamp : Number.NEGATIVE_INFINITY
      const page = isSecond && pageOf(event.key, navigation)
      if (page) router.push(asRoute(page.href))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [router])
}

const pageOf = (key: string, navigation: readonly NavigationItem[]) =>
  navigation.find(({ label }) => label === GO_TO[key as keyof typeof GO_TO])
