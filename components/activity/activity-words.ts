import { VERDICT_TITLES } from '@/components/changes/change-outcome'
import type { ActivityOutcome, ActivityTopic } from '@/lib/activity/filter-words'
import type { EventEntry } from '@/lib/activity/schema'
import type { ChangePeriod } from '@/lib/changes/filter-words'
import type { EventGroup } from '@/lib/record/event-groups'

const GROUPS: Record<EventGroup, string> = {
  'sign-in': 'Sign-in',
  people: 'People',
  rights: 'Roles and rights',
  requests: 'Requests and approvals',
  protection: 'Protection',
  accounts: 'Accounts',
  console: 'Settings of the console',
  findings: 'Findings muted',
  record: 'The record',
}

/** What an event belongs to, as its badge says it. */
export const EVENT_GROUP_TITLES: Record<EventEntry['group'], string> = {
  ...GROUPS,
  console: 'Settings',
  findings: 'Findings',
  record: 'Record',
  rights: 'Rights',
  requests: 'Request',
  change: 'Change',
  bulk: 'Bulk change',
  sending: 'Sent',
}

export const TOPIC_TITLES: Record<ActivityTopic, string> = {
  changes: 'All changes',
  create: 'Creations',
  settings: 'Settings and CORS',
  access: 'Permissions',
  delete: 'Deletions',
  calls: 'Calls stopped or let in',
  'taken-up': 'Finished, undone or reverted',
  bulk: 'Bulk changes',
  sending: 'Requests sent with Try it',
  ...GROUPS,
}

/** What of one function URL can be looked for: the others name none. */
export const TOPICS_OF_URL: readonly ActivityTopic[] = [
  ...(['create', 'settings', 'access', 'delete', 'calls', 'taken-up'] as const),
  ...(['sending', 'requests', 'protection', 'findings'] as const),
]

export const PERIOD_TITLES: Record<ChangePeriod, string> = {
  hour: 'Last hour',
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
}

export function outcomeTitle(outcome: ActivityOutcome): string {
  if (outcome === 'refused') return 'Refused'
  return outcome === 'under-way' ? 'Under way' : VERDICT_TITLES[outcome]
}
