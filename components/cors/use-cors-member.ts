'use client'

import type { FieldError } from 'react-hook-form'
import { useController, useFormContext } from 'react-hook-form'
import type { CorsFormValue } from '@/lib/cors/value/cors-form'

export type CorsMember = Exclude<keyof CorsFormValue, 'enabled'>

interface CorsMemberField<Value> {
  value: Value
  /** Stores a value; an empty one of a member that was not stored before is not sent at all. */
  change: (value: Value) => void
  /** Hand it an element: the first input inside gets the focus when this is the first field to be mended. */
  ref: (element: HTMLElement | null) => void
  /** Whether the person has changed it, or has asked for the review. */
  isVisited: boolean
  /** What a server said about it, once it said something. */
  messages: string[]
}

/** One member of the CORS value at `name` in the form around. */
export function useCorsMember<Member extends CorsMember>(
  name: string,
  member: Member,
): CorsMemberField<CorsFormValue[Member]> {
  const { control, formState } = useFormContext()
  const { field, fieldState } = useController({ control, name: `${name}.${member}` })
  const { defaultValue } = useStoredMember(name, member)
  return {
    value: field.value,
    change: (value) => field.onChange(defaultValue === null && isEmpty(value) ? null : value),
    ref: (element) => field.ref(element && { focus: () => firstInput(element)?.focus() }),
    isVisited: fieldState.isDirty || formState.submitCount > 0,
    messages: messagesOf(fieldState.error),
  }
}

/** What the form began with. */
function useStoredMember<Member extends CorsMember>(name: string, member: Member) {
  const { formState } = useFormContext()
  const stored: unknown = name
    .split('.')
    .reduce<unknown>((at, segment) => (isFields(at) ? at[segment] : undefined), formState.defaultValues)
  return { defaultValue: isFields(stored) ? (stored[member] ?? null) : null }
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isEmpty = (value: CorsFormValue[CorsMember]) =>
  value === false || (Array.isArray(value) && value.length === 0)

const firstInput = (element: HTMLElement) =>
  element.querySelector<HTMLElement>('input, select, button:not([tabindex="-1"])')

/** Messages of a field and of its entries. */
function messagesOf(error: FieldError | undefined): string[] {
  if (error === undefined) return []
  const entries: unknown[] = Array.isArray(error) ? error : []
  const own = typeof error.message === 'string' ? [error.message] : []
  const theirs = entries.map((entry) => (isFields(entry) ? entry.message : undefined))
  return [...new Set([...own, ...theirs.filter((message) => typeof message === 'string')])]
}
