import type { CodeSource } from '@/lib/codegen/code-source'
import type { CodeFormat } from '@/lib/codegen/formats'
import { generateCode } from '@/lib/codegen/generate-code'

/** Lines around a change, so that its place is found in a file that says more. */
const CONTEXT = 3

type Mark = ' ' | '-' | '+'
interface Line {
  mark: Mark
  text: string
}

/**
 * What differs between the code of a function URL before and after a change, as a unified difference without line
 * numbers: they would be those of a file that nobody has. Empty where the code says nothing of the change.
 */
export function codeDifference(format: CodeFormat, before: CodeSource, after: CodeSource): string {
  const lines = differenceOf(bodyOf(format, before), bodyOf(format, after))
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  )
  const shown = lines.flatMap(({ mark, text }, index) => {
    if (!isNear[index]) return []
    const isBreak = index > 0 && !isNear[index - 1]
    return [...(isBreak ? ['…'] : []), `${mark} ${text}`.trimEnd()]
  })
  return shown.join('\n')
}

/** Without the comment at its head, which tells of the whole file. */
function bodyOf(format: CodeFormat, source: CodeSource): string[] {
  const lines = generateCode(format, source).code.trimEnd().split('\n')
  return lines.slice(lines.indexOf('') + 1)
}

/** The longest common subsequence of lines stays; code of a function URL has some hundred lines at most. */
function differenceOf(before: readonly string[], after: readonly string[]): Line[] {
  const common = commonLengths(before, after)
  const lines: Line[] = []
  let [from, to] = [0, 0]
  while (from < before.length || to < after.length) {
    const [old, added] = [before[from], after[to]]
    if (old !== undefined && old === added) {
      lines.push({ mark: ' ', text: old })
      from++
      to++
    } else if (old !== undefined && at(common, from + 1, to) >= at(common, from, to + 1)) {
      lines.push({ mark: '-', text: old })
      from++
    } else {
      lines.push({ mark: '+', text: added ?? '' })
      to++
    }
  }
  return lines
}

/** How many lines the rest of both have in common, for each place in both; -1 behind the end of the second. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => Array<number>(after.length + 1).fill(0))
  for (let from = before.length - 1; from >= 0; from--)
    for (let to = after.length - 1; to >= 0; to--) {
      const row = table[from]
      if (!row) continue
      row[to] =
        before[from] === after[to]
          ? at(table, from + 1, to + 1) + 1
          : Math.max(at(table, from + 1, to), at(table, from, to + 1))
    }
  return table
}

const at = (table: readonly number[][], row: number, column: number) => table[row]?.[column] ?? -1
