'use client'

import { useState } from 'react'
import { Field, Input, NativeSelect } from '@/components/ui/field'
import { RadioCards } from '@/components/ui/radio-cards'
import type { Holder, PeopleState } from '@/lib/people/schema'

interface HolderFieldProps {
  value: Holder | undefined
  state: PeopleState
  onChange: (holder: Holder | undefined) => void
}

const KINDS: { value: Holder['kind']; title: string; description: string }[] = [
  { value: 'person', title: 'A person', description: 'One who has signed in or was invited.' },
  { value: 'group', title: 'A group', description: 'Everybody whom the provider of sign-in puts into it.' },
]

/** Who gets a role. */
export function HolderField({ value, state, onChange }: HolderFieldProps) {
  const [kind, setKind] = useState<Holder['kind']>(value?.kind ?? 'person')
  const choose = (next: Holder['kind']) => {
    setKind(next)
    onChange(undefined)
  }
  const options = state.people.map(({ id, name, email, login }) => ({
    value: id,
    label: [name, email ?? login].filter(Boolean).join(' · '),
  }))
  return (
    <div className="flex flex-col gap-4">
      <Field label="Who" group>
        <RadioCards value={kind} onChange={choose} options={KINDS} columns={2} />
      </Field>
      {kind === 'person' ? (
        <Field label="Person">
          <NativeSelect
            value={value?.kind === 'person' ? value.id : ''}
            options={[{ value: '', label: 'Choose…' }, ...options]}
            onChange={({ target }) => onChange(target.value ? { kind, id: target.value } : undefined)}
          />
        </Field>
      ) : (
        <Field label="Group" hint="As the provider calls it: the same letters, in the same case.">
          {({ controlId }) => (
            <>
              <Input
                mono
                list={`${controlId}-known`}
                value={value?.kind === 'group' ? value.name : ''}
                onChange={({ target }) => onChange(target.value ? { kind, name: target.value } : undefined)}
              />
              <datalist id={`${controlId}-known`}>
                {[...new Set(state.people.flatMap(({ groups }) => groups))].map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
    </div>
  )
}
