import type { Tone } from '@/components/ui/tone'
import type { BulkPhase, ItemStatus } from '@/lib/bulk/schema'

/** How an item stands, as a heading of its group and as a badge. */
export const STATUS_WORDS: Record<ItemStatus, { title: string; tone: Tone }> = {
  unplanned: { title: 'Still to be read', tone: 'neutral' },
  planned: { title: 'Planned', tone: 'accent' },
  nothing: { title: 'Need nothing', tone: 'neutral' },
  refused: { title: 'Refused', tone: 'bad' },
  waiting: { title: 'Waiting', tone: 'neutral' },
  applying: { title: 'Under way', tone: 'accent' },
  applied: { title: 'Applied', tone: 'ok' },
  failed: { title: 'Failed, nothing done', tone: 'bad' },
  'half-done': { title: 'Half done', tone: 'bad' },
  changed: { title: 'Not as reviewed, not applied', tone: 'warn' },
  unknown: { title: 'Not known', tone: 'bad' },
}

/** In which order people read them: what went wrong first. */
export const STATUS_ORDER: ItemStatus[] = [
  'half-done',
  'failed',
  'unknown',
  'changed',
  'applying',
  'planned',
  'waiting',
  'applied',
  'refused',
  'nothing',
  'unplanned',
]

const PHASE_WORDS: Record<BulkPhase, { title: string; tone: Tone }> = {
  planning: { title: 'Reading', tone: 'accent' },
  'plan-stopped': { title: 'Review stopped', tone: 'warn' },
  reviewed: { title: 'To be confirmed', tone: 'accent' },
  accepting: { title: 'To be confirmed', tone: 'accent' },
  applying: { title: 'Under way', tone: 'accent' },
  stopped: { title: 'Stopped', tone: 'warn' },
  ended: { title: 'Ended', tone: 'ok' },
}

/** "Ended, 2 failed": what went wrong is said beside the phase. */
export function phaseBadge(
  phase: BulkPhase,
  counts: Record<ItemStatus, number>,
): { title: string; tone: Tone } {
  const wrong = counts.failed + counts['half-done'] + counts.changed + counts.unknown
  const { title, tone } = PHASE_WORDS[phase]
  return wrong > 0 ? { title: `${title}, ${wrong} not applied`, tone: 'warn' } : { title, tone }
}
