import { BOTH_ACTIONS } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import { decideAction } from '@/lib/access/decide-action'
import { every, type Trilean } from '@/lib/access/trilean'
import type { Needed } from '@/lib/changes/operations/operation'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const OPENNESS: Record<Trilean, number> = { no: 0, depends: 1, yes: 2 }

/**
 * Where a call that writes the whole policy stands in a plan: last if it opens, first if it closes, by what the
 * policy before and after lets anybody do. Unsigned callers count first. Where the policy makes no difference to them
 * it is written while the URL is closed.
 */
export function placeOfPolicy(
  identity: FunctionUrlIdentity,
  before: QualifierState,
  after: QualifierState,
): Needed<unknown>['place'] {
  const turn = (caller: Caller, authType: AuthType) =>
    turnOf(openness(caller, identity, authType, before), openness(caller, identity, authType, after))
  const unsigned = turn({ kind: 'unsigned' }, 'NONE')
  if (unsigned !== 'same') return PLACE_OF[unsigned]
  if (after.config?.AuthType === 'NONE') return 'removes'
  return PLACE_OF[turn({ kind: 'anyone-signed' }, 'AWS_IAM')]
}

type Turn = 'opens' | 'closes' | 'same'

const PLACE_OF = { opens: 'adds-opener', closes: 'removes-opener', same: 'adds' } as const

function turnOf(was: number[], becomes: number[]): Turn {
  if (becomes.some((level, index) => level > (was[index] ?? 0))) return 'opens'
  return becomes.some((level, index) => level < (was[index] ?? 0)) ? 'closes' : 'same'
}

/** With the Denies and without them, since one may be all that keeps it closed. */
function openness(
  caller: Caller,
  identity: FunctionUrlIdentity,
  authType: AuthType,
  state: QualifierState,
): number[] {
  const all = statementsOf(state)
  return [all, all.filter(({ Effect }) => Effect === 'Allow')].map((statements) => {
    const view = { identity, authType, statements }
    return OPENNESS[every(BOTH_ACTIONS.map((action) => decideAction(action, caller, view).answer))]
  })
}
