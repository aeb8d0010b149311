'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'

/** Rows in server HTML and in the first paint: more than a tall window shows. */
const PLAIN_ROWS = 30
/** Rows kept beyond each edge, so that the Tab key always finds the next one. */
const OVERSCAN = 8
/** Height of a row in a table and as a card; measured ones replace it. */
const HEIGHTS: RowHeights = { row: 57, card: 167 }
/** From here on rows are a table: Tailwind's `lg`. */
const TABLE_FROM = '(min-width: 64rem)'

/** In pixels. */
interface RowHeights {
  row: number
  card: number
}

export interface RowWindow {
  /** For the element that holds the rows. */
  list: RefObject<HTMLTableSectionElement | null>
  /** Indexes of the rows to render. */
  indexes: number[]
  /** Pixels that the rows before and after those would take. */
  before: number
  after: number
  measure: (row: Element | null) => void
}

/**
 * The part of a long list that is near the window's edges. Rows stand in the normal flow between two spacers,
 * so that the server's rows are where the browser's will be and nothing moves when script takes over.
 */
export function useRowWindow(
  count: number,
  keyOf: (index: number) => string,
  heights: RowHeights = HEIGHTS,
): RowWindow {
  // The virtualizer is one object that changes inside: React Compiler would take its answers for constant.
  'use no memo'
  const list = useRef<HTMLTableSectionElement>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  const isTable = useSyncExternalStore(subscribeToWidth, readWidth, () => true)
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  const virtualizer = useWindowVirtualizer({
    count,
    getItemKey: keyOf,
    estimateSize: () => (isTable ? heights.row : heights.card),
    overscan: OVERSCAN,
    scrollMargin,
    useFlushSync: false,
  })

  useLayoutEffect(() => {
    const place = () => {
      if (list.current) setScrollMargin(Math.round(list.current.getBoundingClientRect().top + window.scrollY))
    }
    place()
    // What stands above the list comes and goes, and the page's height with it. Not at every render: asking
    // where something is makes the browser lay the page out.
    const observer = new ResizeObserver(place)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])

  const shape = `${isTable} ${heights.row}`
  const lastShape = useRef(shape)
  useLayoutEffect(() => {
    if (lastShape.current === shape) return
    lastShape.current = shape
    virtualizer.measure()
  }, [shape, virtualizer])

  const items = isHydrated ? virtualizer.getVirtualItems() : []
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) {
    const indexes = Array.from({ length: Math.min(count, PLAIN_ROWS) }, (_, index) => index)
    return { list, indexes, before: 0, after: 0, measure: virtualizer.measureElement }
  }
  return {
    list,
    indexes: items.map(({ index }) => index),
    before: first.start - scrollMargin,
    after: virtualizer.getTotalSize() - (last.end - scrollMargin),
    measure: virtualizer.measureElement,
  }
}

function subscribeToWidth(listener: () => void): () => void {
  const query = window.matchMedia(TABLE_FROM)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

function readWidth(): boolean {
  return window.matchMedia(TABLE_FROM).matches
}

function subscribeToNothing(): () => void {
  return () => undefined
}
