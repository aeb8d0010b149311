import 'server-only'
import type { Kysely } from 'kysely'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import type { Tables } from '@/lib/db/tables'
import { ACKNOWLEDGEMENT_ID, ACKNOWLEDGEMENTS } from '@/lib/journal/acknowledgement'
import type { Breach } from '@/lib/journal/chain'
import { CANNOT_READ, recorded } from '@/lib/journal/recorded'
import { recordOf } from '@/lib/journal/stories'

/** That somebody acknowledged what was wrong with the journal, as it stands there. */
export interface RecordedAcknowledgement {
  /** Of the acknowledgement itself. */
  position: number
  /** ISO 8601 in UTC. */
  at: string
  /** The name of who did it. */
  by: string
  /** What was wrong first, and where. */
  found: Breach
  /** How many places were wrong. */
  places: number
  /** Of the last event that was found, SHA-256 in hex. */
  hash: string
  /** SHA-256 in hex over everything that was found. */
  digest: string
}

/** Every acknowledgement, the last one first; one that cannot be read as that. @throws {FailureError} */
export async function acknowledgementsOf(permit: Permit): Promise<(RecordedAcknowledgement | Breach)[]> {
  assertOperation(permit, 'record:read', 'record:acknowledge')
  return recorded(CANNOT_READ, async () => readAcknowledgements((await database()).db))
}

/** The same from any journal: for programs. @throws what the database answers. */
export async function readAcknowledgements(
  db: Kysely<Tables>,
): Promise<(RecordedAcknowledgement | Breach)[]> {
  const rows = await db
    .selectFrom('journal_events')
    .selectAll()
    .where('stream_kind', '=', ACKNOWLEDGEMENTS.kind)
    .where('stream_id', '=', ACKNOWLEDGEMENT_ID)
    .orderBy('position', 'desc')
    .execute()
  return rows.map((row) => {
    const record = recordOf(ACKNOWLEDGEMENTS, row)
    if ('reason' in record) return record
    const { at, actor, event } = record
    const { position, reason, places = 1, hash, digest } = event
    const found = { position, reason }
    return { position: row.position, at, by: actor.name, found, places, hash, digest }
  })
}
