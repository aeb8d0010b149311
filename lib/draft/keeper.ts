'use client'

import { createContext, useContext } from 'react'

/** The id of the person at this browser: what it keeps for one person is not shown to the next one. */
export const KeeperContext = createContext('nobody')

/** The key under which something is kept for the person at this browser, and for nobody else. */
export function useKeptKey(key: string): string {
  return `${encodeURIComponent(useContext(KeeperContext))}/${key}`
}

/** Several of them. */
export function useKeptKeys(keys: readonly string[]): string[] {
  const keeper = encodeURIComponent(useContext(KeeperContext))
  return keys.map((key) => `${keeper}/${key}`)
}
