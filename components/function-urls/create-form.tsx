'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, FormProvider, useForm, useWatch } from 'react-hook-form'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useOnApplied } from '@/components/changes/use-on-applied'
import { CorsFields } from '@/components/cors/cors-fields'
import { NewUrlStudio } from '@/components/cors/new-url-studio'
import { AuthTypeCards, InvokeModeCards } from '@/components/function-urls/auth-type-cards'
import { CallersField } from '@/components/function-urls/callers-field'
import { type CreateFormValue, createRequest } from '@/components/function-urls/create-request'
import { FunctionField } from '@/components/function-urls/function-field'
import { QualifierField } from '@/components/function-urls/qualifier-field'
import { TargetChip } from '@/components/shell/target-chip'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Form } from '@/components/ui/form'
import { lateResolver } from '@/components/ui/late-resolver'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import type { ChangeProgress } from '@/lib/changes/change'
import { corsToForm } from '@/lib/cors/value/cors-form'
import { useDraft } from '@/lib/draft/use-draft'
import { functionUrlName, identityKey } from '@/lib/identity/names'
import { FUNCTIONS_PATH } from '@/lib/identity/paths'

/** Raised when the fields below change, so that an older draft is not read into them. */
const DRAFT_VERSION = 2

const resolveCreate = lateResolver(
  async () => (await import('@/components/function-urls/resolve-create')).resolveCreate,
  (value: CreateFormValue) => value,
)

interface CreateFormProps {
  /** What the address has filled in. */
  start: { account?: string; region?: string; functionName?: string; qualifier?: string }
  /** The deletion whose configuration is taken up again. */
  deleted?: ChangeProgress
}

/** A new function URL: where, who may call, how it answers, CORS. Leads to the review. */
export function CreateForm({ start, deleted }: CreateFormProps) {
  const form = useForm<CreateFormValue>({
    defaultValues: startValue(start, deleted),
    resolver: resolveCreate,
  })
  const draft = useDraft(
    `create/${Object.values(start).join('/')}/${deleted?.changeId ?? ''}`,
    form,
    DRAFT_VERSION,
  )
  const flow = useChangeFlow()
  const value = useWatch({ control: form.control }) as CreateFormValue
  const identity = {
    account: value.account,
    region: value.region,
    functionName: value.functionName,
    qualifier: value.qualifier,
  }
  const router = useRouter()
  const readOnly = useReadOnlyReason()
  const [created, setCreated] = useState<string>()
  useOnApplied('create', identity, () => {
    draft.forget()
    setCreated(identityKey(identity))
  })
  const submit = form.handleSubmit((filled) => {
    if (readOnly === undefined) flow.review(createRequest(filled, changeTakenUp(filled, deleted)))
  })
  return (
    <FormProvider {...form}>
      <Form onSubmit={submit} aria-label="Create function URL" className="flex flex-1 flex-col gap-4">
        {deleted && (
          <Callout tone="neutral" title="These are the settings of a deleted function URL">
            Creating it again gives it a new address.
          </Callout>
        )}
        {draft.restored && <Callout role="status" title="What you had entered is here again" />}
        <Panel aria-labelledby="where">
          <PanelHeader title="Function and qualifier" titleId="where" />
          <PanelBody className="grid gap-4 sm:grid-cols-2">
            <FunctionField />
            <QualifierField isCreated={created === identityKey(identity)} />
          </PanelBody>
        </Panel>
        <Panel aria-labelledby="who">
          <PanelHeader title="Who can call" titleId="who" />
          <PanelBody className="flex flex-col gap-4">
            <Controller
              control={form.control}
              name="AuthType"
              render={({ field }) => <AuthTypeCards {...field} />}
            />
            {value.AuthType === 'AWS_IAM' ? <CallersField /> : <PublicNote />}
          </PanelBody>
        </Panel>
        <Panel aria-labelledby="how">
          <PanelHeader title="Invoke mode" titleId="how" />
          <PanelBody>
            <Controller
              control={form.control}
              name="InvokeMode"
              render={({ field }) => <InvokeModeCards {...field} />}
            />
          </PanelBody>
        </Panel>
        <Panel aria-labelledby="create-cors">
          <PanelHeader
            title="CORS"
            titleId="create-cors"
            description="Which web pages can call it from a browser."
          />
          <PanelBody className="flex flex-col gap-4">
            <NewUrlStudio identity={identity} authType={value.AuthType} isReadOnly={readOnly !== undefined} />
            <CorsFields authType={value.AuthType} />
          </PanelBody>
        </Panel>
        <ActionBar
          summary={
            value.functionName ? (
              <span className="flex flex-wrap items-center gap-x-2">
                A function URL on {functionUrlName(identity)} <TargetChip target={identity} />
              </span>
            ) : (
              'Choose a function'
            )
          }
        >
          <Button
            onClick={() => {
              draft.discard()
              router.push(FUNCTIONS_PATH)
            }}
          >
            Cancel
          </Button>
          <Button
            data-main-action
            type="submit"
            variant="primary"
            disabledReason={readOnly}
            pending={flow.isPlanning}
          >
            Review creation
          </Button>
        </ActionBar>
      </Form>
      <ReviewChange flow={flow} />
    </FormProvider>
  )
}

function PublicNote() {
  return (
    <Callout tone="warn" title="The plan adds the two statements that let everyone call it">
      lambda:InvokeFunctionUrl with auth type NONE, and lambda:InvokeFunction through the function URL only.
      Without both, everyone gets 403.
    </Callout>
  )
}

function startValue(start: CreateFormProps['start'], deleted: ChangeProgress | undefined): CreateFormValue {
  const config = deleted?.before.config
  return {
    account: start.account ?? '',
    region: start.region ?? '',
    functionName: start.functionName ?? '',
    qualifier: start.qualifier ?? deleted?.request.identity.qualifier ?? '$LATEST',
    AuthType: config?.AuthType ?? 'AWS_IAM',
    InvokeMode: config?.InvokeMode ?? 'BUFFERED',
    Cors: corsToForm(config?.Cors),
    json: null,
    callers: [],
  }
}

/** The deletion that is taken up again: of this very function URL, and not where another one was chosen instead. */
function changeTakenUp(value: CreateFormValue, deleted: ChangeProgress | undefined): string | undefined {
  const isSame = deleted && identityKey(deleted.request.identity) === identityKey(value)
  return isSame ? deleted.changeId : undefined
}
