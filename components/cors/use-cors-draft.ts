'use client'

import { useFormContext, useWatch } from 'react-hook-form'
import { CORS_MEMBERS } from '@/lib/cors/value/cors'
import { type CorsFormValue, formToCors, formWith } from '@/lib/cors/value/cors-form'
import type { Cors } from '@/lib/cors/value/schema'

/** What the editor's form holds. */
export interface CorsEditorValue {
  Cors: CorsFormValue
  /** The text of the JSON view while it is no CORS; `null` once it can be read, since `Cors` has it then. */
  json: string | null
}

/** The draft as a whole, for what changes several members at once: presets, JSON, cures. */
export function useCorsDraft() {
  const { control, getValues, setValue } = useFormContext<CorsEditorValue>()
  const value = useWatch({ control, name: 'Cors' })
  const json = useWatch({ control, name: 'json' })
  return {
    cors: formToCors(value),
    json,
    /** Puts a value into the form; the stored one stays what Discard goes back to. */
    replace: (cors: Cors) => {
      setValue('json', null)
      const next = formWith(cors, getValues('Cors'))
      for (const member of ['enabled', ...CORS_MEMBERS] as const)
        setValue(`Cors.${member}`, next[member], { shouldDirty: true })
    },
    /** Keeps a text that cannot be read yet. */
    keepJson: (text: string | null) => setValue('json', text),
  }
}
