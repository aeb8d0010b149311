import packageJson from '@/package.json'

/** Answers as soon as the console can; asks neither AWS nor the database. */
export function GET(): Response {
  return Response.json(
    { status: 'ok', version: packageJson.version },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}
