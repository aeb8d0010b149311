'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { z } from 'zod'
import { ReviewChange } from '@/components/changes/review-change'
import { useAppliedChange } from '@/components/changes/use-applied-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { StatementFields } from '@/components/permissions/statement-fields'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Field, Input } from '@/components/ui/field'
import { RadioCards } from '@/components/ui/radio-cards'
import type { ChangeRequestInput } from '@/lib/changes/schema'
import { useDraft } from '@/lib/draft/use-draft'
import { type FunctionUrlIdentity, identityKey } from '@/lib/function-urls/schema'
import { type AddPermissionInput, type Grant, grantSchema } from '@/lib/permissions/schema'

/** Raised when the fields below change, so that an older draft is not read into them. */
const DRAFT_VERSION = 1

const KINDS = [
  {
    value: 'everyone',
    title: 'Everyone',
    description: 'Anyone on the internet, for a function URL of auth type NONE.',
  },
  {
    value: 'account',
    title: 'One AWS account',
    description: 'Callers of that account who sign with SigV4 and are allowed there too.',
  },
  {
    value: 'role',
    title: 'One role or user',
    description: 'A single IAM principal that signs its calls with SigV4.',
  },
  {
    value: 'statement',
    title: 'Any statement',
    description: 'Every parameter of AddPermission, for everything else.',
  },
] as const

const EMPTY_PERMISSION = {
  StatementId: '',
  Action: 'lambda:InvokeFunctionUrl',
  Principal: '',
  SourceArn: '',
  SourceAccount: '',
  EventSourceToken: '',
  PrincipalOrgID: '',
  FunctionUrlAuthType: '',
  InvokedViaFunctionUrl: false,
}
export type GrantFormValue = {
  type: Grant['type']
  account: string
  roleArn: string
  permission: typeof EMPTY_PERMISSION
}

const EMPTY: GrantFormValue = { type: 'account', account: '', roleArn: '', permission: EMPTY_PERMISSION }

/** What was typed as a grant: fields of the other kinds are no part of it, empty ones are left out. */
function grantOf({ type, account, roleArn, permission }: GrantFormValue) {
  if (type === 'everyone') return { type }
  if (type === 'account') return { type, account: account.trim() }
  if (type === 'role') return { type, roleArn: roleArn.trim() }
  const filled = Object.entries(permission).filter(([, value]) => value !== '' && value !== false)
  return { type, permission: { StatementId: '', Principal: '', Action: '', ...Object.fromEntries(filled) } }
}

const formSchema = z
  .custom<GrantFormValue>()
  .transform((value) => grantOf(value) as Grant)
  .pipe(grantSchema)

interface GrantFormProps {
  identity: FunctionUrlIdentity
  onDone?: () => void
}

/** Adds permissions: ready-made grants for the common cases, or AddPermission as it is. Leads to the review. */
export function GrantForm({ identity, onDone }: GrantFormProps) {
  const form = useForm<GrantFormValue, unknown, Grant>({
    defaultValues: EMPTY,
    resolver: zodResolver(formSchema),
  })
  const draft = useDraft(`grant/${identityKey(identity)}`, form, DRAFT_VERSION, {
    exclude: ['permission.EventSourceToken'],
  })
  const flow = useChangeFlow()
  const applied = useAppliedChange(identity)
  const type = useWatch({ control: form.control, name: 'type' })
  const submit = form.handleSubmit((grant) => {
    const request: ChangeRequestInput = { kind: 'grant', identity, grants: [grant] }
    flow.review(request)
  })
  const { errors } = form.formState
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4" aria-label="Add permission">
      <Controller
        control={form.control}
        name="type"
        render={({ field }) => (
          <RadioCards
            label="Who may call"
            value={field.value}
            onChange={field.onChange}
            options={KINDS.map((kind) => ({ ...kind }))}
          />
        )}
      />
      {type === 'everyone' && (
        <Callout
          tone="warn"
          title="This opens the function URL to the whole internet while its auth type is NONE."
        />
      )}
      {type === 'account' && (
        <Field label="Account id" hint="12 digits" error={errors.account?.message}>
          <Input {...form.register('account')} mono inputMode="numeric" />
        </Field>
      )}
      {type === 'role' && (
        <Field
          label="ARN of the role or user"
          hint="arn:aws:iam::111122223333:role/name"
          error={errors.roleArn?.message}
        >
          <Input {...form.register('roleArn')} mono />
        </Field>
      )}
      {type === 'statement' && <StatementFields form={form} />}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" pending={flow.isPlanning}>
          Review permission
        </Button>
        <Button
          onClick={() => {
            draft.discard()
            onDone?.()
          }}
        >
          Discard
        </Button>
      </div>
      <ReviewChange
        flow={flow}
        onClose={(ended) => {
          if (ended?.outcome?.verdict !== 'applied') return
          applied(ended)
          draft.discard()
          onDone?.()
        }}
      />
    </form>
  )
}

export type { AddPermissionInput }
