import { databaseHealth, recordHealth } from '@/lib/record/health'

/**
 * Answers as soon as the console can; asks neither AWS nor the database. The status is for what sends people here: 200
 * as long as pages are served. `ok` is for whoever looks after the console: false when its record was changed outside,
 * or its database cannot be used, so
 * that no change is accepted. Strangers get as far as the front door, which says `up` and nothing else.
 */
export function GET(): Response {
  const record = recordHealth()
  const database = databaseHealth()
  const answer = { up: true, ok: record.state !== 'tampered' && !database.failure, record, database }
  return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
}
