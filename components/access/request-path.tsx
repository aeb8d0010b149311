'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { GateList } from '@/components/access/gate-list'
import { Field, NativeSelect } from '@/components/ui/field'
import type { AccessFacts } from '@/lib/access/access-facts'
import { type Caller, callerKey } from '@/lib/access/caller'
import { callersOf } from '@/lib/access/callers-of'
import { walkGates } from '@/lib/access/walk-gates'
import { visibleText } from '@/lib/text/visible-text'

/** The path of one caller's request; whose, is chosen here and stands in the address. */
export function RequestPath({ facts }: { facts: AccessFacts }) {
  const [as, setAs] = useQueryState('as', parseAsString)
  const choices = choicesOf(facts)
  const chosen = choices.find(({ caller }) => callerKey(caller) === as) ?? choices[0]
  if (!chosen) return null
  return (
    <div className="flex flex-col gap-4">
      {choices.length > 1 && (
        <Field label="Request path">
          <NativeSelect
            className="w-full"
            wrapperClassName="w-full"
            value={callerKey(chosen.caller)}
            onChange={(event) => void setAs(event.target.value)}
            options={choices.map(({ caller, label }) => ({ value: callerKey(caller), label }))}
          />
        </Field>
      )}
      {choices.length === 1 && <h3 className="font-strong">Request path</h3>}
      <GateList gates={walkGates(facts, chosen.caller)} label="Gates" />
    </div>
  )
}

interface CallerChoice {
  caller: Caller
  label: string
}

const UNSIGNED: CallerChoice = { caller: { kind: 'unsigned' }, label: 'without credentials' }

/** With auth type NONE everybody is anonymous; with AWS_IAM it matters who signs. */
function choicesOf({ identity, authType, policy }: AccessFacts): CallerChoice[] {
  if (authType !== 'AWS_IAM') return [UNSIGNED]
  const view = { identity, authType, statements: policy.ok ? policy.value : [] }
  const signed = callersOf(view).map(({ caller, phrase }) => ({
    caller,
    label: visibleText(`signed by ${phrase}`),
  }))
  return [...signed, UNSIGNED]
}
