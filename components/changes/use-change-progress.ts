'use client'

import { useQuery } from '@tanstack/react-query'
import { changeQuery } from '@/lib/changes/queries'

/** A change as it stands, followed until it has its outcome. */
export function useChangeProgress(changeId: string | undefined) {
  return useQuery({ ...changeQuery(changeId ?? ''), enabled: changeId !== undefined })
}
