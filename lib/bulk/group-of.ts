import type { BulkEffects, SortedChange } from '@/lib/bulk/schema'
import type { PlannedChange } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import type { Failure } from '@/lib/failures/result'
import { functionUrlName } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { counted } from '@/lib/text/counted'
import { listed } from '@/lib/text/listed'

/** "one UpdateFunctionUrlConfig and 2 RemovePermission": the calls of a plan, by which like items are put together. */
export function labelOfCalls(calls: readonly Pick<Call, 'operation'>[]): string {
  const counts = new Map<string, number>()
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1)
  return listed([...counts].map(([operation, count]) => `${count === 1 ? 'one' : count} ${operation}`))
}

/** A failure as a label: without the name of the one item that it was told of. */
export const labelOfFailure = ({ message, isNothingToDo }: Failure, identity: FunctionUrlIdentity): string =>
  (isNothingToDo ? message.replace(/^Nothing would change: /u, '') : message)
    .replaceAll(functionUrlName(identity), 'this')
    .replaceAll(`The function ${identity.functionName}`, 'This function')
    .replaceAll(`the function ${identity.functionName}`, 'this function')
    .replaceAll(identity.functionName, 'this function')
    .replace(/^this\b/u, 'This')

/** What a plan does that a person has to know before it is applied many times. */
export function effectsOfPlan(plan: PlannedChange) {
  const { before, after, effect, undo } = plan
  const isStop = after.concurrency === 0 && before.concurrency !== 0
  return {
    opens: flag(effect.isOpening),
    deletes: flag(isDeletion(plan)),
    stops: flag(isStop),
    // A confirmation is asked for where callers are cut off, or may be.
    cuts_off: flag(!isDeletion(plan) && !isStop && effect.loses.length > 0 && plan.confirmation !== null),
    can_undo: flag(undo.possible),
  }
}

export const flag = (value: boolean): number => (value ? 1 : 0)

const isDeletion = ({ before, after }: SortedChange): boolean =>
  before.config !== null && after.config === null

/**
 * What has to be typed before so many plans are applied: the count, and the worst that they do. `null` where each of them
 * is harmless and can be taken back.
 */
export function confirmationOf(effects: BulkEffects): string | null {
  const { items, deletes, opens, stops, cutsOff } = effects
  const worst = [
    deletes > 0 && `delete ${counted(deletes, 'function URL')}`,
    opens > 0 && `open ${counted(opens, 'function URL')} to the internet`,
    stops > 0 && `stop ${counted(stops, 'function')}`,
    cutsOff > 0 && `cut off callers of ${counted(cutsOff, 'function URL')}`,
  ].filter((text) => typeof text === 'string')
  if (worst.length === 0) return null
  return worst.length === 1 ? (worst[0] ?? null) : `change ${counted(items, 'function URL')}`
}
