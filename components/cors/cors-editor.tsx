'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ComponentType, useId } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { CorsFields } from '@/components/cors/cors-fields'
import { CorsSummary } from '@/components/cors/cors-summary'
import { CorsToolbar } from '@/components/cors/cors-toolbar'
import { DraftNotice, UnreadJson } from '@/components/cors/draft-notice'
import { CorsJsonField } from '@/components/cors/lazy-studio'
import { LinkedDraft } from '@/components/cors/linked-draft'
import { resolveCors } from '@/components/cors/resolve-cors'
import type { SimulatorColumnProps } from '@/components/cors/simulator-column'
import { type CorsEditorValue, useCorsDraft } from '@/components/cors/use-cors-draft'
import { useSimulatedRequest } from '@/components/cors/use-simulated-request'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { corsToForm, formToCors } from '@/lib/cors/value/cors-form'
import { type DraftState, useDraft } from '@/lib/draft/use-draft'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { countCorsChanges } from '@/lib/function-urls/setting-differences'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

/** Raised when `CorsEditorValue` changes, so that an older draft is not read into it. */
const DRAFT_VERSION = 2

interface CorsEditorProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  /** When `config` was read, ISO 8601. */
  readAt: string
  /** Why nothing can be changed; the settings are shown and the buttons say so. */
  readOnlyReason?: string
  isPlanning?: boolean
  /** Called with what the person wants, once nothing is left to mend. */
  onReview: (request: ChangeRequestInput) => void
  /** What stands beside the editor and follows the draft. */
  simulator?: ComponentType<SimulatorColumnProps>
}

/** CORS of one function URL: editor and simulator, what was typed before a reload, the bar that leads to the review. */
export function CorsEditor(props: CorsEditorProps) {
  // Other settings stored: begin anew on them; the draft carries over what the person had changed.
  return <EditorOfStored key={JSON.stringify(props.config.Cors ?? null)} {...props} />
}

function EditorOfStored(props: CorsEditorProps) {
  const { identity, config } = props
  const form = useForm<CorsEditorValue>({
    defaultValues: { Cors: corsToForm(config.Cors), json: null },
    resolver: resolveCors,
  })
  const draft = useDraft(`cors/${identityKey(identity)}`, form, DRAFT_VERSION)
  return (
    <FormProvider {...form}>
      <Studio
        {...props}
        draft={draft}
        onSubmit={form.handleSubmit(({ Cors }) =>
          props.onReview({ kind: 'update', identity, Cors: formToCors(Cors) }),
        )}
      />
    </FormProvider>
  )
}

interface StudioProps extends CorsEditorProps {
  draft: DraftState
  onSubmit: () => void
}

const VIEWS = ['form', 'json'] as const

function Studio(props: StudioProps) {
  const {
    identity,
    config,
    readAt,
    readOnlyReason,
    isPlanning,
    draft,
    onSubmit,
    simulator: Simulator,
  } = props
  const formId = useId()
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('form'))
  const [simulated, simulate] = useSimulatedRequest(config.Cors)
  const { cors, json } = useCorsDraft()
  const count = countCorsChanges(config.Cors, cors)
  const isReadOnly = readOnlyReason !== undefined
  const nothing = count === 0 && json === null ? 'Nothing has changed.' : undefined
  const unread = json === null ? undefined : 'Fix the JSON first: it cannot be read yet.'
  const idleReason = readOnlyReason ?? nothing ?? unread
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 min-[1100px]:grid-cols-[repeat(2,minmax(0,1fr))]">
        <div className="flex min-w-0 flex-col gap-4">
          <CorsToolbar
            view={view}
            onView={(next) => void setView(next)}
            identity={identity}
            config={config}
            simulated={simulated}
            onSimulate={simulate}
            isReadOnly={isReadOnly}
          />
          <LinkedDraft stored={config.Cors} />
          {draft.restored && nothing === undefined && <DraftNotice draft={draft} />}
          {view === 'form' && json !== null && <UnreadJson onShow={() => void setView('json')} />}
          <Form
            id={formId}
            onSubmit={(event) => {
              event.preventDefault()
              if (idleReason === undefined) onSubmit()
            }}
            aria-label="CORS settings"
          >
            <Panel aria-labelledby="cors-settings">
              <PanelHeader
                title="CORS settings"
                titleId="cors-settings"
                description={
                  <>
                    Read <Time iso={readAt} />
                  </>
                }
              />
              <PanelBody>
                {view === 'json' ? (
                  <CorsJsonField authType={config.AuthType} isReadOnly={isReadOnly} />
                ) : (
                  <CorsFields authType={config.AuthType} isReadOnly={isReadOnly} />
                )}
              </PanelBody>
            </Panel>
          </Form>
        </div>
        {Simulator && (
          <Simulator
            identity={identity}
            config={config}
            readAt={readAt}
            draft={cors}
            simulated={simulated}
            onSimulate={simulate}
            isReadOnly={isReadOnly}
          />
        )}
      </div>
      <ActionBar summary={<CorsSummary config={config} draft={cors} isUnread={json !== null} />}>
        <Button onClick={draft.discard} disabledReason={nothing}>
          Discard
        </Button>
        <Button
          data-main-action
          type="submit"
          form={formId}
          variant="primary"
          pending={isPlanning}
          disabledReason={idleReason}
        >
          Review changes
        </Button>
      </ActionBar>
    </>
  )
}
