import 'server-only'
import { createHmac, randomUUID } from 'node:crypto'
import { keepLease } from '@/lib/db/kept-lease'
import { acquireLease } from '@/lib/db/lease-rows'
import { dueMessages, noteDelivery, tidyOutbox } from '@/lib/db/outbox-rows'
import type { OutboxRow } from '@/lib/db/request-tables'
import { env } from '@/lib/env'
import { logLine } from '@/lib/process/log'
import type { WebhookSettings } from '@/lib/process/webhook-settings'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** Longest that the other side may take. */
const LIMIT = 10 * SECOND
/** How long a message waits after each try that failed; after the last one it is given up. About a day together. */
const AGAIN_AFTER = [
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  60 * MINUTE,
  360 * MINUTE,
  960 * MINUTE,
]
const NEVER = '9999-12-31T00:00:00.000Z'
const AT_ONCE = 10
const LEASE_TTL = 15 * SECOND
const RENEW_EVERY = 4 * SECOND

/**
 * Sends what waits in the outbox, one process at a time; called again and again. Answers how many were sent. A process
 * that dies between sending and noting it leaves a message that is sent once more, under the same id.
 */
export async function deliverMessages(now: () => Date = () => new Date()): Promise<number> {
  const { webhook } = env()
  if (!webhook) return 0
  const due = await dueMessages(now().toISOString(), AT_ONCE)
  if (due.length === 0) return 0
  const lease = { key: 'webhook', owner: randomUUID(), ttlMs: LEASE_TTL }
  const askedAt = performance.now()
  if (!(await acquireLease(lease))) return 0
  const kept = keepLease({ ...lease, renewEveryMs: RENEW_EVERY }, askedAt)
  let sent = 0
  try {
    // Another process may have sent them between the look and the lease.
    for (const message of await dueMessages(now().toISOString(), AT_ONCE)) {
      if (!kept.isHeld()) break
      if (await deliver(webhook, message, now)) sent++
    }
    await tidyOutbox(now())
  } finally {
    await kept.release()
  }
  return sent
}

async function deliver(webhook: WebhookSettings, message: OutboxRow, now: () => Date): Promise<boolean> {
  const failure = await send(webhook, message, now())
  const attempts = message.attempts + 1
  const at = now()
  if (failure === undefined) {
    await noteDelivery(message.id, {
      attempts,
      next_at: message.next_at,
      sent_at: at.toISOString(),
      failure: null,
    })
    return true
  }
  const pause = AGAIN_AFTER[message.attempts]
  const next_at = pause === undefined ? NEVER : new Date(at.getTime() + pause).toISOString()
  await noteDelivery(message.id, { attempts, next_at, sent_at: null, failure })
  logLine({ level: 'warn', event: 'webhook.failed', delivery: message.id, attempts, failure })
  return false
}

/** The signature over timestamp, id and body, in hex: who has the secret can tell that the console sent it, and when. */
export const signatureOf = (secret: string, timestamp: string, id: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${id}.${body}`).digest('hex')

/** `undefined` where it was taken; else why not, in a sentence that says nothing of the address. */
async function send(
  { url, secret }: WebhookSettings,
  { id, body }: OutboxRow,
  at: Date,
): Promise<string | undefined> {
  const timestamp = String(Math.floor(at.getTime() / SECOND))
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT),
      headers: {
        'Content-Type': 'application/json',
        'X-Console-Delivery': id,
        'X-Console-Timestamp': timestamp,
        'X-Console-Signature': `v1=${signatureOf(secret, timestamp, id, body)}`,
      },
      body,
    })
    await response.body?.cancel()
    return response.ok ? undefined : `It answered with ${response.status}.`
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return isLate ? 'It did not answer within 10 seconds.' : 'It could not be reached.'
  }
}
