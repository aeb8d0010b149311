/** One thing that keeps a text from being what it should: where in the text, or at which member. */
export interface JsonProblem {
  /** `AllowOrigins.2`, or "line 3, column 5"; empty where it is the whole text. */
  where: string
  message: string
}

/** A text as JSON, or the place of what keeps it from being JSON; `whenEmpty` is said where there is no text at all. */
export function readJson(
  text: string,
  whenEmpty: string,
): { ok: true; value: unknown } | { ok: false; problems: JsonProblem[] } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const isEmpty = text.trim() === ''
    return { ok: false, problems: [isEmpty ? { where: '', message: whenEmpty } : syntaxProblem(text, said)] }
  }
}

function syntaxProblem(text: string, said: string): JsonProblem {
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

/** "Line 3, column 5: …" */
export const problemText = ({ where, message }: JsonProblem) =>
  where === '' ? message : `${where.charAt(0).toUpperCase()}${where.slice(1)}: ${message}`
