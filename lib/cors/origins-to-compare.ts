import { isSameOrigin } from '@/lib/cors/exchange'
import { corsMatrix, type MatrixContext, type MatrixRow } from '@/lib/cors/matrix'
import { diagnoseOrigin } from '@/lib/cors/origin'
import type { Cors } from '@/lib/cors/schema'

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

/**
 * `corsMatrix`, with each kind of origin worked out once: listed or not before and after, and the function URL's
 * own. A hundred listed origins cost as much as two, so that it keeps up with typing.
 */
export function quickMatrix(
  before: Cors | undefined,
  after: Cors | undefined,
  origins: readonly string[],
  methods: readonly string[],
  context: MatrixContext,
): MatrixRow[] {
  // The function's own headers may name any one of them.
  if (context.ownHeaders?.length) return corsMatrix(before, after, origins, methods, context)
  const listedBefore = new Set(before?.AllowOrigins)
  const listedAfter = new Set(after?.AllowOrigins)
  const known = new Map<string, MatrixRow['cells']>()
  return origins.map((origin) => {
    const isOwn = isSameOrigin(context.address, origin)
    const kind = `${listedBefore.has(origin)} ${listedAfter.has(origin)} ${isOwn}`
    const cells = known.get(kind) ?? corsMatrix(before, after, [origin], methods, context)[0]?.cells ?? []
    known.set(kind, cells)
    return { origin, cells }
  })
}

/** Rows with something newly blocked first, then newly allowed, then the rest, each in their order. */
export function changedFirst(rows: readonly MatrixRow[]): MatrixRow[] {
  const rank = ({ cells }: MatrixRow) => {
    if (cells.some(({ before, after }) => before && !after)) return 0
    return cells.some(({ before, after }) => !before && after) ? 1 : 2
  }
  return [...rows].sort((a, b) => rank(a) - rank(b))
}
