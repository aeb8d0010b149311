import type { PolicyView } from '@/lib/access/access-facts'
import { callerKey } from '@/lib/access/caller'
import { type Standing, standingFor } from '@/lib/access/caller-standing'
import { callersOf, type NamedCaller } from '@/lib/access/callers-of'
import { ofOpenUrl } from '@/lib/access/open-url-verdict'
import type { AccessEffect } from '@/lib/changes/change'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import { identityOfArn } from '@/lib/identity/arn'
import type { QualifierState } from '@/lib/requests/qualifier-state'

const ANONYMOUS: NamedCaller = {
  caller: { kind: 'unsigned' },
  phrase: 'everyone on the internet, without credentials',
}

type May = 'yes' | 'with-identity-policy' | 'depends' | 'no'

/** Who can call in one state and not in the other, as far as URL and policy tell. */
export function accessEffect(before: QualifierState, after: QualifierState): AccessEffect {
  const [was, becomes] = [viewOf(before), viewOf(after)]
  const isOpening = mayCall(ANONYMOUS, becomes) === 'yes' && mayCall(ANONYMOUS, was) !== 'yes'
  const moves = callersIn([was, becomes]).map((named) => ({
    named,
    from: mayCall(named, was),
    to: mayCall(named, becomes),
  }))
  const stopped = stopEffect(before, after)
  return {
    loses: [...stopped.loses, ...withoutCovered(moves, losesPhrase)],
    gains: [...stopped.gains, ...withoutCovered(moves, gainsPhrase)],
    unclear: moves.flatMap(({ named, from, to }) =>
      from === 'depends' && to === 'depends' && isPolicyChanged(before, after) ? [named.phrase] : [],
    ),
    isOpening,
  }
}

/**
 * Whether the internet may get in by this where it was not, or by more ways than before: what depends on conditions is
 * judged as if they held, since whoever writes them chooses them.
 */
export function mayOpen(before: QualifierState, after: QualifierState): boolean {
  const [was, becomes] = [mayCall(ANONYMOUS, viewOf(before)), mayCall(ANONYMOUS, viewOf(after))]
  if (becomes === 'no' || was === 'yes') return false
  return was === 'no' || becomes === 'yes' || isPolicyChanged(before, after)
}

function viewOf({ config, policy }: QualifierState): PolicyView | undefined {
  if (!config) return undefined
  const { FunctionArn, AuthType: authType } = config
  return { identity: identityOfArn(FunctionArn), authType, statements: policy?.statements ?? [] }
}

/** Everybody whom either state is about, the anonymous first. */
function callersIn(views: readonly (PolicyView | undefined)[]): NamedCaller[] {
  const named = [ANONYMOUS, ...views.flatMap((view) => (view ? callersOf(view) : []))]
  return [...new Map(named.map((one) => [callerKey(one.caller), one])).values()]
}

function mayCall({ caller }: NamedCaller, view: PolicyView | undefined): May {
  if (!view) return 'no'
  // With NONE signatures are not looked at: every caller is the anonymous one.
  if (view.authType === 'NONE') {
    const { unsigned } = ofOpenUrl(view)
    return unsigned === 'unknown' ? 'depends' : unsigned
  }
  return caller.kind === 'unsigned' ? 'no' : MAY[standingFor(caller, view)]
}

const MAY: Record<Standing, May> = {
  allowed: 'yes',
  'with-identity-policy': 'with-identity-policy',
  depends: 'depends',
  half: 'no',
  refused: 'no',
  denied: 'no',
}

interface Move {
  named: NamedCaller
  from: May
  to: May
}

function losesPhrase({ named: { phrase }, from, to }: Move): string | undefined {
  if (from === 'no' || from === to) return undefined
  if (to === 'no') return phrase
  if (from === 'yes') return `${phrase}, ${to === 'depends' ? FOR_SOME : UNLESS_ALLOWED}`
  return from === 'with-identity-policy' && to === 'depends' ? `${phrase}, ${FOR_SOME}` : undefined
}

function gainsPhrase({ named: { phrase }, from, to }: Move): string | undefined {
  if (to === 'no' || from === to) return undefined
  if (from === 'yes' || (from === 'with-identity-policy' && to === 'depends')) return undefined
  if (to === 'yes') return phrase
  return `${phrase}, ${to === 'depends' ? FOR_SOME : IF_ALLOWED}`
}

const FOR_SOME = 'for some requests'
const IF_ALLOWED = 'if their identity policies allow it'
const UNLESS_ALLOWED = 'unless their identity policies allow it'

/** Where everyone on the internet is meant, nobody else needs to be named. */
function withoutCovered(moves: readonly Move[], phraseOf: (move: Move) => string | undefined): string[] {
  const [anonymous, ...others] = moves.map(phraseOf)
  if (anonymous !== undefined) return [anonymous]
  return others.filter((phrase) => phrase !== undefined)
}

/** With 0 reserved nobody gets through, whatever URL and policy say. */
function stopEffect(before: QualifierState, after: QualifierState): Pick<AccessEffect, 'loses' | 'gains'> {
  if (before.concurrency === after.concurrency) return { loses: [], gains: [] }
  return {
    loses: after.concurrency === 0 ? ['everyone: every call gets 429'] : [],
    gains: before.concurrency === 0 ? ['everyone who could call before calls were stopped'] : [],
  }
}

const isPolicyChanged = (before: QualifierState, after: QualifierState) =>
  JSON.stringify(statementsOf(before)) !== JSON.stringify(statementsOf(after))
