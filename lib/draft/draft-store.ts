import { z } from 'zod'

const draftSchema = z.object({
  schemaVersion: z.number(),
  values: z.record(z.string(), z.unknown()),
  /** What the form began with, so that a draft can be taken up on values that have changed since. */
  base: z.record(z.string(), z.unknown()),
})
export type Draft = z.infer<typeof draftSchema>

const keyOf = (identityKey: string) => `draft:${identityKey}`

/** The draft of a form in this tab; one that is broken or of another version is dropped. */
export function readDraft(identityKey: string, schemaVersion: number): Draft | null {
  const draft = parsed(stored(keyOf(identityKey)))
  if (draft?.schemaVersion === schemaVersion) return draft
  removeDraft(identityKey)
  return null
}

/** Keeps a draft; where the browser forbids it or is full, typing goes on without one. */
export function writeDraft(identityKey: string, draft: Draft): void {
  attempt(() => sessionStorage.setItem(keyOf(identityKey), JSON.stringify(draft)))
}

export function removeDraft(identityKey: string): void {
  attempt(() => sessionStorage.removeItem(keyOf(identityKey)))
}

function stored(key: string): string | null {
  return attempt(() => sessionStorage.getItem(key)) ?? null
}

function parsed(text: string | null): Draft | null {
  const value = text === null ? undefined : attempt((): unknown => JSON.parse(text))
  return draftSchema.safeParse(value).data ?? null
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
