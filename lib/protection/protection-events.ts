import * as z from 'zod/mini'
import type { EventStream } from '@/lib/journal/schema'

const protectionEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('protection-set'), reason: z.string() }),
  /** With the reason that it had. */
  z.object({ type: z.literal('protection-removed'), reason: z.string() }),
])

export type ProtectionEvent = z.infer<typeof protectionEventSchema>

/** Which function URL was protected, why and by whom, and who took the mark away: one story for each function URL. */
export const PROTECTION_STREAM: EventStream<ProtectionEvent> = {
  kind: 'protection',
  version: 1,
  endings: [],
  parse: (value) => protectionEventSchema.parse(value),
}
