import { cannotSay } from '@/lib/codegen/code-source'
import type { WrittenPolicy } from '@/lib/codegen/written-policy'

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
