import { type DifferenceRow, differenceRows } from '@/lib/function-urls/setting-differences'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** Everything but the statements that a change touches, side by side. */
export function stateRows(before: QualifierState, after: QualifierState): DifferenceRow[] {
  return differenceRows(before.config, after.config)
}
