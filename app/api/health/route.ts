import { recordHealth } from '@/lib/record/health'
import packageJson from '@/package.json'

/** Answers as soon as the console can; asks neither AWS nor the database. */
export function GET(): Response {
  return Response.json(
    { status: 'ok', version: packageJson.version, record: recordHealth() },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}
