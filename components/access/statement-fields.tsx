'use client'

import { useFormState } from 'react-hook-form'
import type { GrantFormOf } from '@/components/access/grant-form-value'
import { Field, Input, NativeSelect } from '@/components/ui/field'

const TEXT_FIELDS = [
  {
    name: 'StatementId',
    label: 'Statement id',
    hint: 'Letters, digits, hyphens and underscores; unique in this policy.',
  },
  {
    name: 'Principal',
    label: 'Principal',
    hint: '*, an account id, an ARN, or a service such as s3.amazonaws.com.',
  },
  {
    name: 'SourceArn',
    label: 'Source ARN',
    hint: 'Optional. For a service principal: the resource that may call.',
  },
  { name: 'SourceAccount', label: 'Source account', hint: 'Optional. The account that must own the source.' },
  {
    name: 'PrincipalOrgID',
    label: 'Principal organization id',
    hint: 'Optional. Only principals of this AWS organization, with principal *.',
  },
  {
    name: 'EventSourceToken',
    label: 'Event source token',
    hint: 'Optional. For Alexa smart home functions. Not kept in the draft.',
  },
] as const

const ACTIONS = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction', 'lambda:GetFunction', 'lambda:*']

/** Every parameter of AddPermission that describes a statement, named as the API names it. */
export function StatementFields({ form, isIdUsed }: { form: GrantFormOf; isIdUsed: boolean }) {
  const errors = useFormState({ control: form.control }).errors.permission
  const idInUse = isIdUsed ? 'A statement of this policy has this id already.' : undefined
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {TEXT_FIELDS.map(({ name, label, hint }) => (
        <Field
          key={name}
          label={label}
          hint={hint}
          error={(name === 'StatementId' ? idInUse : undefined) ?? errors?.[name]?.message}
        >
          <Input {...form.register(`permission.${name}`)} mono />
        </Field>
      ))}
      <Field label="Action" hint="lambda: and one action, lambda:* or *." error={errors?.Action?.message}>
        <Input {...form.register('permission.Action')} list="lambda-actions" mono />
      </Field>
      <datalist id="lambda-actions">
        {ACTIONS.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
      <Field
        label="Function URL auth type"
        hint="Goes with lambda:InvokeFunctionUrl only."
        error={errors?.FunctionUrlAuthType?.message}
      >
        <NativeSelect {...form.register('permission.FunctionUrlAuthType')}>
          <option value="">no condition</option>
          <option value="NONE">NONE</option>
          <option value="AWS_IAM">AWS_IAM</option>
        </NativeSelect>
      </Field>
      <Field
        label="Invoked via function URL"
        hint="Goes with lambda:InvokeFunction only."
        error={errors?.InvokedViaFunctionUrl?.message}
      >
        <NativeSelect {...form.register('permission.InvokedViaFunctionUrl')}>
          <option value="">no condition</option>
          <option value="true">Only through the function URL</option>
          <option value="false">Not through the function URL</option>
        </NativeSelect>
      </Field>
    </div>
  )
}
