import { CORS_METHODS } from '@/lib/cors/value/cors'
import type { Diagnosis } from '@/lib/cors/value/fix'
import { quoted } from '@/lib/text/hostile-text'

export type MethodProblem = 'options' | 'lower-case' | 'unknown'

const KNOWN: ReadonlySet<string> = new Set(CORS_METHODS)

/** What keeps a text from being a method that AllowMethods takes, or `null` when it is one. */
export function diagnoseMethod(text: string): Diagnosis<MethodProblem> | null {
  if (KNOWN.has(text)) return null
  const upper = text.trim().toUpperCase()
  if (upper === 'OPTIONS') {
    const message = 'Remove OPTIONS: Lambda answers preflights itself, and AWS refuses it in this list.'
    return { problem: 'options', message, fix: { label: 'Remove OPTIONS', values: [] } }
  }
  if (KNOWN.has(upper)) {
    const message = `Write ${upper} in capitals: method names are compared with their case.`
    return { problem: 'lower-case', message, fix: { label: `Use ${upper}`, values: [upper] } }
  }
  const message = `Replace ${text === '' ? 'the empty entry' : quoted(text)} by one of GET, PUT, HEAD, POST, PATCH, DELETE or *.`
  return { problem: 'unknown', message }
}
