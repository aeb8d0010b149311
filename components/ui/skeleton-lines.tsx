import { Skeleton } from './skeleton'

interface SkeletonLinesProps {
  lines: number
  /** What is being read, for people who do not see the shapes. */
  label: string
}

/** Text that is still to come, line by line. */
export function SkeletonLines({ lines, label }: SkeletonLinesProps) {
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity and never move
        <Skeleton key={line} className={line % 3 === 2 ? 'h-4 w-2/3' : 'h-4 w-full'} />
      ))}
    </div>
  )
}
