'use client'

import { useQuery } from '@tanstack/react-query'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { connectionQuery } from '@/lib/connection/queries'
import type { Connection } from '@/lib/connection/schema'

/**
 * Which accounts the console talks to, as whom, and whether it may write; undefined until that is read. The connection
 * comes in a stream of its own: whether the server had it when this was drawn nobody knows, so that the first drawing
 * is without it on both sides.
 */
export function useConnection(): Connection | undefined {
  const { data } = useQuery(connectionQuery())
  return useIsHydrated() ? data : undefined
}
