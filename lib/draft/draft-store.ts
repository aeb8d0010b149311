import { createListeners } from '@/lib/draft/listeners'

/** A form's values as JSON keeps them. */
export type Fields = Record<string, unknown>

export interface Draft {
  schemaVersion: number
  values: Fields
  /** What the form began with, so that a draft can be taken up on values that have changed since. */
  base: Fields
}

const keyOf = (identityKey: string) => `draft:${identityKey}`

/** The draft of a form in this tab; one that is broken or of another version is dropped. */
export function readDraft(identityKey: string, schemaVersion: number): Draft | null {
  const draft = parsed(stored(keyOf(identityKey)))
  if (draft?.schemaVersion === schemaVersion) return draft
  removeDraft(identityKey)
  return null
}

const drafts = createListeners()

/** What `useSyncExternalStore` needs to say where a draft is waiting. */
export const draftStore = {
  has: (identityKey: string): boolean => stored(keyOf(identityKey)) !== null,
  subscribe: drafts.subscribe,
}

/** Keeps a draft; where the browser forbids it or is full, typing goes on without one. */
export function writeDraft(identityKey: string, draft: Draft): void {
  attempt(() => sessionStorage.setItem(keyOf(identityKey), JSON.stringify(draft)))
  drafts.tell()
}

export function removeDraft(identityKey: string): void {
  attempt(() => sessionStorage.removeItem(keyOf(identityKey)))
  drafts.tell()
}

function stored(key: string): string | null {
  return attempt(() => sessionStorage.getItem(key)) ?? null
}

function parsed(text: string | null): Draft | null {
  const value = text === null ? undefined : attempt((): unknown => JSON.parse(text))
  return isDraft(value) ? value : null
}

/** By hand and not by a schema: pages with a small form need no zod. */
function isDraft(value: unknown): value is Draft {
  return (
    isFields(value) &&
    typeof value.schemaVersion === 'number' &&
    isFields(value.values) &&
    isFields(value.base)
  )
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
