/** One thing that keeps a text from being what it should: where in the text, or at which member. */
export interface JsonProblem {
  /** `AllowOrigins.2`, or "line 3, column 5"; empty where it is the whole text. */
  where: string
  message: string
}

/** A text as JSON, or the place of what keeps it from being JSON, or from meaning one thing; `whenEmpty` is said where there is no text at all. */
export function readJson(
  text: string,
  whenEmpty: string,
): { ok: true; value: unknown } | { ok: false; problems: JsonProblem[] } {
  try {
    const value: unknown = JSON.parse(text)
    const problems = repeatedNames(text)
    return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
  } catch {
    const isEmpty = text.trim() === ''
    return { ok: false, problems: [isEmpty ? { where: '', message: whenEmpty } : syntaxProblem(text)] }
  }
}

function syntaxProblem(text: string): JsonProblem {
  const position = errorPosition(text)
  const isCut = position >= text.trimEnd().length
  const message = isCut
    ? 'The JSON is not complete: a bracket, a brace or a quote is still open.'
    : 'This is not valid JSON: look for a missing comma or quote, or a comma too many.'
  return { where: placeOf(text, isCut ? text.length : position), message }
}

/** RFC 8259, one token at a time: white space, then a string, a number, a word or a sign. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids just these in a string
  /[ \t\n\r]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/y

/** Where the first token stands that JSON cannot have there; browsers do not all say it. The text's length where it ends too early. */
function errorPosition(text: string): number {
  const open: string[] = []
  let expected: 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' = 'value'
  for (let at = 0; ; ) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    const start = at + (/^[ \t\n\r]*/.exec(text.slice(at))?.[0].length ?? 0)
    if (!found) return unfinishedString(text, start) ? text.length : start
    const token = found[0].trimStart()
    const inside = open.at(-1)
    if (expected === ':') {
      if (token !== ':') return start
      expected = 'value'
    } else if (expected === ', or end' && token === ',' && inside) {
      expected = inside === '{' ? 'name' : 'value'
    } else if (isEnd(token, inside, expected)) {
      open.pop()
      expected = ', or end'
    } else if (expected === 'name' || expected === 'name or }') {
      if (found[1] === undefined) return start
      expected = ':'
    } else if (expected === ', or end' || /^[}\],:]$/.test(token)) {
      return start
    } else if (token === '{' || token === '[') {
      open.push(token)
      expected = token === '{' ? 'name or }' : 'value or ]'
    } else expected = ', or end'
    at = TOKEN.lastIndex
  }
}

/**
 * Names that stand twice in one object of a text that is JSON. RFC 8259, 4: "the behavior of software that receives
 * such an object is unpredictable"; `JSON.parse` takes the last one and says nothing.
 */
function repeatedNames(text: string): JsonProblem[] {
  const problems: JsonProblem[] = []
  /** The names of each object that is open; nothing for a list. */
  const open: (Set<string> | undefined)[] = []
  let expectsName = false
  TOKEN.lastIndex = 0
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const token = found[0].trimStart()
    const names = open.at(-1)
    if (expectsName && names && found[1] !== undefined) {
      const name = JSON.parse(found[1]) as string
      const where = placeOf(text, TOKEN.lastIndex - token.length)
      if (names.has(name)) problems.push({ where, message: `${found[1]} stands here a second time.` })
      names.add(name)
    }
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined)
    if (token === '}' || token === ']') open.pop()
    expectsName = token === '{' || (token === ',' && open.at(-1) !== undefined)
  }
  return problems
}

const isEnd = (token: string, inside: string | undefined, expected: string) =>
  (token === '}' && inside === '{' && (expected === 'name or }' || expected === ', or end')) ||
  (token === ']' && inside === '[' && (expected === 'value or ]' || expected === ', or end'))

/** A quote without its end on the same line is what is open; with one it is something in the string that is wrong. */
const unfinishedString = (text: string, start: number) =>
  text[start] === '"' && !/^"(?:[^"\\]|\\.)*"/s.test(text.slice(start)) && !text.slice(start).includes('\n')

function placeOf(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}

/** "Line 3, column 5: …" */
export const problemText = ({ where, message }: JsonProblem) =>
  where === '' ? message : `${where.charAt(0).toUpperCase()}${where.slice(1)}: ${message}`
