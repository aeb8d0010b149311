'use client'

import { useId } from 'react'
import { TestResults } from '@/components/accounts/test-results'
import { type AccountForm, useAccountForm } from '@/components/accounts/use-account-form'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { Switch } from '@/components/ui/switch'
import { TagInput } from '@/components/ui/tag-input'
import type { AccountsView, ListedAccount } from '@/lib/accounts/schema'

interface AccountDialogProps {
  view: AccountsView
  /** Absent: a new one. */
  account?: ListedAccount
  onClose: () => void
}

/** The form of an account: it can be tested before it is saved. */
export function AccountDialog({ view, account, onClose }: AccountDialogProps) {
  const id = useId()
  const form = useAccountForm({ view, account, onDone: onClose })
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      title={account ? `Edit ${account.name ?? account.account}` : 'Add account'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button pending={form.isTesting} onClick={form.test}>
            Test
          </Button>
          <Button data-main-action type="submit" form={id} variant="primary" pending={form.isSaving}>
            {account ? 'Save' : 'Add'}
          </Button>
        </>
      }
    >
      <Form
        id={id}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          form.save()
        }}
      >
        <Fields form={form} isNew={!account} />
        {form.failure && !form.failure.issues && <FailureCallout failure={form.failure} />}
        <div aria-live="polite">{form.result && <TestResults result={form.result} />}</div>
      </Form>
    </Dialog>
  )
}

function Fields({ form, isNew }: { form: AccountForm; isNew: boolean }) {
  const { value, change, errorOf } = form
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Account id"
          error={errorOf('account')}
          hint={isNew ? undefined : 'It cannot be changed.'}
        >
          <Input
            mono
            inputMode="numeric"
            value={value.account}
            readOnly={!isNew}
            onChange={({ target }) => change({ account: target.value.trim() })}
          />
        </Field>
        <Field label="Name" isOptional error={errorOf('name')}>
          <Input value={value.name} onChange={({ target }) => change({ name: target.value })} />
        </Field>
      </div>
      <Field label="Role ARN" error={errorOf('roleArn')}>
        <Input
          mono
          value={value.roleArn}
          placeholder="arn:aws:iam::111122223333:role/FunctionUrlConsoleReader"
          onChange={({ target }) => change({ roleArn: target.value.trim() })}
        />
      </Field>
      <Field
        label="ExternalId"
        isOptional
        error={errorOf('externalId')}
        hint="Of this installation, unless the role asks for another. It is no secret; it keeps others from using the console’s way into the account."
      >
        <Input
          mono
          value={value.externalId}
          onChange={({ target }) => change({ externalId: target.value.trim() })}
        />
      </Field>
      <Field label="Regions" error={errorOf('regions')}>
        <TagInput
          value={value.regions}
          onChange={(regions) => change({ regions })}
          placeholder="eu-central-1"
        />
      </Field>
      <PersonSwitches form={form} />
    </>
  )
}

function PersonSwitches({ form: { value, change } }: { form: AccountForm }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-strong">Who changes something</legend>
      <p className="text-mute text-small">
        The name of the session always tells it to the account’s CloudTrail. These tell its policies too; the
        role’s trust policy has to allow them.
      </p>
      <Switch
        checked={value.sendsSourceIdentity}
        onCheckedChange={(sendsSourceIdentity) => change({ sendsSourceIdentity })}
        label="Set SourceIdentity (sts:SetSourceIdentity)"
      />
      <Switch
        checked={value.sendsSessionTags}
        onCheckedChange={(sendsSessionTags) => change({ sendsSessionTags })}
        label="Pass session tags (sts:TagSession)"
      />
    </fieldset>
  )
}
