'use client'

import { Controller, useForm, useWatch } from 'react-hook-form'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { AuthTypeCards, InvokeModeCards } from '@/components/function-urls/auth-type-cards'
import { DocsLink } from '@/components/shell/docs-link'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/checkbox'
import { Form } from '@/components/ui/form'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { useServedQuery } from '@/components/ui/use-served-query'
import { useDraft } from '@/lib/draft/use-draft'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { changesText } from '@/lib/function-urls/setting-differences'
import { identityKey } from '@/lib/identity/names'
import type { AuthType, FunctionUrlIdentity, InvokeMode } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

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
  readAt: string
}

/** Auth type and invoke mode of a function URL; CORS has its own tab. Leads to the review. */
export function EditForm({ identity, config, readAt }: EditFormProps) {
  const { data } = useServedQuery(functionUrlQuery(identity), { config, readAt })
  const flow = useChangeFlow()
  if (data.config === null) return null
  const { AuthType, InvokeMode } = data.config
  return (
    <>
      {/* Other settings stored: begin anew on them; the draft carries over what the person had changed. */}
      <EditOfStored
        key={`${AuthType} ${InvokeMode}`}
        identity={identity}
        config={data.config}
        isPlanning={flow.isPlanning}
        onReview={flow.review}
      />
      <ReviewChange flow={flow} />
    </>
  )
}

interface EditOfStoredProps extends Omit<EditFormProps, 'readAt'> {
  isPlanning: boolean
  onReview: (request: ChangeRequestInput) => void
}

function EditOfStored({ identity, config, isPlanning, onReview }: EditOfStoredProps) {
  const stored = { AuthType: config.AuthType, InvokeMode: config.InvokeMode, followsWithStatements: true }
  const form = useForm<EditValue>({ defaultValues: stored })
  const draft = useDraft(`edit/${identityKey(identity)}`, form, DRAFT_VERSION)
  const readOnly = useReadOnlyReason()
  const value = useWatch({ control: form.control })
  const isAuthChanged = value.AuthType !== config.AuthType
  const isModeChanged = value.InvokeMode !== config.InvokeMode
  const changes = Number(isAuthChanged) + Number(isModeChanged)
  const idleReason = readOnly ?? (changes === 0 ? 'Nothing has been changed.' : undefined)
  const submit = form.handleSubmit(({ AuthType, InvokeMode, followsWithStatements }) => {
    if (idleReason !== undefined) return
    onReview({
      kind: 'update',
      identity,
      ...(isAuthChanged ? { AuthType } : {}),
      ...(isModeChanged ? { InvokeMode } : {}),
      statements: followsWithStatements ? 'follow' : 'keep',
    })
  })
  return (
    <Form
      onSubmit={submit}
      className="flex flex-1 flex-col gap-4"
      aria-label="Edit auth type and invoke mode"
    >
      {draft.restored && changes > 0 && (
        <Callout role="status" title="Your unsaved changes from before are back" />
      )}
      <Panel aria-labelledby="auth-type">
        <PanelHeader
          title="Auth type"
          titleId="auth-type"
          description="The address stays the same."
          actions={<DocsLink about="urlAccess" />}
        />
        <PanelBody className="flex flex-col gap-3">
          <Controller
            control={form.control}
            name="AuthType"
            render={({ field }) => <AuthTypeCards {...field} stored={config.AuthType} />}
          />
          {isAuthChanged && (
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
                      : 'Remove the public statements'
                  }
                  description={
                    value.AuthType === 'NONE'
                      ? 'Without both, everyone gets 403.'
                      : 'Left in the policy, they would open it again as soon as the auth type is NONE.'
                  }
                />
              )}
            />
          )}
        </PanelBody>
      </Panel>
      <Panel aria-labelledby="invoke-mode">
        <PanelHeader title="Invoke mode" titleId="invoke-mode" actions={<DocsLink about="streaming" />} />
        <PanelBody>
          <Controller
            control={form.control}
            name="InvokeMode"
            render={({ field }) => <InvokeModeCards {...field} stored={config.InvokeMode} />}
          />
        </PanelBody>
      </Panel>
      <ActionBar summary={changesText(changes)}>
        <Button disabledReason={idleReason} onClick={draft.discard}>
          Discard
        </Button>
        <Button
          data-main-action
          type="submit"
          variant="primary"
          disabledReason={idleReason}
          pending={isPlanning}
        >
          Review changes
        </Button>
      </ActionBar>
    </Form>
  )
}
