'use client'

import { READ_ONLY_REASON } from '@/components/shell/read-only-reason'
import { useConnection } from '@/components/shell/use-connection'

/** Why nothing can be changed here, for controls that then say so; undefined where changes are possible. */
export const useReadOnlyReason = (): string | undefined =>
  useConnection()?.isReadOnly ? READ_ONLY_REASON : undefined
