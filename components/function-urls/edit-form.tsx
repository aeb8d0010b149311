'use client'

import { useRouter } from 'next/navigation'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { ReviewChange } from '@/components/changes/review-change'
import { useAppliedChange } from '@/components/changes/use-applied-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { AuthTypeCards, InvokeModeCards } from '@/components/function-urls/auth-type-cards'
import { ActionBar } from '@/components/ui/action-bar'
import { asRoute } from '@/components/ui/as-route'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { useDraft } from '@/lib/draft/use-draft'
import {
  type AuthType,
  type FunctionUrlConfig,
  type FunctionUrlIdentity,
  functionUrlPath,
  type InvokeMode,
  identityKey,
} from '@/lib/function-urls/schema'

/** Raised when the fields below change, so that an older draft is not read into them. */
const DRAFT_VERSION = 1

interface EditValue {
  AuthType: AuthType
  InvokeMode: InvokeMode
  followsWithStatements: boolean
}

interface EditFormProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
}

/** Auth type and invoke mode of a function URL; CORS has its own tab. Leads to the review. */
export function EditForm({ identity, config }: EditFormProps) {
  const router = useRouter()
  const stored = { AuthType: config.AuthType, InvokeMode: config.InvokeMode, followsWithStatements: true }
  const form = useForm<EditValue>({ defaultValues: stored })
  const draft = useDraft(`edit/${identityKey(identity)}`, form, DRAFT_VERSION)
  const flow = useChangeFlow()
  const applied = useAppliedChange(identity)
  const value = useWatch({ control: form.control })
  const changes = [value.AuthType !== config.AuthType, value.InvokeMode !== config.InvokeMode].filter(
    Boolean,
  ).length
  const submit = form.handleSubmit(({ AuthType, InvokeMode, followsWithStatements }) =>
    flow.review({
      kind: 'update',
      identity,
      ...(AuthType === config.AuthType ? {} : { AuthType }),
      ...(InvokeMode === config.InvokeMode ? {} : { InvokeMode }),
      statements: followsWithStatements ? 'follow' : 'keep',
    }),
  )
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" aria-label="Edit function URL">
      <Panel>
        <PanelHeader title="Auth type" description="The address stays the same." />
        <PanelBody>
          <Controller
            control={form.control}
            name="AuthType"
            render={({ field }) => <AuthTypeCards {...field} />}
          />
          {value.AuthType !== config.AuthType && (
            <Controller
              control={form.control}
              name="followsWithStatements"
              render={({ field }) => (
                <Checkbox
                  checked={field.value}
                  onCheckedChange={field.onChange}
                  label={
                    value.AuthType === 'NONE'
                      ? 'Add the two public statements that make it reachable'
                      : 'Remove the public statements, which would open it again with auth type NONE'
                  }
                />
              )}
            />
          )}
        </PanelBody>
      </Panel>
      <Panel>
        <PanelHeader title="Invoke mode" />
        <PanelBody>
          <Controller
            control={form.control}
            name="InvokeMode"
            render={({ field }) => <InvokeModeCards {...field} />}
          />
        </PanelBody>
      </Panel>
      <ActionBar summary={changes === 0 ? 'No changes' : changes === 1 ? '1 change' : `${changes} changes`}>
        <Button disabled={changes === 0} onClick={draft.discard}>
          Discard
        </Button>
        <Button type="submit" variant="primary" disabled={changes === 0} pending={flow.isPlanning}>
          Review changes
        </Button>
      </ActionBar>
      <ReviewChange
        flow={flow}
        onClose={(ended) => {
          if (ended?.outcome?.verdict !== 'applied') return
          applied(ended)
          draft.forget()
          router.push(asRoute(functionUrlPath(identity)))
        }}
      />
    </form>
  )
}
