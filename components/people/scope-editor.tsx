'use client'

import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { RadioCards } from '@/components/ui/radio-cards'
import { TagInput } from '@/components/ui/tag-input'
import type { Scope } from '@/lib/auth/scope'
import type { GivenScope, ScopeValues } from '@/lib/people/schema'

/** A part of a scope as it is typed; tags as `key=value`. */
interface DraftPart {
  key: number
  accounts: string[]
  regions: string[]
  functionNames: string[]
  tags: string[]
}

export interface Draft {
  isEverything: boolean
  parts: DraftPart[]
}

const emptyPart = (key: number): DraftPart => ({
  key,
  accounts: [],
  regions: [],
  functionNames: [],
  tags: [],
})

/** What is typed for a scope that is there, or for a new one. */
export function draftOf(scope: Scope | undefined): Draft {
  if (scope === undefined || scope === 'everything')
    return { isEverything: scope === 'everything', parts: [emptyPart(0)] }
  const parts = scope.map(({ accounts = [], regions = [], functionNames = [], tags = [] }, key) => ({
    ...{ key, accounts: [...accounts], regions: [...regions], functionNames: [...functionNames] },
    tags: tags.map((tag) => `${tag.key}=${tag.value}`),
  }))
  return { isEverything: false, parts }
}

/** The scope that is typed; `undefined` as long as a part says nothing. */
export function scopeOfDraft({ isEverything, parts }: Draft): GivenScope | undefined {
  if (isEverything) return 'everything'
  const scope = parts.map(partOf)
  return scope.some((part) => Object.keys(part).length === 0) ? undefined : scope
}

function partOf({ accounts, regions, functionNames, tags }: DraftPart): Exclude<GivenScope, string>[number] {
  return {
    ...(accounts.length > 0 && { accounts }),
    ...(regions.length > 0 && { regions }),
    ...(functionNames.length > 0 && { functionNames }),
    ...(tags.length > 0 && { tags: tags.map(tagOf) }),
  }
}

function tagOf(text: string) {
  const at = text.indexOf('=')
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) }
}

const NAME = /^[A-Za-z0-9_*?-]{1,64}$/

interface ScopeEditorProps {
  draft: Draft
  values: ScopeValues
  onChange: (draft: Draft) => void
}

/** Where a role holds: everything, or one of several parts, each narrowed by accounts, regions, names and tags. */
export function ScopeEditor({ draft, values, onChange }: ScopeEditorProps) {
  const { parts } = draft
  const setPart = (changed: DraftPart) =>
    onChange({ ...draft, parts: parts.map((part) => (part.key === changed.key ? changed : part)) })
  return (
    <div className="flex flex-col gap-3">
      <Field label="Where" group>
        <RadioCards
          value={draft.isEverything ? 'everything' : 'part'}
          onChange={(value) => onChange({ ...draft, isEverything: value === 'everything' })}
          columns={2}
          options={[
            { value: 'part', title: 'A part', description: 'What these fields say, all of them together.' },
            { value: 'everything', title: 'Everything', description: 'Every account, region and function.' },
          ]}
        />
      </Field>
      {!draft.isEverything &&
        parts.map((part, index) => (
          <PartFields
            key={part.key}
            part={part}
            values={values}
            label={parts.length > 1 ? `Part ${index + 1}` : undefined}
            onChange={setPart}
            onRemove={
              parts.length > 1
                ? () => onChange({ ...draft, parts: parts.filter(({ key }) => key !== part.key) })
                : undefined
            }
          />
        ))}
      {!draft.isEverything && (
        <div>
          <Button
            size="sm"
            onClick={() =>
              onChange({
                ...draft,
                parts: [...parts, emptyPart(Math.max(...parts.map(({ key }) => key)) + 1)],
              })
            }
          >
            Add another part
          </Button>
        </div>
      )}
    </div>
  )
}

interface PartFieldsProps {
  part: DraftPart
  values: ScopeValues
  label?: string
  onChange: (part: DraftPart) => void
  onRemove?: () => void
}

function PartFields({ part, values, label, onChange, onRemove }: PartFieldsProps) {
  return (
    <fieldset className="flex flex-col gap-3 rounded border border-line p-3">
      {label && <legend className="px-1 font-medium text-small">{label}</legend>}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Accounts" isOptional>
          <TagInput
            value={part.accounts}
            suggestions={values.accounts}
            itemErrors={(item) => (/^\d{12}$/.test(item) ? undefined : 'An account id has 12 digits.')}
            onChange={(accounts) => onChange({ ...part, accounts })}
          />
        </Field>
        <Field label="Regions" isOptional>
          <TagInput
            value={part.regions}
            suggestions={values.regions}
            onChange={(regions) => onChange({ ...part, regions })}
          />
        </Field>
        <Field label="Function names" isOptional hint="* stands for any characters, ? for one: checkout-*">
          <TagInput
            value={part.functionNames}
            itemErrors={(item) =>
              NAME.test(item) ? undefined : 'Letters, digits, - and _; * and ? stand for any.'
            }
            onChange={(functionNames) => onChange({ ...part, functionNames })}
          />
        </Field>
        <Field label="Tags" isOptional hint="key=value. One whose tags were not read has none.">
          <TagInput
            value={part.tags}
            suggestions={values.tags}
            parse={(text) => text.split(/[\n,]/).flatMap((each) => each.trim() || [])}
            onChange={(tags) => onChange({ ...part, tags })}
          />
        </Field>
      </div>
      {onRemove && (
        <div>
          <Button size="sm" onClick={onRemove}>
            Remove this part
          </Button>
        </div>
      )}
    </fieldset>
  )
}
