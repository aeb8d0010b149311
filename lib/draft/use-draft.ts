'use client'

import { useEffect, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { type Draft, type Fields, readDraft, removeDraft, writeDraft } from '@/lib/draft/draft-store'
import { useKeptKey } from '@/lib/draft/keeper'
import { isSame, mergeDraft } from '@/lib/draft/merge-draft'

/** How long after the last key a draft is written, in milliseconds. */
const WRITE_DELAY = 300

export interface DraftOptions<Values extends FieldValues = FieldValues> {
  /** Dotted paths that are never stored, such as `EventSourceToken`. */
  exclude?: readonly string[]
  /** Takes out what must not be stored and has no fixed path, such as the value of one row; the same function always. */
  redact?: (values: Values) => Values
}

/** What a draft needs of a form, whatever its resolver makes of the values. */
type DraftForm<Values extends FieldValues> = Pick<
  UseFormReturn<Values>,
  'getValues' | 'reset' | 'subscribe' | 'formState'
>

export interface DraftState {
  /** Whether what the form shows was taken up from a draft. */
  restored: boolean
  /** Whether what was stored in AWS has changed since the draft was begun; its own changes were put on top. */
  isBaseChanged: boolean
  /** Throws the draft away and puts the form back to what it began with. */
  discard: () => void
  /** Throws the draft away and leaves the form alone, once it is applied. */
  forget: () => void
}

/**
 * Keeps what is typed into a form in this tab's sessionStorage, so that a reload, a new version or a sign-out
 * loses nothing, and takes it up again after hydration, for the same person only. `name` says what is edited; drafts
 * of another `schemaVersion` are dropped.
 */
export function useDraft<Values extends FieldValues>(
  name: string,
  form: DraftForm<Values>,
  schemaVersion: number,
  { exclude = [], redact }: DraftOptions<Values> = {},
): DraftState {
  const identityKey = useKeptKey(name)
  const [state, setState] = useState(NOTHING_RESTORED)
  const cancelWrite = useRef(() => {})
  const excluded = exclude.join(' ')

  useEffect(() => {
    const paths = excluded === '' ? [] : excluded.split(' ')
    setState(restore(identityKey, form, schemaVersion, paths))
    const writer = delayed(() => keep(identityKey, form, schemaVersion, paths, redact))
    cancelWrite.current = writer.cancel
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: writer.later })
    window.addEventListener('pagehide', writer.now)
    return () => {
      writer.now()
      unsubscribe()
      window.removeEventListener('pagehide', writer.now)
    }
  }, [identityKey, form, schemaVersion, excluded, redact])

  const forget = () => {
    cancelWrite.current()
    removeDraft(identityKey)
    setState(NOTHING_RESTORED)
  }
  const discard = () => {
    form.reset()
    forget()
  }
  return { ...state, discard, forget }
}

const NOTHING_RESTORED = { restored: false, isBaseChanged: false }

function restore<Values extends FieldValues>(
  identityKey: string,
  form: DraftForm<Values>,
  schemaVersion: number,
  exclude: readonly string[],
): Pick<DraftState, 'restored' | 'isBaseChanged'> {
  const draft = readDraft(identityKey, schemaVersion)
  if (draft === null) return NOTHING_RESTORED
  const current = form.getValues()
  const base = storable(baseOf(form), exclude)
  const merged = mergeDraft(draft.base, draft.values, storable(current, exclude))
  if (isSame(merged, base)) {
    removeDraft(identityKey)
    return NOTHING_RESTORED
  }
  form.reset(withExcluded(merged, current, exclude) as Values, { keepDefaultValues: true })
  return { restored: true, isBaseChanged: !isSame(draft.base, base) }
}

/** Writes the draft, or drops it when the form is back to what it began with. */
function keep<Values extends FieldValues>(
  identityKey: string,
  form: DraftForm<Values>,
  schemaVersion: number,
  exclude: readonly string[],
  redact: (values: Values) => Values = (values) => values,
): void {
  const draft: Draft = {
    schemaVersion,
    values: storable(redact(form.getValues()), exclude),
    base: storable(baseOf(form), exclude),
  }
  if (isSame(draft.values, draft.base)) removeDraft(identityKey)
  else writeDraft(identityKey, draft)
}

function baseOf<Values extends FieldValues>(form: DraftForm<Values>): unknown {
  return form.formState.defaultValues ?? {}
}

/** A copy as JSON keeps it, without the paths that are never stored. */
function storable(values: unknown, exclude: readonly string[]): Fields {
  const copy: unknown = JSON.parse(JSON.stringify(values))
  for (const path of exclude) setAt(copy, path.split('.'), undefined)
  return isObject(copy) ? copy : {}
}

function withExcluded(merged: unknown, current: unknown, exclude: readonly string[]): unknown {
  for (const path of exclude) {
    const segments = path.split('.')
    const value = segments.reduce((at, name) => (isObject(at) ? at[name] : undefined), current)
    setAt(merged, segments, value)
  }
  return merged
}

function setAt(target: unknown, [name, ...rest]: readonly string[], value: unknown): void {
  if (!isObject(target) || name === undefined) return
  if (rest.length > 0) setAt(target[name], rest, value)
  else if (value === undefined) delete target[name]
  else target[name] = value
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function delayed(work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const now = () => {
    if (timer === undefined) return
    cancel()
    work()
  }
  const later = () => {
    cancel()
    timer = setTimeout(now, WRITE_DELAY)
  }
  return { cancel, now, later }
}
