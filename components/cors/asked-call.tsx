'use client'

import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/checkbox'
import { Field, NativeSelect } from '@/components/ui/field'
import { TagInput } from '@/components/ui/tag-input'
import { STANDARD } from '@/lib/cors/simulator/browser-rules'
import { needsPreflight, readRequest } from '@/lib/cors/simulator/exchange'
import {
  headerLineOf,
  headerLineText,
  keptHeaderLine,
  pastedHeaderLines,
} from '@/lib/cors/simulator/header-line'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import { CORS_METHODS } from '@/lib/cors/value/cors'

/** What a person says of a call that a message does not describe; no method until one is chosen. */
export interface ToldCall {
  method: string
  headers: readonly HeaderLine[]
  withCredentials: boolean
}

export const UNTOLD: ToldCall = { method: '', headers: [], withCredentials: false }

/** Whether it is a call that browsers send a preflight for, as the message says they did. */
export function isTold({ method, ...rest }: ToldCall): boolean {
  return method !== '' && needsPreflight(readRequest({ origin: '', method, ...rest }, STANDARD))
}

const METHODS = [
  { value: '', label: 'Choose a method' },
  ...CORS_METHODS.filter((method) => method !== '*').map((method) => ({ value: method, label: method })),
]

interface AskedCallProps {
  call: ToldCall
  onChange: (call: ToldCall) => void
}

/** Asks for the call behind a message that names a preflight and nothing else. */
export function AskedCall({ call, onChange }: AskedCallProps) {
  const isSimple = call.method !== '' && !isTold(call)
  return (
    <section aria-label="The call" className="flex flex-col gap-3">
      <p className="font-strong">
        The message names a preflight, not the call. Which call does the page make?
      </p>
      <Field label="Method of the call">
        <NativeSelect
          value={call.method}
          onChange={(event) => onChange({ ...call, method: event.target.value })}
          options={METHODS}
        />
      </Field>
      <Field
        label="Headers of the call"
        hint="Those that the page sets, such as content-type: application/json."
      >
        <TagInput
          value={call.headers.map(headerLineText)}
          onChange={(lines) => onChange({ ...call, headers: lines.map(headerLineOf) })}
          parse={pastedHeaderLines}
          normalise={keptHeaderLine}
          suggestions={['content-type: application/json', 'authorization', 'x-api-key']}
          placeholder="Add a header"
        />
      </Field>
      <Checkbox
        checked={call.withCredentials}
        onCheckedChange={(withCredentials) => onChange({ ...call, withCredentials })}
        label="The call sends credentials"
        description="credentials: 'include', or withCredentials"
      />
      {isSimple && (
        <Callout tone="warn" title="Browsers send no preflight for this call">
          Add the headers that the page sets. Something else may add one: a library, an interceptor, an
          extension.
        </Callout>
      )}
    </section>
  )
}
