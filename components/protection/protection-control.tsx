'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useId, useState, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { TargetChip } from '@/components/shell/target-chip'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure, Result } from '@/lib/failures/result'
import { functionUrlName, identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { INVENTORY_KEY } from '@/lib/inventory/queries'
import { removeProtection, setProtection } from '@/lib/protection/actions'
import { MAX_REASON } from '@/lib/protection/max-reason'
import { protectionsQuery } from '@/lib/protection/queries'
import type { Protection } from '@/lib/protection/schema'

/** The mark of one function URL, as far as it is known yet. */
export function useProtection(identity: FunctionUrlIdentity): Protection | undefined {
  return useQuery(protectionsQuery()).data?.[identityKey(identity)]
}

/** Sets or removes the mark that deleting this function URL and making it public takes a second person. */
export function ProtectionControl({ identity }: { identity: FunctionUrlIdentity }) {
  const [isOpen, setOpen] = useState(false)
  const protection = useProtection(identity)
  const whyNot = useWhyNot('protection:set', identity)
  return (
    <>
      <Button
        icon={<ShieldCheck aria-hidden size={14} />}
        disabledReason={whyNot}
        onClick={() => setOpen(true)}
      >
        {protection ? 'Protected…' : 'Protect…'}
      </Button>
      {isOpen && (
        <ProtectionDialog identity={identity} protection={protection} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

interface ProtectionDialogProps {
  identity: FunctionUrlIdentity
  protection?: Protection
  onClose: () => void
}

function ProtectionDialog({ identity, protection, onClose }: ProtectionDialogProps) {
  const form = useId()
  const whyNotRemove = useWhyNot('protection:remove', identity)
  const { ask, failure, isPending } = useMarking(onClose)
  const [reason, setReason] = useState(protection?.reason ?? '')
  const error = failure?.issues?.find(({ path }) => path === 'reason')?.message
  const name = functionUrlName(identity)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={protection ? `${name} is protected` : `Protect ${name}`}
      description={<TargetChip target={identity} />}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {protection && (
            <Button
              variant="danger"
              pending={isPending}
              disabledReason={whyNotRemove}
              onClick={() => ask(() => removeProtection(identity), 'Not protected any more')}
            >
              Remove the mark
            </Button>
          )}
          <Button data-main-action type="submit" form={form} variant="primary" pending={isPending}>
            {protection ? 'Change the reason' : 'Protect'}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          ask(() => setProtection({ ...identity, reason }), 'Protected')
        }}
      >
        <p>
          Deleting it and making it public take a second person from then on: one asks, another one approves,
          administrators included. Stopping all calls and closing it are as ever. Only an administrator
          removes the mark, and that stands in the record.
        </p>
        <Field label="Reason" error={error} hint="Shown to everybody who sees this function URL.">
          <TextArea
            rows={3}
            maxLength={MAX_REASON}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
        {failure && !failure.issues && <FailureCallout failure={failure} />}
      </Form>
    </Dialog>
  )
}

function useMarking(onDone: () => void) {
  const client = useQueryClient()
  const toasts = useToast()
  const [failure, setFailure] = useState<Failure>()
  const [isPending, start] = useTransition()
  const ask = (mark: () => Promise<Result<unknown>>, title: string) =>
    start(async () => {
      const answer = await askAgain(mark).catch((error: unknown) => ({
        ok: false as const,
        failure: failureFrom(error),
      }))
      setFailure(answer.ok ? undefined : answer.failure)
      if (!answer.ok) return
      await client.invalidateQueries({ queryKey: protectionsQuery().queryKey })
      await client.invalidateQueries({ queryKey: INVENTORY_KEY })
      toasts.show({ tone: 'ok', title })
      onDone()
    })
  return { ask, failure, isPending }
}
