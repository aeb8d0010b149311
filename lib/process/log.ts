import 'server-only'
import { singleton } from '@/lib/process/singleton'

/** What a log line may say: names, ids, counts and durations, never values that people or AWS hold. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error'
  /** What happened, as `verb`, `aws`, `journal.incomplete`, … */
  event: string
  [field: string]: string | number | boolean | null | undefined
}

const LEVELS: readonly LogEntry['level'][] = ['info', 'warn', 'error']

/** Written at every level: the record is compared with them, and what was sent to a function URL stands nowhere else. */
const EVIDENCE: ReadonlySet<string> = new Set(['journal.head', 'request-sent'])

const least = singleton<{ level: LogEntry['level'] }>('log-level', () => ({ level: 'info' }))

/** From here on lines below this level are left out, but for those that are evidence. */
export function logFrom(level: LogEntry['level']): void {
  least.level = level
}

const MAX_TEXT = 2000
/** Line ends, control characters and what turns the reading direction: a value must not look like another line. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Writes one line of JSON to standard output, if its level is asked for. */
export function logLine(entry: LogEntry): void {
  const isBelow = LEVELS.indexOf(entry.level) < LEVELS.indexOf(least.level)
  if (isBelow && !EVIDENCE.has(entry.event)) return
  process.stdout.write(`${formatLine(entry, new Date())}\n`)
}

/** The line itself: one object of printable characters, whatever the fields hold. */
export function formatLine({ level, event, ...fields }: LogEntry, now: Date): string {
  const safe = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, typeof value === 'string' ? printable(value) : value])
  return JSON.stringify({ at: now.toISOString(), level, event, ...Object.fromEntries(safe) })
}

function printable(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
  return short.replace(HIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}
