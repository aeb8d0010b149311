'use client'

import { useQuery } from '@tanstack/react-query'
import { Controller, useForm, useFormState, useWatch } from 'react-hook-form'
import {
  EMPTY_GRANT,
  type GrantFormOf,
  type GrantFormValue,
  grantOf,
} from '@/components/access/grant-form-value'
import { StatementFields } from '@/components/access/statement-fields'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useOnApplied } from '@/components/changes/use-on-applied'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { lateResolver } from '@/components/ui/late-resolver'
import { RadioCards } from '@/components/ui/radio-cards'
import { useDraft } from '@/lib/draft/use-draft'
import { identityKey } from '@/lib/identity/names'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'
import { policyQuery } from '@/lib/permissions/queries'
import type { Grant } from '@/lib/permissions/schema'

/** Raised when the fields below change, so that an older draft is not read into them. */
const DRAFT_VERSION = 3

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
    value: 'organization',
    title: 'One organization',
    description: 'Any principal of an AWS organization who signs with SigV4 and is allowed there too.',
  },
  {
    value: 'cloudfront',
    title: 'One CloudFront distribution',
    description: 'CloudFront signs with origin access control (OAC). Needs auth type AWS_IAM.',
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

const resolveGrant = lateResolver(
  async () => (await import('@/components/access/resolve-grant')).resolveGrant,
  grantOf,
)

interface GrantFormProps {
  identity: FunctionUrlIdentity
  /** Of the function URL on this qualifier; absent where there is none. */
  authType: AuthType | undefined
  onDone: () => void
}

/** Adds permissions: ready-made grants for the common cases, or AddPermission as it is. Leads to the review. */
export function GrantForm({ identity, authType, onDone }: GrantFormProps) {
  const form = useForm<GrantFormValue, unknown, Grant>({
    defaultValues: EMPTY_GRANT,
    resolver: resolveGrant,
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
        <NoEffect form={form} authType={authType} />
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
  if (type === 'organization')
    return (
      <Field label="Organization id" hint="o-a1b2c3d4e5" error={errors.organizationId?.message}>
        <Input {...register('organizationId')} mono />
      </Field>
    )
  if (type === 'cloudfront')
    return (
      <Field
        label="ARN of the distribution"
        hint="arn:aws:cloudfront::111122223333:distribution/E1ABCDEF. Callers that POST or PUT must also send x-amz-content-sha256."
        error={errors.distributionArn?.message}
      >
        <Input {...register('distributionArn')} mono />
      </Field>
    )
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

/** A grant to somebody who signs does nothing where nobody does. */
function NoEffect({ form, authType }: Pick<GrantFieldsProps, 'form' | 'authType'>) {
  const type = useWatch({ control: form.control, name: 'type' })
  if (authType !== 'NONE' || type === 'everyone' || type === 'statement') return null
  return (
    <Callout tone="warn" title="It has no effect while the auth type is NONE">
      With NONE every caller is anonymous. Change the auth type to AWS_IAM first.
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
