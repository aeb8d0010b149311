'use client'

import { useConnection } from '@/components/shell/use-connection'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

/** Why nothing can be changed here, for controls that then say so; undefined where changes are possible. */
export function useReadOnlyReason(): string | undefined {
  const { data: connection } = useConnection()
  // The connection comes in a stream of its own: the server has not waited for it where this is drawn, and the
  // first drawing in the browser has to be the same.
  const isHydrated = useIsHydrated()
  return isHydrated && connection?.isReadOnly
    ? 'The console is in read-only mode (CONSOLE_READ_ONLY).'
    : undefined
}
