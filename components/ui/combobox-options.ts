export interface ComboboxItem {
  value: string
  label: string
  /** A second line: where it is. */
  detail?: string
  disabled?: boolean
  disabledReason?: string
}

/** More than anyone reads; the rest is reached by typing on. */
const SHOWN_AT_MOST = 100

/** The items whose label, detail or value holds every word typed; label beginnings first; at most a hundred. */
export function filterItems(items: ComboboxItem[], query: string): { shown: ComboboxItem[]; found: number } {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const first = words[0] ?? ''
  const starting: ComboboxItem[] = []
  const others: ComboboxItem[] = []
  for (const item of items) {
    const text = `${item.label} ${item.detail ?? ''} ${item.value}`.toLowerCase()
    if (!words.every((word) => text.includes(word))) continue
    if (item.label.toLowerCase().startsWith(first)) starting.push(item)
    else others.push(item)
  }
  const found = starting.length + others.length
  return { shown: [...starting, ...others].slice(0, SHOWN_AT_MOST), found }
}

/** The next item that can be chosen, going round; -1 where there is none. */
export function nextChoosable(items: ComboboxItem[], from: number, step: 1 | -1): number {
  const count = items.length
  // From nowhere: down leads to the first, up to the last.
  const start = from < 0 && step < 0 ? 0 : from
  for (let tried = 1; tried <= count; tried += 1) {
    const index = (((start + step * tried) % count) + count) % count
    if (!items[index]?.disabled) return index
  }
  return -1
}
