import { type CodeNote, cannotSay } from '@/lib/codegen/code-source'
import type { WrittenPolicy } from '@/lib/codegen/written-policy'
import { CORS_LISTS, type CorsList } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { shownValue } from '@/lib/permissions/shown-value'
import { quoted } from '@/lib/text/hostile-text'

/** The policy without the permissions that hold a text which a format cannot write as text; a note for each. */
export function fittingPolicy(
  { permissions, notes }: WrittenPolicy,
  isUnfit: (text: string) => boolean,
  reason: string,
): WrittenPolicy {
  const isLeftOut = (permission: object) =>
    Object.values(permission).some((value) => typeof value === 'string' && isUnfit(value))
  const leftOut = permissions.filter(({ permission }) => isLeftOut(permission))
  const reasons = leftOut.map(({ permission }) =>
    cannotSay(`Statement “${permission.StatementId}” is left out: ${reason}`),
  )
  return {
    permissions: permissions.filter(({ permission }) => !isLeftOut(permission)),
    notes: [...notes, ...reasons],
  }
}

/** Cors without the entries that hold such a text; `reason` is the end of a sentence. */
export function fittingCors(
  cors: Cors | undefined,
  isUnfit: (text: string, list: CorsList) => boolean,
  reason: string,
): { cors: Cors | undefined; notes: CodeNote[] } {
  if (!cors) return { cors, notes: [] }
  const fitting = { ...cors }
  const notes: CodeNote[] = []
  for (const list of CORS_LISTS) {
    const unfit = cors[list]?.filter((entry) => isUnfit(entry, list)) ?? []
    if (unfit.length > 0) fitting[list] = cors[list]?.filter((entry) => !isUnfit(entry, list))
    notes.push(
      ...unfit.map((entry) =>
        cannotSay(`An entry of ${list} is left out, since ${reason}: ${shownValue(quoted(entry))}.`),
      ),
    )
  }
  return { cors: fitting, notes }
}
