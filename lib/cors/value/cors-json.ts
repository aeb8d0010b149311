import { corsShapeSchema } from '@/lib/cors/value/cors-schema'
import type { Cors } from '@/lib/cors/value/schema'
import { visibleJson } from '@/lib/text/visible-text'

/** One thing that keeps a text from being CORS settings: where in the text, or at which member. */
interface JsonProblem {
  /** `AllowOrigins.2`, or "line 3, column 5"; empty where it is the whole text. */
  where: string
  message: string
}

export type CorsOfJson = { ok: true; cors: Cors } | { ok: false; problems: JsonProblem[] }

/** A Cors value as indented JSON with AWS's member names; characters that nobody sees are escaped. */
export function corsToJson(cors: Cors): string {
  return visibleJson(cors)
}

/** Reads CORS settings as the API takes them. What entries mean is judged elsewhere (`corsIssues`). */
export function corsOfJson(text: string): CorsOfJson {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, problems: [syntaxProblem(text, error instanceof Error ? error.message : '')] }
  }
  return corsOfUnknown(value)
}

/** The same for a value that was read already. */
export function corsOfUnknown(value: unknown): CorsOfJson {
  const parsed = corsShapeSchema.safeParse(value)
  if (parsed.success) return { ok: true, cors: parsed.data }
  const problems = parsed.error.issues.map(({ path, message }) => ({ where: path.join('.'), message }))
  return { ok: false, problems }
}

function syntaxProblem(text: string, said: string): JsonProblem {
  if (text.trim() === '')
    return { where: '', message: 'Enter the settings as a JSON object; {} switches CORS off.' }
  const at = /position (\d+)/.exec(said)?.[1]
  const isCut = /end of (JSON|data)|Unexpected EOF/i.test(said) || Number(at) >= text.trimEnd().length
  const position = at === undefined ? (isCut ? text.length : undefined) : Number(at)
  const message = isCut
    ? 'The JSON is not complete: a bracket, a brace or a quote is still open.'
    : 'This is not valid JSON: look for a missing comma or quote, or a comma too many.'
  return { where: position === undefined ? '' : placeOf(text, position), message }
}

function placeOf(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}
