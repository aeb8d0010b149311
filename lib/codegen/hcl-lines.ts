import { hclString } from '@/lib/codegen/literal'

/** A value of an attribute; an expression stands as it is. */
export type HclValue = string | number | boolean | readonly string[] | { expression: string }

const WIDTH = 100

/**
 * Attributes of a block as `terraform fmt` writes them: the equals signs of neighbouring lines stand below each other,
 * and an attribute that goes over several lines parts the neighbours and is in line with none.
 * Source: hclwrite, "format.go".
 */
export function attributeLines(attributes: Record<string, HclValue | undefined>, indent = '  '): string[] {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, lines: valueLines(name, value, indent) }],
  )
  return written.flatMap(({ name, lines: [first = '', ...more] }, index) => {
    const width = more.length > 0 ? name.length : neighboursWidth(written, index)
    return [`${indent}${name.padEnd(width)} = ${first}`, ...more]
  })
}

interface Written {
  readonly name: string
  readonly lines: readonly string[]
}

/** The longest name among an attribute and those around it that take one line each. */
function neighboursWidth(written: readonly Written[], index: number): number {
  const isParting = ({ lines }: Written) => lines.length > 1
  const begin = written.slice(0, index).findLastIndex(isParting) + 1
  const end = written.findIndex((each, at) => at > index && isParting(each))
  const names = written.slice(begin, end === -1 ? undefined : end).map(({ name }) => name.length)
  return Math.max(...names)
}

/** The first line goes behind the equals sign. */
function valueLines(name: string, value: HclValue, indent: string): string[] {
  if (typeof value === 'string') return [hclString(value)]
  if (typeof value !== 'object') return [String(value)]
  if ('expression' in value) return [value.expression]
  const entries = value.map(hclString)
  const line = `[${entries.join(', ')}]`
  return `${indent}${name} = ${line}`.length <= WIDTH
    ? [line]
    : ['[', ...entries.map((each) => `${indent}  ${each},`), `${indent}]`]
}
