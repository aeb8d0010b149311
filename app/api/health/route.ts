import { recordHealth } from '@/lib/record/health'

/**
 * Answers as soon as the console can; asks neither AWS nor the database. Strangers on this computer get as far as the
 * front door, which says `ok` and nothing else.
 */
export function GET(): Response {
  return Response.json({ ok: true, record: recordHealth() }, { headers: { 'Cache-Control': 'no-store' } })
}
