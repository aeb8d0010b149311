import type { Gate, GateId } from '@/lib/access/gate'

/** `unseen`: it may be the reason, and nothing that can be read from here tells. */
export type CauseState = 'applies' | 'depends' | 'unseen' | 'ruled-out'

export interface Cause {
  id: string
  title: string
  state: CauseState
  text: string
}

const STATES: Record<Gate['status'], CauseState> = {
  stopped: 'applies',
  depends: 'depends',
  unseen: 'unseen',
  passed: 'ruled-out',
  'no-gate': 'ruled-out',
  'not-reached': 'ruled-out',
}

/** A gate of the request's way as the cause of an answer; nothing, where there is no such gate. */
export function fromGate(gates: readonly Gate[], id: GateId, title: string): Cause[] {
  const gate = gates.find((one) => one.id === id)
  return gate ? [{ id, title, state: STATES[gate.status], text: gate.text }] : []
}
