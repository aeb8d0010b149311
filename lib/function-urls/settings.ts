import { CORS_LISTS, isCorsOff } from '@/lib/cors/value/cors'
import { headerNameKey } from '@/lib/cors/value/header-name'
import { maxAgeText } from '@/lib/cors/value/max-age'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { canonicalJson } from '@/lib/text/canonical-json'
import { visibleText } from '@/lib/text/visible-text'

/** Stands for what is not set, in a text of its own line. */
export const ABSENT = '—'

/** How one setting of a function URL is called, compared and said; absent and empty are two things. */
export interface Setting<Value> {
  /** As AWS's documentation calls it for people. */
  label: string
  /** Without what makes no difference to a caller, a browser or AWS: equal results are equal settings. */
  comparable(value: Value): Value
  /** As AWS stores what was sent. */
  stored(value: Value): Value
  /** In a table of before and after: one line for each entry. */
  lines(value: Value | undefined): string
  /** Within a sentence or a cell. */
  inline(value: Value | undefined): string
}

const same = <Value>(value: Value): Value => value

function plain<Value extends string | boolean | number>(
  label: string,
  lines: (value: Value) => string,
  inline = lines,
): Setting<Value> {
  return {
    label,
    comparable: same,
    stored: same,
    lines: (value) => (value === undefined ? ABSENT : lines(value)),
    inline: (value) => (value === undefined ? 'not set' : inline(value)),
  }
}

/** A list whose order and repetitions mean nothing; `keyOf` makes entries equal that mean the same. */
function list(label: string, keyOf: (entry: string) => string = same): Setting<string[]> {
  return {
    label,
    comparable: (entries) => [...new Set(entries.map(keyOf))].sort(),
    stored: (entries) => entries.map(keyOf),
    lines: (entries) => {
      if (entries === undefined) return ABSENT
      return entries.length === 0 ? 'empty list' : entries.map(visibleText).join('\n')
    },
    inline: (entries) => {
      if (entries === undefined) return 'not set'
      return entries.length === 0 ? 'empty' : entries.join(', ')
    },
  }
}

/** The settings beside CORS, in the order in which people read them. */
export const URL_SETTINGS = {
  AuthType: plain<FunctionUrlConfig['AuthType']>('Auth type', same),
  InvokeMode: plain<FunctionUrlConfig['InvokeMode']>('Invoke mode', same),
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no')

/** The members of Cors, in the order of the form. AWS stores header names in lower case, and browsers read them so. */
export const CORS_SETTINGS = {
  AllowOrigins: list('Allow origins'),
  AllowMethods: list('Allow methods'),
  AllowHeaders: list('Allow headers', headerNameKey),
  ExposeHeaders: list('Expose headers', headerNameKey),
  AllowCredentials: plain<boolean>('Allow credentials', yesOrNo),
  MaxAge: plain<number>('Max age', (seconds) => `${seconds} s`, maxAgeText),
} satisfies { [Member in keyof Cors]-?: Setting<NonNullable<Cors[Member]>> }

/** The setting behind a member of Cors, for code that goes through all of them. */
export const corsSetting = (member: keyof Cors) =>
  CORS_SETTINGS[member] as Setting<string[] | boolean | number>

/**
 * Cors without what means nothing: header names in lower case as AWS stores them, lists as sets.
 * `undefined` for no CORS at all, stored as such or asked for with `{}`.
 */
export function comparableCors(cors: Cors | undefined): Cors | undefined {
  return membersThrough('comparable', cors)
}

/** As AWS stores it: `{}` is none, header names in lower case, other members as sent. */
export function storedCors(cors: Cors | undefined): Cors | undefined {
  return membersThrough('stored', cors)
}

function membersThrough(how: 'comparable' | 'stored', cors: Cors | undefined): Cors | undefined {
  if (cors === undefined || isCorsOff(cors)) return undefined
  const changed: Cors = { ...cors }
  for (const member of CORS_LISTS) {
    const entries = cors[member]
    if (entries) changed[member] = CORS_SETTINGS[member][how](entries)
  }
  return changed
}

/** Equal as far as a caller or a browser can tell. */
export function isSameCors(a: Cors | undefined, b: Cors | undefined): boolean {
  return canonicalJson(comparableCors(a) ?? null) === canonicalJson(comparableCors(b) ?? null)
}

/** The same settings; address, ARN and times are AWS's and not compared. */
export function isSameConfig(a: FunctionUrlConfig | null, b: FunctionUrlConfig | null): boolean {
  if (a === null || b === null) return a === b
  return a.AuthType === b.AuthType && a.InvokeMode === b.InvokeMode && isSameCors(a.Cors, b.Cors)
}
