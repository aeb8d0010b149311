import type { AliasFacts } from '@/lib/functions/schema'
import { listed } from '@/lib/text/listed'

/** "4", or "4 (90%) and 5 (10%)" where the calls are split. */
export function versionsOf({ FunctionVersion, AdditionalVersionWeights }: AliasFacts): string {
  const others = Object.entries(AdditionalVersionWeights)
  if (others.length === 0) return FunctionVersion
  const percent = (weight: number) => `${Math.round(weight * 1000) / 10}%`
  const rest = 1 - others.reduce((sum, [, weight]) => sum + weight, 0)
  const parts = [[FunctionVersion, rest] as const, ...others].map(
    ([version, weight]) => `${version} (${percent(weight)})`,
  )
  return listed(parts)
}
