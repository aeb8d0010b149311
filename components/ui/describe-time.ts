const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A month and a year as people count ages, not as calendars do. */
const MONTH = 30 * DAY
const YEAR = 365 * DAY

const UNITS: { from: number; size: number; name: string }[] = [
  { from: YEAR, size: YEAR, name: 'y' },
  { from: MONTH, size: MONTH, name: 'mo' },
  { from: DAY, size: DAY, name: 'd' },
  { from: HOUR, size: HOUR, name: 'h' },
  { from: MINUTE, size: MINUTE, name: 'min' },
  { from: SECOND, size: SECOND, name: 's' },
]

/** How long ago: `4 s ago`, `2 min ago`, `1 mo ago`; ahead of us (a clock that differs) is `just now`. */
export function ageOf(moment: Date, now: number): string {
  const age = now - moment.getTime()
  const unit = UNITS.find(({ from }) => age >= from)
  return unit ? `${Math.floor(age / unit.size)} ${unit.name} ago` : 'just now'
}

/** `3 Mar 2026, 14:05`: what the server writes before the reader's zone is known, as wide as what follows it. */
export function utcShort(moment: Date): string {
  return localFormats().utc.format(moment)
}

/** Made once: making a format takes longer than all that a row of a table costs otherwise. */
let formats: Record<'short' | 'utc' | 'long', Intl.DateTimeFormat> | undefined

function localFormats() {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  formats ??= {
    short: new Intl.DateTimeFormat('en-GB', { ...day, ...clock }),
    utc: new Intl.DateTimeFormat('en-GB', { ...day, ...clock, timeZone: 'UTC' }),
    long: new Intl.DateTimeFormat('en-GB', {
      ...day,
      ...clock,
      weekday: 'short',
      second: '2-digit',
      timeZoneName: 'short',
    }),
  }
  return formats
}

/** The moment in the reader's own zone: short for the page, with seconds and zone for the hover. */
export function localTime(moment: Date): { short: string; withZone: string } {
  const { short, long } = localFormats()
  return { short: short.format(moment), withZone: long.format(moment) }
}
