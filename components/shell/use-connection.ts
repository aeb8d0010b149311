'use client'

import { useQuery } from '@tanstack/react-query'
import { connectionQuery } from '@/lib/connection/queries'

/** Which accounts the console talks to, as whom, and whether it may write. */
export function useConnection() {
  return useQuery(connectionQuery())
}
