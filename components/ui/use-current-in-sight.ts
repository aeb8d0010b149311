import { type RefObject, useLayoutEffect, useRef } from 'react'

/** For a row of links that scrolls sideways: the marked one is in the middle of it, as far as the row scrolls. */
export function useCurrentInSight(pathname: string): RefObject<HTMLElement | null> {
  const row = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page marks another link
  useLayoutEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]')
    // Not scrollIntoView: it would move the page as well.
    if (row.current && current)
      row.current.scrollLeft = current.offsetLeft - (row.current.clientWidth - current.offsetWidth) / 2
  }, [pathname])
  return row
}
