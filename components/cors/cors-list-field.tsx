'use client'

import type { ReactNode } from 'react'
import { FixButtons, MemberWarnings, sentencesOf } from '@/components/cors/cors-problems'
import { useCorsMember } from '@/components/cors/use-cors-member'
import { Field } from '@/components/ui/field'
import { TagInput } from '@/components/ui/tag-input'
import type { CorsList } from '@/lib/cors/value/cors'
import type { CorsIssue } from '@/lib/cors/value/issues'
import type { CorsWarning } from '@/lib/cors/value/warnings'
import { CORS_SETTINGS } from '@/lib/function-urls/settings'

/** What every field of the CORS form is given. */
export interface CorsFieldProps {
  /** Where in the form the CORS value is. */
  name: string
  issues: readonly CorsIssue[]
  warnings: readonly CorsWarning[]
  isReadOnly: boolean
}

interface CorsListFieldProps extends CorsFieldProps {
  member: Exclude<CorsList, 'AllowMethods'>
  max: number
  placeholder: string
  hint?: ReactNode
  suggestions?: string[]
  parse: (text: string) => string[]
  normalise?: (text: string) => string
  /** Told of every change, before it is stored. */
  onBeforeChange?: (before: readonly string[], after: readonly string[]) => void
  /** Stands between the field and its warnings. */
  children?: ReactNode
}

/** A list of origins or header names: chips, paste, count, what is wrong with each entry and its cure. */
export function CorsListField(props: CorsListFieldProps) {
  const { name, member, max, issues, warnings, isReadOnly, children, onBeforeChange } = props
  const field = useCorsMember(name, member)
  const list = field.value ?? []
  const shown = issues.filter(({ path }) => path.length === 2 || field.isVisited || list.length > 0)
  const errors = shown.length > 0 ? sentencesOf(shown) : field.messages
  const change = (after: string[]) => {
    onBeforeChange?.(list, after)
    field.change(after)
  }
  return (
    <div ref={field.ref} className="flex min-w-0 flex-col gap-2">
      <Field
        label={CORS_SETTINGS[member].label}
        counter={`${list.length} of ${max}`}
        hint={props.hint}
        error={errors}
        errorActions={
          !isReadOnly &&
          shown.some(({ fix }) => fix) && (
            <FixButtons list={list} issues={shown} keyOf={props.normalise} onFix={change} />
          )
        }
      >
        <TagInput
          value={list}
          onChange={change}
          maxItems={max}
          disabled={isReadOnly}
          placeholder={isReadOnly ? undefined : props.placeholder}
          suggestions={props.suggestions}
          parse={props.parse}
          normalise={props.normalise}
          itemErrors={(_, index) => issues.find(({ path }) => path[1] === index)?.message}
        />
      </Field>
      {children}
      <MemberWarnings warnings={warnings} />
    </div>
  )
}
