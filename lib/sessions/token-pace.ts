import 'server-only'
import { singleton } from '@/lib/process/singleton'

/** Requests of one token in a minute. */
export const TOKEN_REQUESTS_A_MINUTE = 600
const MINUTE = 60_000

interface Counted {
  /** When its minute began, in milliseconds. */
  since: number
  requests: number
}

const counted = () => singleton('token-pace', () => new Map<string, Counted>())

/**
 * Counts a request of a token. Answers after how many seconds it may ask again, or 0: now. Counted in this process
 * alone: it keeps one script from taking a process's time from everybody, which is not shared; a row for each request
 * would cost more than most requests do. With several processes a token has as many times the number.
 */
export function secondsToWait(tokenId: string, now: number): number {
  const tokens = counted()
  const last = tokens.get(tokenId)
  if (!last || now - last.since >= MINUTE || now < last.since) {
    for (const [id, { since }] of tokens) if (now - since >= MINUTE) tokens.delete(id)
    tokens.set(tokenId, { since: now, requests: 1 })
    return 0
  }
  last.requests += 1
  return last.requests <= TOKEN_REQUESTS_A_MINUTE ? 0 : Math.ceil((last.since + MINUTE - now) / 1000)
}
