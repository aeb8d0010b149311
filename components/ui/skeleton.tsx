import { clsx } from 'clsx'

/** The place that content will take; give it the content's size by class (`h-5 w-40`). */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={clsx('block animate-pulse rounded-sm bg-chip forced-colors:border', className)}
    />
  )
}
