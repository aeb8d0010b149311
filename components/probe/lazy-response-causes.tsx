'use client'

import dynamic from 'next/dynamic'
import { SkeletonLines } from '@/components/ui/skeleton-lines'

/** Loaded with the first response that is an error. */
export const ResponseCauses = dynamic(
  async () => (await import('@/components/probe/response-causes')).ResponseCauses,
  { ssr: false, loading: () => <SkeletonLines lines={3} label="Loading the causes" /> },
)
