/** Says in a sentence what is wrong with the value behind a key; `undefined` where it can be meant. */
export type Check = (value: string) => string | undefined

/** A value that a key takes, with what it means. */
export interface QueryValue {
  value: string
  label: string
}

/** One of a few values, in whichever case. */
export const oneOf =
  (values: readonly QueryValue[]): Check =>
  (value) =>
    values.some((each) => each.value.toLowerCase() === value.toLowerCase())
      ? undefined
      : `is one of ${values.map((each) => each.value).join(', ')}.`

/** Text in which `*` stands for any characters. */
export const glob: Check = (value) =>
  value === '' ? 'write what to look for; * stands for any characters.' : undefined

/** A value with the sign before it; `=` where none is written. */
export interface Comparison {
  sign: '<' | '<=' | '>' | '>=' | '='
  rest: string
}

const COMPARISON = /^(?<sign>[<>]?=?)(?<rest>.*)$/su

/** `>=high` as sign and rest. */
export function comparisonOf(value: string): Comparison {
  const { sign = '', rest = '' } = COMPARISON.exec(value)?.groups ?? {}
  return { sign: (sign || '=') as Comparison['sign'], rest }
}

/** A whole number, with or without a sign before it. */
export const count: Check = (value) =>
  /^\d{1,15}$/u.test(comparisonOf(value).rest) ? undefined : 'write a number: 0, >100 or <=5.'

const DAY = 24 * 60 * 60 * 1000
const UNITS: Record<string, number> = { h: DAY / 24, d: DAY, w: 7 * DAY, y: 365 * DAY }
const AGE = /^(?<number>\d{1,4})(?<unit>[hdwy])$/iu
const DATE = /^\d{4}-\d{2}-\d{2}$/u

/** From or before when something is asked for: a time in UTC as ISO 8601 text. */
export interface Moment {
  is: 'since' | 'before'
  at: string
}

/**
 * `<30d` is less than 30 days ago, `>1y` longer ago than a year (h, d, w and y of 365 days); `<2026-11-01` is before
 * that day and `>2026-11-01` after it, `<=` and `>=` take it in. Days are those of UTC. `undefined` for anything else.
 */
export function momentOf(value: string, now: Date): Moment | undefined {
  const { sign, rest } = comparisonOf(value)
  if (sign === '=') return undefined
  const { number, unit } = AGE.exec(rest)?.groups ?? {}
  if (number && unit) {
    const at = new Date(now.getTime() - Number(number) * (UNITS[unit.toLowerCase()] ?? DAY)).toISOString()
    return { is: sign.startsWith('<') ? 'since' : 'before', at }
  }
  return momentOfDate(rest, sign)
}

function momentOfDate(date: string, sign: Comparison['sign']): Moment | undefined {
  const start = DATE.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : Number.NaN
  // February 30 is read as a day of March, which nobody meant.
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(date)) return undefined
  const isWithDay = sign === '<=' || sign === '>'
  const at = new Date(start + (isWithDay ? DAY : 0)).toISOString()
  return { is: sign.startsWith('<') ? 'before' : 'since', at }
}

/** An age or a date, with a sign. */
export const moment: Check = (value) =>
  momentOf(value, new Date(0))
    ? undefined
    : 'write <30d for less than 30 days ago, >1y for longer ago than a year (h, d, w, y), or a day: >=2026-11-01.'
