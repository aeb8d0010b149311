import 'server-only'
import type { Kysely } from 'kysely'
import type { Permit } from '@/lib/auth/permit'
import type { PersonRow } from '@/lib/db/people-tables'
import type { Tables } from '@/lib/db/tables'
import type { RecordEvent } from '@/lib/record/event-kinds'
import { recordWith } from '@/lib/record/events'
import { recordRefusal } from '@/lib/record/refusals'
import { addressClass } from '@/lib/sign-in/address-class'

const by = (permit: Permit, actor: { kind: string; id: string; name: string }) => ({
  actor,
  requestId: permit.context.requestId,
  at: permit.context.now().toISOString(),
})

const fromOf = ({ context: { visit } }: Permit) => addressClass(visit?.address ?? '')

type Named = Pick<PersonRow, 'id' | 'name'>

/** Somebody has signed in. */
export function noteEntry(
  transaction: Kysely<Tables>,
  permit: Permit,
  { id, name }: Named,
  how: string,
): Promise<void> {
  const event = { kind: 'signed-in', how, from: fromOf(permit) } as const
  return recordWith(transaction, by(permit, { kind: 'person', id, name }), event)
}

/** Who asks has done this to their own sessions, or to somebody. */
export function noteOwn(transaction: Kysely<Tables>, permit: Permit, event: RecordEvent): Promise<void> {
  const { kind, id, name } = permit.actor
  return recordWith(transaction, by(permit, { kind, id, name }), event)
}

/** Counts that somebody was not let in. */
export function refused(permit: Permit, reason: string, name?: string): void {
  const nobody = { kind: 'nobody', id: 'nobody', name: 'Nobody' }
  recordRefusal(by(permit, nobody), { kind: 'sign-in-refused', reason, from: fromOf(permit), name })
}
