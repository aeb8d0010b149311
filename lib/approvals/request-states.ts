/** Open and asked back can still be decided; the others are its end. */
const REQUEST_STATES = ['open', 'asked-back', 'approved', 'declined', 'withdrawn', 'ended'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const UNDECIDED: readonly RequestState[] = ['open', 'asked-back']

/** Which requests a list shows: those that wait, those of who asks, those that are over, or all. */
export const REQUEST_LISTS = ['open', 'mine', 'decided', 'all'] as const
export type RequestList = (typeof REQUEST_LISTS)[number]

/** How many characters somebody may say with a step. */
export const MAX_COMMENT = 1_000
