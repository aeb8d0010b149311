import type { AdminFunction } from '@/lib/sandbox/admin/admin-schema'
import { addAlias, addFunction, addFunctionUrl, addStatements, addVersion } from '@/lib/sandbox/build'
import type { FunctionState, RegionState, SandboxState } from '@/lib/sandbox/state'

/** Puts a function with everything around it into a region; one of the same name is replaced, its URLs with it. */
export function buildFunction(state: SandboxState, region: RegionState, spec: AdminFunction): FunctionState {
  const { versions = 0, aliases = [], urls = [], policies = {}, ...details } = spec
  for (const url of region.functions.get(spec.name)?.urls.values() ?? []) state.urlIds.delete(url.urlId)
  const target = addFunction(region, details)
  for (let count = 0; count < versions; count += 1) addVersion(target)
  for (const alias of aliases) addAlias(target, alias)
  for (const url of urls) addFunctionUrl(state, target, url)
  for (const [qualifier, statements] of Object.entries(policies)) addStatements(target, qualifier, statements)
  return target
}
