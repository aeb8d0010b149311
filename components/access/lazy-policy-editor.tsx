'use client'

import dynamic from 'next/dynamic'
import { SkeletonLines } from '@/components/ui/skeleton-lines'

/** The editor of the policy, loaded when it is opened. */
export const PolicyEditor = dynamic(
  async () => (await import('@/components/access/policy-editor')).PolicyEditor,
  { ssr: false, loading: () => <SkeletonLines lines={9} label="Loading the policy editor" /> },
)
