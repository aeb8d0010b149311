import 'server-only'
import { randomUUID } from 'node:crypto'
import { putIntoOutbox } from '@/lib/db/outbox-rows'
import type { Transaction } from '@/lib/db/port'
import { env } from '@/lib/env'
import { bodyOf, type WebhookEvent } from '@/lib/webhook/message'

/** Has the webhook told of something, if there is one, in the transaction that makes it so. */
export async function tellWebhook(transaction: Transaction, at: string, told: WebhookEvent): Promise<void> {
  if (!env().webhook) return
  const id = randomUUID()
  await putIntoOutbox(transaction, { id, at, body: bodyOf(id, at, told) })
}
