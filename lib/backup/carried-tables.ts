import { listed } from '@/lib/text/listed'

/**
 * What a back-up does with each table. What is about running processes, and what lets somebody in, is left out: after
 * a restore nobody holds a lease, and no session, link or token that was ended since comes to life again.
 */
type Fate = 'carried' | { leftOut: string }

const OF_PROCESSES: Fate = { leftOut: 'belongs to processes that are running' }
const LETS_IN: Fate = { leftOut: 'lets somebody in, who may have lost that right since' }

/** In the order in which they are written back. */
export const FATE_OF_TABLES: Readonly<Record<string, Fate>> = {
  journal_events: 'carried',
  journal_head: 'carried',
  console_settings: 'carried',
  people: 'carried',
  grants: 'carried',
  console_accounts: 'carried',
  protections: 'carried',
  change_requests: 'carried',
  saved_views: 'carried',
  bulks: 'carried',
  bulk_items: 'carried',
  index_targets: 'carried',
  index_functions: 'carried',
  index_endpoints: 'carried',
  index_origins: 'carried',
  index_policies: 'carried',
  index_days: 'carried',
  index_tags: 'carried',
  index_findings: 'carried',
  finding_mutes: 'carried',
  outside_events: 'carried',
  leases: OF_PROCESSES,
  budget_buckets: OF_PROCESSES,
  budget_wants: OF_PROCESSES,
  sending_places: OF_PROCESSES,
  webhook_outbox: { leftOut: 'would be told a second time' },
  sessions: LETS_IN,
  challenges: LETS_IN,
  invitations: LETS_IN,
  known_browsers: LETS_IN,
  sign_in_attempts: LETS_IN,
  machine_tokens: LETS_IN,
}

export const CARRIED_TABLES = Object.keys(FATE_OF_TABLES).filter((name) => FATE_OF_TABLES[name] === 'carried')

/** What is not in a back-up, in a sentence. */
export function leftOutText(): string {
  const names = Object.keys(FATE_OF_TABLES).filter((name) => FATE_OF_TABLES[name] !== 'carried')
  return `Left out: ${listed(names)}.`
}
