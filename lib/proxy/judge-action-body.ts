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
 * Whether the body of a server action's call is plain JSON: a list of one argument at most, without React's
 * references. What is refused here never reaches React's reader, which answers 500 to what it cannot read.
 */
export function judgeActionBody(body: ArrayBuffer | Uint8Array): Refusal | undefined {
  const parsed = parsedJson(body)
  return Array.isArray(parsed) && parsed.length <= 1 && isPlain(parsed) ? undefined : NO_CALL
}

/** A byte order mark stays in the text, where it is no JSON: React reads the bytes, not what a decoder makes of them. */
function parsedJson(body: ArrayBuffer | Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
  } catch {
    return undefined
  }
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
