import { corsShapeSchema } from '@/lib/cors/value/cors-schema'
import type { Cors } from '@/lib/cors/value/schema'
import { type JsonProblem, readJson } from '@/lib/text/json-problem'
import { visibleJson } from '@/lib/text/visible-text'

export type CorsOfJson = { ok: true; cors: Cors } | { ok: false; problems: JsonProblem[] }

/** A Cors value as indented JSON with AWS's member names; characters that nobody sees are escaped. */
export function corsToJson(cors: Cors): string {
  return visibleJson(cors)
}

/** Reads CORS settings as the API takes them. What entries mean is judged elsewhere (`corsIssues`). */
export function corsOfJson(text: string): CorsOfJson {
  const read = readJson(text, 'Enter the settings as a JSON object; {} switches CORS off.')
  return read.ok ? corsOfUnknown(read.value) : read
}

/** The same for a value that was read already. */
export function corsOfUnknown(value: unknown): CorsOfJson {
  const parsed = corsShapeSchema.safeParse(value)
  if (parsed.success) return { ok: true, cors: parsed.data }
  const problems = parsed.error.issues.map(({ path, message }) => ({ where: path.join('.'), message }))
  return { ok: false, problems }
}
