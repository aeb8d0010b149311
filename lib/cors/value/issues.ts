import { CORS_LIMITS, type CorsList } from '@/lib/cors/value/cors'
import type { Diagnosis, Fix } from '@/lib/cors/value/fix'
import { diagnoseHeaderName, headerNameKey } from '@/lib/cors/value/header-name'
import { diagnoseMethod } from '@/lib/cors/value/method'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'
import { formatNumber } from '@/lib/text/counted'

/** A problem of one member of Cors, or of one entry of a member, with its cure where there is exactly one. */
export interface CorsIssue {
  path: [keyof Cors] | [CorsList, number]
  message: string
  fix?: Fix
}

interface ListRules {
  max: number
  tooMany: string
  duplicate: string
  diagnose: (text: string) => Diagnosis<string> | null
  keyOf: (text: string) => string
}

const verbatim = (text: string) => text

const headerRules = (what: string): ListRules => ({
  max: CORS_LIMITS.headers,
  tooMany: `Remove some headers: AWS takes at most ${CORS_LIMITS.headers} ${what}.`,
  duplicate: 'Remove this entry: the header is in the list already (upper and lower case are the same).',
  diagnose: diagnoseHeaderName,
  keyOf: headerNameKey,
})

const LIST_RULES: Record<CorsList, ListRules> = {
  AllowOrigins: {
    max: CORS_LIMITS.origins,
    tooMany: `Remove some origins: AWS takes at most ${CORS_LIMITS.origins}.`,
    duplicate: 'Remove this entry: the origin is in the list already.',
    diagnose: diagnoseOrigin,
    keyOf: verbatim,
  },
  AllowMethods: {
    max: CORS_LIMITS.methods,
    tooMany: `Remove some methods: AWS takes at most ${CORS_LIMITS.methods}. To allow all of them choose * alone.`,
    duplicate: 'Remove this entry: the method is in the list already.',
    diagnose: diagnoseMethod,
    keyOf: verbatim,
  },
  AllowHeaders: headerRules('allowed headers'),
  ExposeHeaders: headerRules('exposed headers'),
}

/** Problems of one list of Cors: too many entries, entries that mean nothing, duplicates, `*` next to others. */
function listIssues(member: CorsList, list: readonly string[]): CorsIssue[] {
  const { max, tooMany, duplicate, diagnose, keyOf } = LIST_RULES[member]
  if (list.length > max) return [{ path: [member], message: tooMany }]
  const seen = new Set<string>()
  return list.flatMap((value, index): CorsIssue[] => {
    const isDuplicate = seen.has(keyOf(value))
    seen.add(keyOf(value))
    const path: CorsIssue['path'] = [member, index]
    if (isDuplicate) return [{ path, message: duplicate, fix: { label: 'Remove this entry', values: [] } }]
    const diagnosis = diagnose(value)
    if (diagnosis) return [{ path, message: diagnosis.message, ...(diagnosis.fix && { fix: diagnosis.fix }) }]
    const message = value === '*' && list.some((other) => other !== '*') ? wildcardBesideOthers(member) : null
    return message === null ? [] : [{ path, message }]
  })
}

/**
 * Not for headers: by the Fetch standard `*` covers no Authorization, nor anything once credentials are sent,
 * so names beside it have their use there.
 */
function wildcardBesideOthers(member: CorsList): string | null {
  if (member === 'AllowOrigins')
    return 'Keep * alone, or remove it: it allows every origin, so the other entries have no effect.'
  if (member === 'AllowMethods')
    return 'Keep * alone, or remove it: it allows every method, so the other entries have no effect.'
  return null
}

/** AWS: "You can't leave AllowOrigins as empty when Cors is enabled."; wholly empty members are accepted. */
function emptinessIssues(cors: Cors): CorsIssue[] {
  if ((cors.AllowOrigins ?? []).length > 0) return []
  const { AllowOrigins: _, ...others } = cors
  if (Object.values(others).every(isEmptyMember)) return []
  const message = 'Add at least one origin: AWS takes no other CORS setting without one.'
  return [{ path: ['AllowOrigins'], message }]
}

function isEmptyMember(member: unknown): boolean {
  return (
    member === undefined || member === false || member === 0 || (Array.isArray(member) && member.length === 0)
  )
}

/** Everything in a Cors value that cannot be sent, in the order of the form. MaxAge in seconds. */
export function corsIssues(cors: Cors): CorsIssue[] {
  return [
    ...emptinessIssues(cors),
    ...listIssues('AllowOrigins', cors.AllowOrigins ?? []),
    ...listIssues('AllowMethods', cors.AllowMethods ?? []),
    ...listIssues('AllowHeaders', cors.AllowHeaders ?? []),
    ...listIssues('ExposeHeaders', cors.ExposeHeaders ?? []),
    ...maxAgeIssues(cors.MaxAge),
  ]
}

function maxAgeIssues(seconds: number | undefined): CorsIssue[] {
  if (seconds === undefined) return []
  if (!Number.isInteger(seconds))
    return [
      { path: ['MaxAge'], message: 'Enter a max age that comes to a whole number of seconds, such as 600.' },
    ]
  if (seconds < 0) return [{ path: ['MaxAge'], message: 'Enter a max age of 0 seconds or more.' }]
  if (seconds <= CORS_LIMITS.maxAge) return []
  const message = `Enter a max age of at most ${formatNumber(CORS_LIMITS.maxAge)} seconds (24 hours): AWS takes no more.`
  return [{ path: ['MaxAge'], message }]
}
