import 'server-only'
import { DatabaseError } from '@/lib/db/database-error'
import { endSendingPlace, putSendingPlace, type Sendings } from '@/lib/db/sending-place-rows'
import { fail } from '@/lib/failures/result'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import { logLine } from '@/lib/process/log'

const MINUTE = 60_000
const { atOnce, aMinute, replyMs, streamMs } = PROBE_LIMITS
const COUNTED = { lately: MINUTE, forgottenAfter: Math.max(MINUTE, replyMs + streamMs) }

/**
 * A place for one request of a person: the console is no tool for load, however many processes it has. It is given back by
 * the function that is answered, at the latest when every reply would have been cut off. While the database is away
 * nobody counts: what only reads goes on.
 * @throws {FailureError} `sending-limit` when the person has as many requests under way, or has begun as many within a
 * minute, as the console sends.
 */
export async function takeSendingPlace(actorId: string): Promise<() => void> {
  const place = await putSendingPlace(actorId, COUNTED, refuseTooMany).catch(unlessAway)
  let isGivenBack = place === undefined
  return () => {
    if (isGivenBack || place === undefined) return
    isGivenBack = true
    void endSendingPlace(place).catch(notCounted)
  }
}

function refuseTooMany({ underWay, lately }: Sendings): void {
  if (underWay >= atOnce) fail('sending-limit', `${atOnce} of your requests are under way already.`)
  if (lately >= aMinute) fail('sending-limit', `You have sent ${aMinute} requests within a minute.`)
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof DatabaseError)) throw error
  notCounted(error)
}

const notCounted = ({ message }: Error) =>
  logLine({ level: 'warn', event: 'sending.not-counted', reason: message })
