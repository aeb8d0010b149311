'use client'

import { useState } from 'react'
import { ConditionFields } from '@/components/access/condition-fields'
import { Field, Input, NativeSelect } from '@/components/ui/field'
import { TagInput } from '@/components/ui/tag-input'
import type { PolicyIssue } from '@/lib/permissions/policy-issues'
import { type PrincipalKind, principalChoice, withPrincipal } from '@/lib/permissions/principal-choice'
import type { Statement } from '@/lib/permissions/schema'
import { listOf } from '@/lib/permissions/statement-parts'

interface StatementEditorProps {
  statement: Statement
  issues: readonly PolicyIssue[]
  onChange: (statement: Statement) => void
}

const EFFECTS = [
  { value: 'Allow', label: 'Allow' },
  { value: 'Deny', label: 'Deny' },
]

const ACTIONS = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction', 'lambda:GetFunction', 'lambda:*']

/** The parts of one statement as fields; what they do not know only the JSON beside them can edit. */
export function StatementEditor({ statement, issues, onChange }: StatementEditorProps) {
  const { Sid, Effect, Action, NotAction } = statement
  const errorsOf = (part: PolicyIssue['part']) =>
    issues.filter((issue) => issue.part === part).map(({ message }) => message)
  const withActions = (actions: string[]) =>
    onChange({ ...statement, Action: actions.length === 1 ? actions[0] : actions })
  return (
    <div className="grid gap-4 rounded border border-line p-3 sm:grid-cols-2">
      <Field label="Effect">
        <NativeSelect
          options={EFFECTS}
          value={Effect}
          onChange={(event) =>
            onChange({ ...statement, Effect: event.target.value === 'Deny' ? 'Deny' : 'Allow' })
          }
        />
      </Field>
      <Field label="Statement id" hint="Optional. Unique in this policy." error={errorsOf('Sid')}>
        <Input
          mono
          value={Sid ?? ''}
          onChange={(event) => onChange(withSid(statement, event.target.value))}
        />
      </Field>
      <PrincipalFields statement={statement} errors={errorsOf('Principal')} onChange={onChange} />
      <Field
        label="Action"
        hint={
          NotAction === undefined ? 'lambda: and one action, lambda:* or *.' : 'NotAction: in the JSON only.'
        }
        error={errorsOf('Action')}
        className="sm:col-span-2"
      >
        <TagInput
          value={listOf(Action)}
          onChange={withActions}
          suggestions={ACTIONS}
          disabled={NotAction !== undefined}
        />
      </Field>
      <ConditionFields statement={statement} issues={issues} onChange={onChange} />
      {errorsOf('Resource').map((message) => (
        <p key={message} className="text-bad text-small sm:col-span-2">
          {message} Change it in the JSON.
        </p>
      ))}
    </div>
  )
}

function withSid({ Sid: _, ...rest }: Statement, Sid: string): Statement {
  return Sid === '' ? rest : { Sid, ...rest }
}

const KINDS: { value: PrincipalKind; label: string }[] = [
  { value: 'everyone', label: 'Everyone' },
  { value: 'account', label: 'An AWS account' },
  { value: 'identity', label: 'A role or user' },
  { value: 'organization', label: 'An organization' },
  { value: 'service', label: 'An AWS service' },
]

const VALUES: Partial<Record<PrincipalKind, { label: string; hint: string }>> = {
  account: { label: 'Account id', hint: '12 digits' },
  identity: { label: 'ARN of the role or user', hint: 'arn:aws:iam::111122223333:role/name' },
  organization: {
    label: 'Organization id',
    hint: 'o-a1b2c3d4e5. Everyone under the condition aws:PrincipalOrgID.',
  },
  service: { label: 'Service', hint: 's3.amazonaws.com' },
}

interface PrincipalFieldsProps {
  statement: Statement
  errors: string[]
  onChange: (statement: Statement) => void
}

function PrincipalFields({ statement, errors, onChange }: PrincipalFieldsProps) {
  const { kind: derived, value } = principalChoice(statement)
  // An empty name is an account's as well as a role's: what was chosen decides.
  const [chosen, setChosen] = useState<PrincipalKind>()
  const kind = value === '' && derived === 'account' && chosen === 'identity' ? chosen : derived
  const options =
    kind === 'json' ? [...KINDS, { value: 'json' as const, label: 'Other (in the JSON)' }] : KINDS
  const field = VALUES[kind]
  const choose = (next: PrincipalKind) => {
    setChosen(next)
    onChange(withPrincipal(statement, next, ''))
  }
  return (
    <>
      <Field label="Principal" error={field ? undefined : errors}>
        <NativeSelect
          options={options}
          value={kind}
          onChange={(event) => choose(options.find((one) => one.value === event.target.value)?.value ?? kind)}
        />
      </Field>
      {field && (
        <Field label={field.label} hint={field.hint} error={errors}>
          <Input
            mono
            value={value}
            onChange={(event) => onChange(withPrincipal(statement, kind, event.target.value.trim()))}
          />
        </Field>
      )}
    </>
  )
}
