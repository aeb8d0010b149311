import { isCorsOff } from '@/lib/cors/value/cors'
import { type CorsIssue, corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'

/**
 * CORS as a form holds it: the members as the API names them, `null` for one that is not sent (a form and a draft
 * in JSON cannot hold `undefined`), and whether CORS is on at all. MaxAge in seconds.
 */
export interface CorsFormValue {
  /** Off clears CORS (`Cors: {}`); on sends the members, even when all of them are empty. */
  enabled: boolean
  AllowOrigins: string[] | null
  AllowMethods: string[] | null
  AllowHeaders: string[] | null
  ExposeHeaders: string[] | null
  AllowCredentials: boolean | null
  MaxAge: number | null
}

/** The form's value for what AWS has stored; members that are absent there stay absent. */
export function corsToForm(stored: Cors | undefined): CorsFormValue {
  return {
    enabled: !isCorsOff(stored),
    AllowOrigins: stored?.AllowOrigins ?? null,
    AllowMethods: stored?.AllowMethods ?? null,
    AllowHeaders: stored?.AllowHeaders ?? null,
    ExposeHeaders: stored?.ExposeHeaders ?? null,
    AllowCredentials: stored?.AllowCredentials ?? null,
    MaxAge: stored?.MaxAge ?? null,
  }
}

/**
 * What to send: `{}` when CORS is off, otherwise the members that are set. On without any member would clear CORS
 * too, so an empty list of origins is sent then, which AWS keeps as CORS that is on and allows nobody.
 */
export function formToCors(value: CorsFormValue): Cors {
  if (!value.enabled) return {}
  const { enabled: _, ...members } = value
  const set = Object.entries(members).filter(([, member]) => member !== null)
  return set.length === 0 ? { AllowOrigins: [] } : Object.fromEntries(set)
}

/** What the form holds after a Cors value was put in; off keeps the members, so that switching on brings them back. */
export function formWith(cors: Cors, form: CorsFormValue): CorsFormValue {
  return isCorsOff(cors) ? { ...form, enabled: false } : corsToForm(cors)
}

/** What is to be mended before it can be sent: the issues of what would be sent, on the form's own fields. */
export function corsFormIssues(value: CorsFormValue): CorsIssue[] {
  return corsIssues(formToCors(value))
}

/** Whether CORS is on and every member is empty, which AWS keeps and which is not the same as cleared. */
export function isOnButEmpty(value: CorsFormValue): boolean {
  const { enabled, ...members } = value
  return enabled && Object.values(members).every(isEmpty)
}

function isEmpty(member: CorsFormValue[keyof CorsFormValue]): boolean {
  return member === null || member === false || member === 0 || (Array.isArray(member) && member.length === 0)
}
