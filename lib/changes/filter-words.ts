/** What a list of changes can be narrowed to. */
export const CHANGE_TOPICS = ['create', 'settings', 'access', 'delete', 'calls', 'taken-up'] as const
export type ChangeTopic = (typeof CHANGE_TOPICS)[number]

export const CHANGE_OUTCOMES = [
  'applied',
  'half-done',
  'nothing-done',
  'changed-elsewhere',
  'unknown',
  'under-way',
] as const
export type ChangeOutcomeWord = (typeof CHANGE_OUTCOMES)[number]

export const CHANGE_PERIODS = ['hour', 'day', 'week', 'month'] as const
export type ChangePeriod = (typeof CHANGE_PERIODS)[number]
