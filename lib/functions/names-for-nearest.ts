import 'server-only'
import { maySee } from '@/lib/auth/judge'
import { inBackground, type Permit } from '@/lib/auth/permit'
import type { Target } from '@/lib/identity/schema'
import { singleton } from '@/lib/process/singleton'

/** How far the search for a similar name goes: 200 functions, four calls. */
const PAGES = 4
/** How long who typed a wrong name waits for a suggestion, in milliseconds. */
const PATIENCE = 2_000
const REMEMBERED_FOR = 60_000
/** So many targets and persons are remembered at most. */
const MAX_REMEMBERED = 100

interface Page {
  functions: { functionName: string }[]
  NextMarker?: string
}

type ReadPage = (permit: Permit, page: Target & { Marker?: string }) => Promise<Page>

interface Known {
  names: Promise<string[]>
  until: number
}

const memory = () => singleton('names-for-nearest', () => new Map<string, Known>())

/**
 * Names of functions that the holder of the permit may see, to suggest one of them. They are read behind everybody
 * else's calls and remembered for a minute, so that wrong addresses do not use up AWS's quota. None where it takes too long.
 */
export async function namesForNearest(permit: Permit, target: Target, read: ReadPage): Promise<string[]> {
  const { actor } = permit
  const key = `${actor.id} ${target.account} ${target.region}`
  const known = memory().get(key)
  if (known && performance.now() < known.until) return seenOf(permit, target, await known.names)
  const names = readNames(inBackground(permit, AbortSignal.timeout(PATIENCE)), target, read)
  memory().set(key, { names: names.catch(() => []), until: performance.now() + REMEMBERED_FOR })
  for (const oldest of memory().keys()) if (memory().size > MAX_REMEMBERED) memory().delete(oldest)
  return names.catch(() => {
    memory().delete(key)
    return []
  })
}

/** What was read when the person might see more is judged by what they may see now. */
const seenOf = (permit: Permit, target: Target, names: readonly string[]): string[] =>
  names.filter((functionName) => maySee(permit, 'function:read', { ...target, functionName }))

async function readNames(permit: Permit, target: Target, read: ReadPage): Promise<string[]> {
  const names: string[] = []
  let Marker: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const { functions, NextMarker } = await read(permit, { ...target, Marker })
    names.push(...functions.map(({ functionName }) => functionName))
    if (!NextMarker) break
    Marker = NextMarker
  }
  return names
}
