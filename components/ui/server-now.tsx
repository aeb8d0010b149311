'use client'

import { createContext, type ReactNode, use } from 'react'

const ServerNow = createContext<number | undefined>(undefined)

/** When the server made the page, in milliseconds: ages are written then as the browser will write them. */
export function ServerNowProvider({ now, children }: { now: number; children: ReactNode }) {
  return <ServerNow value={now}>{children}</ServerNow>
}

export const useServerNow = (): number | undefined => use(ServerNow)
