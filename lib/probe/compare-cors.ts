import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import { counted } from '@/lib/text/counted'
import { listed } from '@/lib/text/listed'

/** One header of CORS: what was predicted of it, and every line of it that came. */
export interface CorsHeaderRow {
  name: string
  predicted: string[]
  received: string[]
  isSame: boolean
}

const NAMES = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Credentials',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
  'Vary',
]
/** Their order and spelling mean nothing. */
const LISTS = /methods|headers|vary/i

/** The headers of CORS that were predicted or came, side by side; repeated lines stay apart. */
export function compareCors(
  predicted: readonly HeaderLine[],
  received: readonly HeaderLine[],
): CorsHeaderRow[] {
  return NAMES.flatMap((name) => {
    const row = { name, predicted: valuesOf(predicted, name), received: valuesOf(received, name) }
    if (row.predicted.length + row.received.length === 0) return []
    const isSame = row.received.length < 2 && keyOf(name, row.predicted) === keyOf(name, row.received)
    return [{ ...row, isSame }]
  })
}

function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return lines.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
}

function keyOf(name: string, values: string[]): string {
  if (!LISTS.test(name)) return values.join(', ')
  const entries = values.flatMap((value) => value.split(',')).map((entry) => entry.trim().toLowerCase())
  return [...new Set(entries)].sort().join(',')
}

export interface Compared {
  /** A preflight, or the request itself. */
  of: 'preflight' | 'request'
  status: number
  rows: CorsHeaderRow[]
  /** Whether Lambda has a CORS configuration to answer by. */
  isConfigured: boolean
}

/** Why what came is not what was predicted, in whole sentences, the weightiest first; nothing where all is the same. */
export function explainDifferences(compared: Compared): string[] {
  const { status, rows } = compared
  const refusal = refusalOf(status)
  if (refusal) return [refusal]
  if (rows.every(({ isSame }) => isSame)) return []
  const repeated = rows.filter(({ received }) => received.length > 1)
  return [...repeated.map(repeatedNote), ...otherNotes(compared), ...settlingNote(compared)]
}

/** Why such a response has no CORS headers; its causes stand beside it. */
function refusalOf(status: number): string | undefined {
  if (status === 403 || status === 429)
    return `${status} is not a matter of CORS: the function did not run, unless its own code answered.`
  if (status === 502)
    return '502 is not a matter of CORS: the function failed, or its response has the wrong shape. Browsers report a CORS error when such a response has no CORS headers.'
  return undefined
}

function repeatedNote({ name, received }: CorsHeaderRow): string {
  return `${name} came ${counted(received.length, 'time')} (${listed(received)}): the function’s own code sets it beside the configuration of the function URL. Browsers accept it once. Set CORS in one place only.`
}

function otherNotes({ of, rows, isConfigured }: Compared): string[] {
  const unexpected = rows.filter(({ predicted, received }) => predicted.length === 0 && received.length === 1)
  const missing = rows.filter(({ predicted, received }) => predicted.length > 0 && received.length === 0)
  const notes: string[] = []
  if (unexpected.length > 0 && (of === 'request' || !isConfigured))
    notes.push(
      `${listed(unexpected.map(({ name }) => name))} came without being configured: the function’s own code sets it.`,
    )
  if (missing.length > 0 && of === 'preflight' && rows.every(({ received }) => received.length === 0))
    notes.push('The response has no CORS header, as Lambda does for a preflight that it does not allow.')
  return notes
}

/** What repeats comes from the function; anything else may be a change that is still under way. */
function settlingNote({ rows }: Compared): string[] {
  const isOdd = rows.some(({ isSame, received }) => !isSame && received.length < 2)
  return isOdd
    ? ['If the settings changed in the last minute, responses may still follow the earlier ones. Try again.']
    : []
}
