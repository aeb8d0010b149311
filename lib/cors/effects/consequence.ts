import { newlyBlocked, newlyBlockedText } from '@/lib/cors/effects/newly-blocked'
import { isCorsOff } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { type CorsWarning, corsWarnings, freshWarnings } from '@/lib/cors/value/warnings'
import type { AuthType } from '@/lib/identity/schema'
import { counted } from '@/lib/text/counted'

export interface CorsConsequence {
  tone: 'neutral' | 'warn' | 'bad'
  /** A few words without a full stop, for the bar that sums up: "newly blocks DELETE from https://shop.example.com". */
  text: string
}

/** So many origins are named in the bar; the review names more. */
const MAX_NAMED = 2

/** The worst thing that going from one Cors value to another would do, or `null` where nothing stands out. */
export function worstConsequence(
  before: Cors | undefined,
  after: Cors | undefined,
  authType?: AuthType,
): CorsConsequence | null {
  const fresh = freshWarnings(corsWarnings(before, authType), corsWarnings(after, authType))
  return (
    ofWarning(fresh, 'bad') ??
    ofSwitchingOff(before, after) ??
    ofBlocking(before, after) ??
    ofMissing(before, after, 'AllowOrigins', 'origin') ??
    ofMissing(before, after, 'AllowMethods', 'method') ??
    ofWarning(fresh, 'warn')
  )
}

function ofWarning(warnings: readonly CorsWarning[], tone: CorsWarning['tone']): CorsConsequence | null {
  const warning = warnings.find((each) => each.tone === tone)
  return warning ? { tone, text: warning.title } : null
}

function ofSwitchingOff(before: Cors | undefined, after: Cors | undefined): CorsConsequence | null {
  if (isCorsOff(before) || !isCorsOff(after)) return null
  return { tone: 'warn', text: 'CORS is left to the function itself' }
}

function ofBlocking(before: Cors | undefined, after: Cors | undefined): CorsConsequence | null {
  const blocked = newlyBlocked(before, after)
  if (blocked.length === 0) return null
  return { tone: 'warn', text: `newly blocks ${newlyBlockedText(blocked, MAX_NAMED)}` }
}

/** Entries that no browser can have used go too. */
function ofMissing(
  before: Cors | undefined,
  after: Cors | undefined,
  member: 'AllowOrigins' | 'AllowMethods',
  noun: string,
): CorsConsequence | null {
  const left = new Set(after?.[member] ?? [])
  if (left.has('*')) return null
  const removed = new Set((before?.[member] ?? []).filter((value) => !left.has(value)))
  if (removed.has('*')) return { tone: 'warn', text: `no longer allows every ${noun}` }
  if (removed.size === 0) return null
  return {
    tone: 'warn',
    text: `no longer allows ${counted(removed.size, noun)}`,
  }
}
