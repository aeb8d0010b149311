import 'server-only'
import { fail } from '@/lib/failures/result'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import { singleton } from '@/lib/process/singleton'

interface Place {
  /** When its request began, in milliseconds. */
  readonly at: number
  isUnderWay: boolean
}

const MINUTE = 60_000

const taken = () => singleton('probe.sending-places', () => new Map<string, Place[]>())

/**
 * A place for one request of a person: the console is no tool for load. It is given back by the function that is
 * answered, at the latest when every reply would have been cut off.
 * @throws {FailureError} `sending-limit` when the person has as many requests under way, or has begun as many within a
 * minute, as the console sends.
 */
export function takeSendingPlace(actor: string, now = Date.now()): () => void {
  const { atOnce, aMinute, replyMs, streamMs } = PROBE_LIMITS
  const oldest = now - Math.max(MINUTE, replyMs + streamMs)
  const recent = (taken().get(actor) ?? []).filter(({ at }) => at > oldest && at <= now)
  if (recent.filter(({ isUnderWay }) => isUnderWay).length >= atOnce)
    return fail('sending-limit', `${atOnce} of your requests are under way already.`)
  if (recent.filter(({ at }) => at > now - MINUTE).length >= aMinute)
    return fail('sending-limit', `You have sent ${aMinute} requests within a minute.`)
  const place: Place = { at: now, isUnderWay: true }
  taken().set(actor, [...recent, place])
  return () => {
    place.isUnderWay = false
  }
}
