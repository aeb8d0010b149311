/** Everything but printable ASCII: what an editor, a terminal or a parser may see differently. */
const NOT_PLAIN = /[^\x20-\x7e]/gu

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0')

/** `\u` for each UTF-16 unit, as JSON and JavaScript have it. */
function inUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join('')
}

/** `\u` and eight digits after `\U`: one escape for each character, as YAML and HCL have it. */
function inCharacters(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
}

const escapedQuotes = (text: string) => text.replace(/["\\]/g, '\\$&')

/** A text in YAML 1.2's double-quoted style, in ASCII (section 7.3.1, escapes of section 5.7). */
export function yamlString(text: string): string {
  return `"${escapedQuotes(text).replace(NOT_PLAIN, inCharacters)}"`
}

/**
 * A text as a quoted template of HCL that is nothing but this text: `${` and `%{` would begin an expression
 * (HCL native syntax specification, "Template Expressions" and "Quoted literals").
 */
export function hclString(text: string): string {
  const plain = escapedQuotes(text).replace(NOT_PLAIN, inCharacters)
  return `"${plain.replace(/(\$+|%+)\{/g, escapedBegin)}"`
}

/** `$${` is the usual escape; after a further sign it would be read in two ways, so all of them are spelled out. */
function escapedBegin(begin: string): string {
  const signs = begin.slice(0, -1)
  if (signs.length === 1) return `${signs}${begin}`
  return `${signs.replaceAll('$', '\\u0024').replaceAll('%', '\\u0025')}{`
}

/** A text as a TypeScript string literal in single quotes, in ASCII (ECMA-262, "String Literals"). */
export function typescriptString(text: string): string {
  const inner = text.replace(/['\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
  return `'${inner.replace(NOT_PLAIN, inUnits)}'`
}
