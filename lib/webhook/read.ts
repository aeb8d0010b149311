import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { outboxState } from '@/lib/db/outbox-rows'
import { env } from '@/lib/env'

/** The webhook as the settings show it; its path and its secret are never told. */
export interface WebhookState {
  /** Absent: there is none. */
  host?: string
  waiting: number
  sentAt?: string
  /** Why what waits was not taken when it was last tried. */
  failure?: string
}

/** Whether there is a webhook, and whether it takes what it is told. */
export const getWebhook = verb({
  name: 'getWebhook',
  input: z.object({}),
  operation: 'settings:read',
  resource: () => ({}),
  work: async ({ permit }): Promise<WebhookState> => {
    assertOperation(permit, 'settings:read')
    const { webhook } = env()
    return webhook ? { host: webhook.url.host, ...(await outboxState()) } : { waiting: 0 }
  },
})
