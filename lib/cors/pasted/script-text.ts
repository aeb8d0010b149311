/** One member of an object that is written out; `name` is `null` where the text does not tell it. */
interface Member {
  name: string | null
  /** The source behind the colon. */
  value: string
}

/** The members that could be read; not whole where others may stand beside them. */
export interface Members {
  members: Member[]
  isWhole: boolean
}

const CLOSERS: Record<string, string> = { '(': ')', '[': ']', '{': '}', '`': '`' }
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y
const STRING = /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/y
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//y

/**
 * The source between the commas behind an opened bracket, up to what closes it, without comments. Commas and
 * brackets in strings, templates, patterns and inner brackets do not count. A `statement` ends with its line.
 */
export function partsFrom(text: string, from: number, kind: 'bracket' | 'statement' = 'bracket') {
  const parts: string[] = []
  const closers: string[] = []
  let part = ''
  let at = from
  let isClosed = false
  while (at < text.length && !isClosed) {
    const { next, does, closer } = stepAt(text, at, closers.at(-1) === '`', part)
    const source = text.slice(at, next)
    const isTop = closers.length === 0
    isClosed = isTop && (does === 'close' || (kind === 'statement' && /^[;\n]$/.test(source)))
    const ends = isClosed || (isTop && source === ',')
    if (ends) parts.push(part.trim())
    part = ends ? '' : part + (does === 'comment' ? ' ' : source)
    if (does === 'open' && closer !== undefined) closers.push(closer)
    if (does === 'close') closers.pop()
    at = next
  }
  return { parts: [...parts, part.trim()].filter((each) => each !== ''), isClosed }
}

interface Step {
  next: number
  does?: 'open' | 'close' | 'comment'
  closer?: string
}

function stepAt(text: string, at: number, isInTemplate: boolean, before: string): Step {
  if (isInTemplate) return templateStepAt(text, at)
  const char = text[at] ?? ''
  const comment = endOf(COMMENT, text, at)
  if (comment > at) return { next: comment, does: 'comment' }
  const string = endOf(STRING, text, at)
  if (string > at) return { next: string }
  // Behind a value a slash divides; elsewhere it begins a pattern.
  const pattern =
    char === '/' && /(^|[(,=:[!&|?{};>])$/.test(before.trimEnd()) ? endOf(PATTERN, text, at) : at
  if (pattern > at) return { next: pattern }
  const closer = CLOSERS[char]
  if (closer !== undefined) return { next: at + 1, does: 'open', closer }
  return /[)\]}]/.test(char) ? { next: at + 1, does: 'close' } : { next: at + 1 }
}

function templateStepAt(text: string, at: number): Step {
  if (text[at] === '\\') return { next: at + 2 }
  if (text[at] === '`') return { next: at + 1, does: 'close' }
  if (text.startsWith('${', at)) return { next: at + 2, does: 'open', closer: '}' }
  return { next: at + 1 }
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** The parts behind the bracket that a pattern at the beginning of a source opens, or `null` without it. */
export function partsBehind(source: string, opening: RegExp): string[] | null {
  const found = opening.exec(source)
  return found && partsFrom(source, found.index + found[0].length).parts
}

const LITERAL =
  /^(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`((?:\\.|[^`\\$]|\$(?!\{))*)`)(?:\s+as\s+const)?$/

/** The text of a string that is written out. */
export function literalOf(source: string): string | undefined {
  const found = LITERAL.exec(source)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

/** Whether a member with this value is as good as left out. */
export const isNothing = (source: string) => /^(undefined|null|void 0)$/.test(source)

export const isName = (source: string) => /^[A-Za-z_$][\w$]*$/.test(source)

/** What a name stands for where the text declares it once and never changes it; other source as it is. */
export function meaningOf(text: string, source: string): string {
  if (!isName(source)) return source
  const name = source.replace(/\$/g, '\\$')
  const declared = [
    ...text.matchAll(new RegExp(`\\b(?:const|let|var)\\s+${name}\\s*(?::[^=\\n]*)?=\\s*`, 'g')),
  ]
  const [only] = declared
  if (only === undefined || declared.length > 1) return source
  const end = only.index + only[0].length
  const changed = new RegExp(
    `(?<![\\w$.])${name}\\s*(?:\\.[\\w$]+|\\[[^\\]\\n]*\\])*\\s*\\+?=(?![=>])|\\bassign\\s*\\(\\s*${name}\\b`,
  )
  if (changed.test(`${text.slice(0, only.index)}\n${text.slice(end)}`)) return source
  return partsFrom(text, end, 'statement').parts[0] ?? source
}

/** More than anybody spreads into one object, and deeper: an object may be spread into itself, many times. */
const MAX_SPREADS = 8
const MAX_DEPTH = 2

/** The members of an object at its own level, those of objects spread into it included. */
export function membersOf(text: string, source: string, depth = 0): Members {
  const object = meaningOf(text, source)
  if (!object.startsWith('{') || depth > MAX_DEPTH) return { members: [], isWhole: isNothing(object) }
  let spreads = 0
  const read = partsFrom(object, 1).parts.map((part): Members => {
    const spread = /^\.\.\.\s*([\s\S]+)$/.exec(part)?.[1]
    if (spread !== undefined) spreads += 1
    if (spreads > MAX_SPREADS) return { members: [], isWhole: false }
    if (spread !== undefined) return membersOf(text, spread, depth + 1)
    const member = memberOf(part)
    return { members: [member], isWhole: member.name !== null }
  })
  return {
    members: read.flatMap(({ members }) => members),
    isWhole: read.every(({ isWhole }) => isWhole),
  }
}

function memberOf(part: string): Member {
  const named = /^(?:(["'])(.*?)\1|([\w$]+))\s*:\s*([\s\S]*)$/.exec(part)
  if (named) return { name: named[2] ?? named[3] ?? '', value: named[4] ?? '' }
  return isName(part) ? { name: part, value: part } : { name: null, value: '' }
}

/** The source of a member, the last of that name, where it is given. */
export function memberNamed({ members }: Members, name: string): string | undefined {
  const value = members.findLast((member) => member.name === name)?.value
  return value === undefined || isNothing(value) ? undefined : value
}
