import type { Change } from '@/lib/changes/change'
import { OPERATIONS } from '@/lib/changes/operations/table'

/** Whether a plan writes the policy as a whole. */
export const replacesPolicy = ({ calls }: Pick<Change, 'calls'>): boolean =>
  calls.some(({ operation }) => OPERATIONS[operation].replacesPolicy)
