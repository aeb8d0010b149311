'use client'

import { useState } from 'react'
import { MemberWarnings } from '@/components/cors/cors-problems'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { type CorsOfJson, corsOfJson, corsToJson } from '@/lib/cors/value/cors-json'
import { fixEverything } from '@/lib/cors/value/fix-all'
import { corsIssues } from '@/lib/cors/value/issues'
import type { Cors } from '@/lib/cors/value/schema'
import { corsWarnings } from '@/lib/cors/value/warnings'
import { countCorsChanges } from '@/lib/function-urls/setting-differences'
import type { AuthType } from '@/lib/identity/schema'
import { problemText } from '@/lib/text/json-problem'

interface CorsJsonFieldProps {
  authType: AuthType
  isReadOnly: boolean
}

/** More would bury the text above. */
const MAX_PROBLEMS = 5

/** The draft as JSON, as the API takes it. Form and JSON edit the same value; what cannot be read yet is kept. */
export function CorsJsonField({ authType, isReadOnly }: CorsJsonFieldProps) {
  const { cors, json, replace, keepJson } = useCorsDraft()
  const [typed, setTyped] = useState(() => json ?? corsToJson(cors))
  // The value may come from elsewhere: a preset, a cure, "Discard". What was typed stands while it means the same.
  const text = json ?? (isSame(corsOfJson(typed), cors) ? typed : corsToJson(cors))
  const change = (next: string) => {
    setTyped(next)
    const read = corsOfJson(next)
    if (read.ok) replace(read.cors)
    else keepJson(next)
  }
  const fixed = fixEverything(cors)
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="Cors as JSON"
        hint="As the API takes it: AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders, AllowCredentials and MaxAge in seconds. {} switches CORS off."
        error={jsonProblems(json, cors)}
        errorActions={
          json === null &&
          fixed !== null &&
          !isReadOnly && (
            <Button size="sm" onClick={() => change(corsToJson(fixed))}>
              Fix what can be fixed
            </Button>
          )
        }
      >
        <TextArea
          mono
          rows={heightFor(text)}
          value={text}
          readOnly={isReadOnly}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      {json === null && <MemberWarnings warnings={corsWarnings(cors, authType)} />}
    </div>
  )
}

/** As tall as the text, so that what is wrong with it stands close below. */
const heightFor = (text: string) => Math.min(30, Math.max(6, text.split('\n').length + 1))

function isSame(read: CorsOfJson, cors: Cors): boolean {
  return read.ok && countCorsChanges(read.cors, cors) === 0 && countCorsChanges(cors, read.cors) === 0
}

/** First what keeps the text from being read; else what cannot be sent, with the entry's place. */
function jsonProblems(json: string | null, cors: Cors): string[] {
  const read = json === null ? null : corsOfJson(json)
  const problems =
    read && !read.ok
      ? read.problems
      : corsIssues(cors).map(({ path, message }) => ({ where: path.join('.'), message }))
  const shown = problems.slice(0, MAX_PROBLEMS).map(problemText)
  const more = problems.length - shown.length
  return more > 0 ? [...shown, `And ${more} more.`] : shown
}
