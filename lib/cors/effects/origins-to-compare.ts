import type { MatrixRow } from '@/lib/cors/effects/matrix'
import { diagnoseOrigin } from '@/lib/cors/value/origin'
import type { Cors } from '@/lib/cors/value/schema'

/** Stands for every page that is not listed; no page can have it. */
export const UNLISTED_ORIGIN = 'https://not-listed.invalid'

/**
 * The origins that matter between two Cors values, each once: listed before or after as browsers send them, those
 * asked for, and, where `*` comes in, whoever is not listed.
 */
export function originsToCompare(
  before: Cors | undefined,
  after: Cors | undefined,
  others: readonly string[],
): string[] {
  const listed = [...(before?.AllowOrigins ?? []), ...(after?.AllowOrigins ?? [])]
  const sent = [...listed, ...others].flatMap((origin) =>
    origin === '*' ? [] : [...(diagnoseOrigin(origin) === null ? [origin] : meantBy(origin))],
  )
  return [...new Set(listed.includes('*') ? [...sent, UNLISTED_ORIGIN] : sent)]
}

/** What an entry that no browser sends was meant to be; `null` is sent by pages without an origin of their own. */
function meantBy(origin: string): readonly string[] {
  return origin === 'null' ? [origin] : (diagnoseOrigin(origin)?.fix?.values ?? [])
}

/** Rows with something newly blocked first, then newly allowed, then the rest, each in their order. */
export function changedFirst(rows: readonly MatrixRow[]): MatrixRow[] {
  const rank = ({ cells }: MatrixRow) => {
    if (cells.some(({ before, after }) => before && !after)) return 0
    return cells.some(({ before, after }) => !before && after) ? 1 : 2
  }
  return [...rows].sort((a, b) => rank(a) - rank(b))
}
