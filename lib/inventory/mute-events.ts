import * as z from 'zod/mini'
import type { EventStream } from '@/lib/journal/schema'

const muteEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('finding-muted'), rule: z.string(), reason: z.string(), until: z.string() }),
  z.object({ type: z.literal('finding-unmuted'), rule: z.string() }),
])

export type MuteEvent = z.infer<typeof muteEventSchema>

/** What was muted, why, by whom and until when, and who took it back: one story for each finding. */
export const MUTE_STREAM: EventStream<MuteEvent> = {
  kind: 'mute',
  version: 1,
  endings: [],
  parse: (value) => muteEventSchema.parse(value),
}
