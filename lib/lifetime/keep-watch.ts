import 'server-only'
import { endGoneRequests } from '@/lib/approvals/end-gone'
import { recoverChanges } from '@/lib/changes/recover'
import { watchLeases } from '@/lib/db/lease-rows'
import { endMutes } from '@/lib/inventory/mutes'
import { logLine } from '@/lib/process/log'
import { checkWholeRecord, lookAtRecord } from '@/lib/record/health'
import { deliverMessages } from '@/lib/webhook/deliver'

const SECOND = 1_000
/** A process that died leaves its changes to whoever lives; one query where there is nothing to settle. */
const LOOK_EVERY = 10 * SECOND
/** Leases of the dead are over after 15 s without a sign of life, and AWS may be away for a moment. */
const LOOK_AGAIN = 5 * SECOND
/** How often old entries are looked at again, beside every start: a walk along the whole chain. */
const WALK_EVERY = 600 * SECOND

/** While the console runs: settles what dead processes left unfinished, looks whether the record is whole, and ends mutes and requests, and tells the webhook. */
export function keepWatch(): void {
  void checkWholeRecord()
  setInterval(() => void checkWholeRecord(), WALK_EVERY).unref()
  void look({ settled: 0, waiting: 0 })
}

type Counts = Awaited<ReturnType<typeof recoverChanges>>

async function look(before: Counts): Promise<void> {
  const counts = await recoverChanges().catch(() => ({ settled: 0, waiting: 1 }))
  if (counts.settled > 0 || counts.waiting !== before.waiting)
    logLine({ level: 'info', event: 'recovery', ...counts })
  await watchLeases().catch(() => undefined)
  await lookAtRecord()
  await endMutes(new Date().toISOString()).catch(() => undefined)
  await endGoneRequests(new Date()).catch(() => undefined)
  await deliverMessages().catch(() => undefined)
  setTimeout(() => void look(counts), counts.waiting > 0 ? LOOK_AGAIN : LOOK_EVERY).unref()
}
