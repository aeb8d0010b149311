import { type DifferenceRow, differenceRow, differenceRows } from '@/lib/function-urls/setting-differences'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** Everything but the statements that a change touches, side by side. */
export function stateRows(before: QualifierState, after: QualifierState): DifferenceRow[] {
  const rows = differenceRows(before.config, after.config)
  if (before.concurrency === after.concurrency) return rows
  const concurrency = differenceRow('Reserved concurrency', reservedText(before), reservedText(after))
  return [...rows, concurrency]
}

function reservedText({ concurrency }: QualifierState): string {
  if (concurrency === null || concurrency === undefined) return 'not reserved'
  return concurrency === 0 ? '0: every call gets 429' : String(concurrency)
}
