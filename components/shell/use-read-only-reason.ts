'use client'

import { useConnection } from '@/components/shell/use-connection'

/** Why nothing can be changed here, for controls that then say so; undefined where changes are possible. */
export const useReadOnlyReason = (): string | undefined =>
  useConnection()?.isReadOnly ? 'The console is in read-only mode (CONSOLE_READ_ONLY).' : undefined
