'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { Controller, type UseFormReturn, useForm, useFormState, useWatch } from 'react-hook-form'
import { z } from 'zod'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useOnApplied } from '@/components/changes/use-on-applied'
import { StatementFields } from '@/components/permissions/statement-fields'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { RadioCards } from '@/components/ui/radio-cards'
import { useDraft } from '@/lib/draft/use-draft'
import { identityKey } from '@/lib/function-urls/identity'
import type { AuthType, FunctionUrlIdentity } from '@/lib/function-urls/schema'
import { policyQuery } from '@/lib/permissions/queries'
import { type Grant, grantSchema } from '@/lib/permissions/schema'

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

interface GrantFormValue {
  type: Grant['type']
  account: string
  roleArn: string
  permission: typeof EMPTY_PERMISSION
}
export type GrantFormOf = Pick<UseFormReturn<GrantFormValue, unknown, Grant>, 'register' | 'control'>

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
  /** Of the function URL on this qualifier; absent where there is none. */
  authType: AuthType | undefined
  onDone: () => void
}

/** Adds permissions: ready-made grants for the common cases, or AddPermission as it is. Leads to the review. */
export function GrantForm({ identity, authType, onDone }: GrantFormProps) {
  const form = useForm<GrantFormValue, unknown, Grant>({
    defaultValues: EMPTY,
    resolver: zodResolver(formSchema),
  })
  const draft = useDraft(`grant/${identityKey(identity)}`, form, DRAFT_VERSION, {
    exclude: ['permission.EventSourceToken'],
  })
  const flow = useChangeFlow()
  const isUsed = useIdInUse(form, identity)
  const done = () => {
    draft.discard()
    onDone()
  }
  useOnApplied('grant', identity, done)
  const submit = form.handleSubmit((grant) => {
    if (isUsed) return form.setFocus('permission.StatementId')
    flow.review({ kind: 'grant', identity, grants: [grant] })
  })
  return (
    <>
      <Form onSubmit={submit} className="flex flex-col gap-4" aria-label="Add permission">
        {draft.restored && <Callout role="status" title="What you had entered is here again" />}
        <Controller
          control={form.control}
          name="type"
          render={({ field }) => (
            <RadioCards
              label="Who may call"
              columns={2}
              value={field.value}
              onChange={field.onChange}
              options={KINDS.map((kind) => ({ ...kind }))}
            />
          )}
        />
        <GrantFields form={form} authType={authType} isIdUsed={isUsed} />
        <div className="flex gap-2">
          <Button type="submit" variant="primary" pending={flow.isPlanning}>
            Review permission
          </Button>
          <Button onClick={done}>Discard</Button>
        </div>
      </Form>
      <ReviewChange flow={flow} />
    </>
  )
}

interface GrantFieldsProps {
  form: GrantFormOf
  /** Of the function URL on this qualifier; absent where there is none. */
  authType: AuthType | undefined
  isIdUsed: boolean
}

function GrantFields({ form, authType, isIdUsed }: GrantFieldsProps) {
  const { control, register } = form
  const type = useWatch({ control, name: 'type' })
  const { errors } = useFormState({ control })
  if (type === 'statement') return <StatementFields form={form} isIdUsed={isIdUsed} />
  if (type === 'account')
    return (
      <Field label="Account id" hint="12 digits" error={errors.account?.message}>
        <Input {...register('account')} mono inputMode="numeric" />
      </Field>
    )
  if (type === 'role')
    return (
      <Field
        label="ARN of the role or user"
        hint="arn:aws:iam::111122223333:role/name"
        error={errors.roleArn?.message}
      >
        <Input {...register('roleArn')} mono />
      </Field>
    )
  if (authType === 'NONE')
    return <Callout tone="warn" title="This opens the function URL to the whole internet" />
  return (
    <Callout
      title={
        authType === 'AWS_IAM'
          ? 'It has no effect while the auth type is AWS_IAM'
          : 'It has no effect while there is no function URL'
      }
    >
      A function URL of auth type NONE on this qualifier would be open to the whole internet at once.
    </Callout>
  )
}

/** Whether the typed statement id is taken already: AWS would refuse it, so it is said while typing. */
function useIdInUse({ control }: GrantFormOf, identity: FunctionUrlIdentity): boolean {
  const { data } = useQuery(policyQuery(identity))
  const [type, StatementId] = useWatch({ control, name: ['type', 'permission.StatementId'] })
  const statements = data?.policy?.statements ?? []
  return type === 'statement' && statements.some(({ Sid }) => Sid === StatementId)
}
