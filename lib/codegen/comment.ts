import type { CodeNote } from '@/lib/codegen/code-source'
import { printableJson } from '@/lib/text/printable-json'
import { visibleText } from '@/lib/text/visible-text'

const WIDTH = 96

/**
 * The lines of a comment, each behind the mark (`#`, `//`), broken between words. Nothing in the text can end
 * the comment: characters that nobody sees, line ends among them, are spelled out.
 */
function commentLines(text: string, mark: string, hanging = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of harmless(text).split(' ')) {
    if (line && line.length + word.length + 1 > WIDTH) {
      lines.push(line)
      line = hanging + word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].map((each) => `${mark} ${each}`.trimEnd())
}

/** The head of a file: what it is, then its notes, each with the statement that is left out. */
export function headLines(title: string, format: string, notes: readonly CodeNote[], mark: string): string[] {
  const unsaid = notes.filter(({ kind }) => kind === 'cannot-say')
  const known = notes.filter(({ kind }) => kind === 'good-to-know')
  return [
    ...commentLines(title, mark),
    ...section('Good to know:', known, mark),
    ...section(`What ${format} cannot say:`, unsaid, mark),
  ]
}

function section(title: string, notes: readonly CodeNote[], mark: string): string[] {
  if (notes.length === 0) return []
  const lines = notes.flatMap(({ text, statement }) => [
    ...commentLines(`- ${text}`, mark, '  '),
    ...(statement ? [`${mark}   ${printableJson(statement)}`] : []),
  ])
  return [mark, ...commentLines(title, mark), ...lines]
}

/** YAML 1.2, "Character Set": U+FFFE and U+FFFF may stand nowhere, not even in a comment. */
function harmless(text: string): string {
  return visibleText(text).replace(/[\ufffe\uffff]/g, '\ufffd')
}
