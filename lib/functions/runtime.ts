import type { FunctionFacts } from '@/lib/functions/schema'

/** What stands for the runtime of a function that brings its own. */
const CONTAINER_IMAGE = 'Container image'
const UNKNOWN_RUNTIME = 'Not known'

/** The runtime as the list shows and filters it; ListFunctions leaves it out for container images. */
export function runtimeOf({ Runtime, PackageType }: FunctionFacts): string {
  return Runtime ?? (PackageType === 'Image' ? CONTAINER_IMAGE : UNKNOWN_RUNTIME)
}
