/** Stands where an event source token stood: that one was given is worth knowing, which one is a secret. */
export const TOKEN_MARKER = '(event source token, not kept)'

/** As AddPermission calls it, and as the condition key of the statement that it writes. */
const TOKEN_NAME = /^(lambda:)?EventSourceToken$/i

/** The value with every event source token in it replaced by a marker, also where a text repeats one of `tokens`. */
export function withoutTokens<T>(value: T, tokens: readonly string[] = tokensIn(value)): T {
  return without(value, tokens) as T
}

/** Every event source token in a value, wherever it stands. */
export function tokensIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, member]) =>
    TOKEN_NAME.test(name) ? textsIn(member) : tokensIn(member),
  )
}

/** A condition may list several. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' || value === TOKEN_MARKER ? [] : [value]
  return Array.isArray(value) ? value.flatMap(textsIn) : []
}

function without(value: unknown, tokens: readonly string[]): unknown {
  if (typeof value === 'string')
    return tokens.reduce((text, token) => text.replaceAll(token, TOKEN_MARKER), value)
  if (Array.isArray(value)) return value.map((member) => without(member, tokens))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      TOKEN_NAME.test(name) && member !== undefined ? marked(member) : without(member, tokens),
    ]),
  )
}

const marked = (value: unknown): unknown => (Array.isArray(value) ? value.map(marked) : TOKEN_MARKER)
