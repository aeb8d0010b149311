'use client'

import { type RefObject, useCallback, useRef, useSyncExternalStore } from 'react'

/** How wide an element is, in pixels; 0 before it is laid out. */
export function useWidth<Kind extends HTMLElement>(): [RefObject<Kind | null>, number] {
  const element = useRef<Kind>(null)
  const subscribe = useCallback((onChange: () => void) => {
    const observer = new ResizeObserver(onChange)
    if (element.current) observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  const width = useSyncExternalStore(
    subscribe,
    () => Math.floor(element.current?.clientWidth ?? 0),
    () => 0,
  )
  return [element, width]
}
