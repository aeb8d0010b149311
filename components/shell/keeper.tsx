'use client'

import type { ReactNode } from 'react'
import { KeeperContext } from '@/lib/draft/keeper'

/** Says to everything on the page whose drafts and requests this browser keeps. */
export function Keeper({ actorId, children }: { actorId: string; children: ReactNode }) {
  return <KeeperContext value={actorId}>{children}</KeeperContext>
}
