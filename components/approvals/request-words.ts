import type { Tone } from '@/components/ui/tone'
import type { RequestList, RequestState } from '@/lib/approvals/request-states'
import type { RequestStep } from '@/lib/approvals/schema'

/** How a request stands, in a word. */
export const STATE_WORDS: Record<RequestState, { title: string; tone: Tone }> = {
  open: { title: 'Waiting', tone: 'accent' },
  'asked-back': { title: 'Asked back', tone: 'warn' },
  approved: { title: 'Approved', tone: 'ok' },
  declined: { title: 'Declined', tone: 'bad' },
  withdrawn: { title: 'Withdrawn', tone: 'neutral' },
  ended: { title: 'Ended', tone: 'neutral' },
}

export const LIST_WORDS: Record<RequestList, string> = {
  open: 'Waiting',
  mine: 'Mine',
  decided: 'Decided',
  all: 'All',
}

/** What somebody did, after their name. */
export const STEP_WORDS: Record<RequestStep['type'], string> = {
  'request-sent': 'sent it',
  'request-revised': 'revised it',
  'request-asked-back': 'asked back',
  'request-approved': 'approved it',
  'request-declined': 'declined it',
  'request-withdrawn': 'withdrew it',
  'request-ended': 'ended it',
}
