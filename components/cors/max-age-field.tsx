'use client'

import { useState } from 'react'
import type { CorsFieldProps } from '@/components/cors/cors-list-field'
import { MemberWarnings, sentencesOf } from '@/components/cors/cors-problems'
import { useCorsMember } from '@/components/cors/use-cors-member'
import { Field, Input, NativeSelect } from '@/components/ui/field'
import { MAX_AGE_UNITS, type MaxAgeUnit, maxAgeInSeconds, maxAgeOf } from '@/lib/cors/value/max-age'
import { CORS_SETTINGS } from '@/lib/function-urls/settings'

/** What stands in the two boxes; the form holds seconds. */
interface Typed {
  text: string
  unit: MaxAgeUnit
}

/** Max age with its unit. An empty box is not sent; what is no number is kept and has to be mended. */
export function MaxAgeField({ name, issues, warnings, isReadOnly }: CorsFieldProps) {
  const field = useCorsMember(name, 'MaxAge')
  const [typed, setTyped] = useState<Typed>(() => typedOf(field.value))
  // The value may come from elsewhere: a draft, "Discard".
  const shown = Object.is(typedSeconds(typed), field.value) ? typed : typedOf(field.value)
  const change = (next: Typed) => {
    setTyped(next)
    field.change(typedSeconds(next))
  }
  return (
    <div ref={field.ref} className="flex min-w-0 flex-col gap-2">
      <Field
        label={CORS_SETTINGS.MaxAge.label}
        isOptional
        error={issues.length > 0 ? sentencesOf(issues) : field.messages}
        hint="How long a browser may cache a preflight. Chrome caches it at most 2 hours, Firefox 24 hours, Safari 10 minutes."
      >
        {({ controlId }) => (
          <div className="flex gap-1.5">
            <Input
              inputMode="decimal"
              autoComplete="off"
              value={shown.text}
              onChange={(event) => change({ ...shown, text: event.target.value })}
              disabled={isReadOnly}
              className="max-w-24 tabular-nums"
            />
            <NativeSelect
              id={`${controlId}-unit`}
              aria-label="Unit of max age"
              value={shown.unit}
              onChange={(event) => change({ ...shown, unit: unitOf(event.target.value) })}
              disabled={isReadOnly}
              options={MAX_AGE_UNITS.map((unit) => ({ value: unit, label: unit }))}
            />
          </div>
        )}
      </Field>
      <MemberWarnings warnings={warnings} />
    </div>
  )
}

function typedOf(seconds: number | null): Typed {
  if (seconds === null || Number.isNaN(seconds)) return { text: '', unit: 'minutes' }
  const { value, unit } = maxAgeOf(seconds)
  return { text: String(value), unit }
}

/** `null` for an empty box, NaN for what is no number. */
function typedSeconds({ text, unit }: Typed): number | null {
  const digits = text.trim()
  if (digits === '') return null
  return /^\d{1,12}(\.\d{1,6})?$/.test(digits) ? maxAgeInSeconds(Number(digits), unit) : Number.NaN
}

const unitOf = (text: string): MaxAgeUnit => MAX_AGE_UNITS.find((unit) => unit === text) ?? 'seconds'
