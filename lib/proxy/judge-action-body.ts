import type { Refusal } from '@/lib/proxy/judge-request'

/** Deeper than anything that the console sends. */
const MAX_DEPTH = 32
/**
 * React marks in text what JSON has no word for. The console's pages send two of these marks: a dollar sign doubled
 * because it is only a text, and a member that is undefined. All others name chunks, functions, forms and streams.
 */
const IS_PLAIN = /^(\$\$|\$undefined$|(?!\$))/

const NO_CALL: Refusal = {
  status: 400,
  title: 'Malformed request',
  sentence: 'The body is no call that a page of the console makes.',
}

/**
 * Whether the body of a server action's call is plain JSON: a list of arguments without React's references.
 * What is refused here never reaches React's reader, which answers 500 to what it cannot read.
 */
export function judgeActionBody(body: string): Refusal | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return NO_CALL
  }
  return Array.isArray(parsed) && isPlain(parsed) ? undefined : NO_CALL
}

/** Level by level, so that no depth ends the stack. */
function isPlain(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return false
    if (level.some((each) => typeof each === 'string' && !IS_PLAIN.test(each))) return false
    level = level.flatMap((each) => (each !== null && typeof each === 'object' ? Object.values(each) : []))
  }
  return true
}
