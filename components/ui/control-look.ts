import { clsx } from 'clsx'

/** How everything that can be typed into is drawn. */
export function controlLook(...more: (string | false | undefined)[]): string {
  return clsx(
    'w-full min-w-0 rounded border border-control bg-panel text-ink',
    'aria-invalid:border-bad disabled:cursor-not-allowed disabled:border-line disabled:bg-disabled disabled:text-disabled-ink',
    'focus-visible:outline-2 focus-visible:-outline-offset-1',
    ...more,
  )
}
