import { hclString } from '@/lib/codegen/literal'

/** A value of an attribute; an expression stands as it is. */
export type HclValue = string | number | boolean | readonly string[] | { expression: string }

const WIDTH = 100

/** Attributes of a block, their equals signs below each other as `terraform fmt` puts them. */
export function attributeLines(attributes: Record<string, HclValue | undefined>, indent = '  '): string[] {
  const present = Object.entries(attributes).filter(
    (entry): entry is [string, HclValue] => entry[1] !== undefined,
  )
  const width = Math.max(0, ...present.map(([name]) => name.length))
  return present.flatMap(([name, value]) => valueLines(`${indent}${name.padEnd(width)} = `, value, indent))
}

function valueLines(head: string, value: HclValue, indent: string): string[] {
  if (typeof value === 'string') return [head + hclString(value)]
  if (typeof value !== 'object') return [head + String(value)]
  if ('expression' in value) return [head + value.expression]
  const entries = value.map(hclString)
  const line = `${head}[${entries.join(', ')}]`
  return line.length <= WIDTH
    ? [line]
    : [`${head}[`, ...entries.map((each) => `${indent}  ${each},`), `${indent}]`]
}
