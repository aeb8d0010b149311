import type { ChangeRequestInput } from '@/lib/requests/change-request'

/** The request that cures a finding, as the review takes it; one at a time. */
export interface Cure {
  /** "Review adding lambda:InvokeFunction" */
  label: string
  request: ChangeRequestInput
}

export interface Finding {
  id: string
  kind: 'missing' | 'excess'
  tone: 'warn' | 'bad'
  title: string
  /** Whole sentences: why, and in which order where it takes more than one change. */
  text: string
  cures: Cure[]
}
