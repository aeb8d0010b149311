'use client'

import { createContext, use } from 'react'

/** What a field tells the control inside it. */
export interface FieldIds {
  controlId: string
  /** Id of the visible label, for groups (`aria-labelledby`). */
  labelId: string
  /** Ids of hint and error, for `aria-describedby`; undefined where there are none. */
  describedBy: string | undefined
  isInvalid: boolean
}

export const FieldContext = createContext<FieldIds | undefined>(undefined)

/** The attributes that tie a control to the field around it; empty outside a field. */
export function useFieldControl() {
  const ids = use(FieldContext)
  if (!ids) return {}
  return {
    id: ids.controlId,
    'aria-describedby': ids.describedBy,
    'aria-invalid': ids.isInvalid || undefined,
  }
}

/** The same for a group of controls, which the field names without a `label` element. */
export function useFieldGroup() {
  const ids = use(FieldContext)
  if (!ids) return {}
  return { id: ids.controlId, 'aria-labelledby': ids.labelId, 'aria-describedby': ids.describedBy }
}
