'use client'

import type { CorsFieldProps } from '@/components/cors/cors-list-field'
import { FixButtons, MemberWarnings, sentencesOf } from '@/components/cors/cors-problems'
import { useCorsMember } from '@/components/cors/use-cors-member'
import { Field } from '@/components/ui/field'
import { ToggleGroup, type ToggleOption } from '@/components/ui/toggle-group'
import { CORS_METHODS } from '@/lib/cors/value/cors'
import { CORS_SETTINGS } from '@/lib/function-urls/settings'
import { quoted } from '@/lib/text/hostile-text'

const KNOWN: readonly string[] = CORS_METHODS
const OPTIONS: ToggleOption[] = CORS_METHODS.map((method) =>
  method === '*'
    ? { value: method, label: method, description: 'Every method; the others are switched off.' }
    : { value: method, label: method },
)

/** Allow methods, as toggles: `*` stands alone. What is stored and unknown is shown too, so that it can go. */
export function MethodsField({ name, issues, warnings, isReadOnly }: CorsFieldProps) {
  const field = useCorsMember(name, 'AllowMethods')
  const list = field.value ?? []
  const unknown = [...new Set(list)].filter((method) => !KNOWN.includes(method))
  const errors = issues.length > 0 ? sentencesOf(issues) : field.messages
  return (
    <div ref={field.ref} className="flex min-w-0 flex-col gap-2">
      <Field
        label={CORS_SETTINGS.AllowMethods.label}
        group
        error={errors}
        errorActions={
          !isReadOnly &&
          issues.some(({ fix }) => fix) && <FixButtons list={list} issues={issues} onFix={field.change} />
        }
        hint="OPTIONS is not in this list: Lambda answers preflights itself, and AWS refuses it here."
      >
        <ToggleGroup
          mono
          value={list}
          onChange={(after) => field.change(methodsAfter(list, after))}
          options={[...OPTIONS, ...unknown.map((method) => ({ value: method, label: quoted(method) }))]}
          disabled={isReadOnly}
        />
      </Field>
      <MemberWarnings warnings={warnings} />
    </div>
  )
}

/** `*` covers every method, so choosing it drops the others and choosing another drops it. */
function methodsAfter(before: readonly string[], after: readonly string[]): string[] {
  if (!after.includes('*')) return [...after]
  if (!before.includes('*')) return ['*']
  const hasNew = after.some((method) => !before.includes(method))
  return hasNew ? after.filter((method) => method !== '*') : [...after]
}
