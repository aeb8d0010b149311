import { counted } from '@/lib/text/counted'

/**
 * How long browsers keep a preflight's answer at most, in seconds: Chromium (since 76) and Firefox as MDN
 * "Access-Control-Max-Age" tells, Safari as WebKit's CrossOriginPreflightResultCache has it.
 */
export const BROWSER_MAX_AGE_CAPS = { Chrome: 7_200, Firefox: 86_400, Safari: 600 } as const

export const MAX_AGE_UNITS = ['seconds', 'minutes', 'hours'] as const
export type MaxAgeUnit = (typeof MAX_AGE_UNITS)[number]

const SECONDS_IN: Record<MaxAgeUnit, number> = { seconds: 1, minutes: 60, hours: 3_600 }

/** A value with its unit in seconds; 1.1 minutes are 66 seconds, not 66.00000000000001. */
export function maxAgeInSeconds(value: number, unit: MaxAgeUnit): number {
  return Number((value * SECONDS_IN[unit]).toFixed(6))
}

/** Seconds in one unit, exact or not: 90 seconds are 1.5 minutes. */
function maxAgeIn(unit: MaxAgeUnit, seconds: number): number {
  return seconds / SECONDS_IN[unit]
}

/** Seconds as value and the largest unit in which the value is whole: 600 → 10 minutes, 90 → 90 seconds. */
export function maxAgeOf(seconds: number): { value: number; unit: MaxAgeUnit } {
  const unit = (['hours', 'minutes'] as const).find(
    (each) => seconds !== 0 && seconds % SECONDS_IN[each] === 0,
  )
  return { value: maxAgeIn(unit ?? 'seconds', seconds), unit: unit ?? 'seconds' }
}

/** "10 minutes", "1 hour", "90 seconds" for people. */
export function maxAgeText(seconds: number): string {
  const { value, unit } = maxAgeOf(seconds)
  return counted(value, unit.slice(0, -1))
}
