import { CHANGE_OUTCOMES, CHANGE_TOPICS } from '@/lib/changes/filter-words'
import { EVENT_GROUPS } from '@/lib/record/event-groups'

/** What Activity can be narrowed to: changes of one topic, bulk changes, requests sent, or one group of events. */
export const ACTIVITY_TOPICS = ['changes', ...CHANGE_TOPICS, 'bulk', 'sending', ...EVENT_GROUPS] as const
export type ActivityTopic = (typeof ACTIVITY_TOPICS)[number]

/** How a change ended, or that somebody was refused something. */
export const ACTIVITY_OUTCOMES = [...CHANGE_OUTCOMES, 'refused'] as const
export type ActivityOutcome = (typeof ACTIVITY_OUTCOMES)[number]
