import type { EventStream } from '@/lib/journal/schema'

/**
 * Somebody has seen that the journal was changed outside the console, and lets the console go on. It vouches for
 * nothing: it binds what was found, to the letter, so that everything that is changed before it later shows again.
 */
export interface Acknowledgement {
  type: 'record-acknowledged'
  /** Where the journal stopped being what was written, and why. */
  position: number
  reason: string
  /** How many places were wrong; absent in events of an early version. */
  places?: number
  /** Of the last event found. */
  hash: string
  /** SHA-256 over all events as they were found. */
  digest: string
}

/** The story that acknowledgements stand in. */
export const ACKNOWLEDGEMENT_ID = 'journal'

export const ACKNOWLEDGEMENTS: EventStream<Acknowledgement> = {
  kind: 'setting',
  version: 1,
  endings: [],
  parse: (value) => {
    if (!isAcknowledgement(value)) throw new TypeError('This is no acknowledgement.')
    return value
  },
}

export function isAcknowledgement(value: unknown): value is Acknowledgement {
  const { type, position, digest } = (value ?? {}) as Partial<Acknowledgement>
  return type === 'record-acknowledged' && typeof position === 'number' && typeof digest === 'string'
}
