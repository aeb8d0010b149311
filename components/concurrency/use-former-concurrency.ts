'use client'

import { useQuery } from '@tanstack/react-query'
import { reservationQuery } from '@/lib/changes/queries'
import type { FunctionIdentity } from '@/lib/identity/schema'

/** What was reserved before calls were stopped, by the record; undefined where it does not tell, or not yet. */
export const useFormerConcurrency = (
  identity: FunctionIdentity,
  enabled: boolean,
): number | null | undefined => useQuery({ ...reservationQuery(identity), enabled }).data?.former
