'use client'

import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { CorsFields } from '@/components/cors/cors-fields'
import { resolveCors } from '@/components/cors/resolve-cors'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Form } from '@/components/ui/form'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { TONE_TEXT } from '@/components/ui/tone'
import type { ChangeRequestInput } from '@/lib/changes/schema'
import { worstConsequence } from '@/lib/cors/consequence'
import { type CorsFormValue, corsToForm, formToCors } from '@/lib/cors/cors-form'
import { changesText, countCorsChanges } from '@/lib/cors/difference'
import { corsIssues } from '@/lib/cors/issues'
import { type DraftState, useDraft } from '@/lib/draft/use-draft'
import { identityKey } from '@/lib/function-urls/identity'
import type { FunctionUrlConfig, FunctionUrlIdentity } from '@/lib/function-urls/schema'

/** Raised when `CorsFormValue` changes, so that an older draft is not read into it. */
const DRAFT_VERSION = 1

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
}

/** CORS of one function URL: the form, what was typed before a reload, and the bar that leads to the review. */
export function CorsEditor(props: CorsEditorProps) {
  // Other settings stored: begin anew on them; the draft carries over what the person had changed.
  return <EditorOfStored key={JSON.stringify(props.config.Cors ?? null)} {...props} />
}

function EditorOfStored({ identity, config, readAt, readOnlyReason, isPlanning, onReview }: CorsEditorProps) {
  const form = useForm<{ Cors: CorsFormValue }>({
    defaultValues: { Cors: corsToForm(config.Cors) },
    resolver: resolveCors,
  })
  const draft = useDraft(`cors/${identityKey(identity)}`, form, DRAFT_VERSION)
  const cors = formToCors(useWatch({ control: form.control, name: 'Cors' }))
  const count = countCorsChanges(config.Cors, cors)
  const idleReason = readOnlyReason ?? (count === 0 ? 'Nothing has been changed.' : undefined)
  const review = form.handleSubmit((value) => {
    if (idleReason === undefined) onReview({ kind: 'update', identity, Cors: formToCors(value.Cors) })
  })
  return (
    <FormProvider {...form}>
      <Form onSubmit={review} aria-label="CORS settings">
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
          <PanelBody className="flex flex-col gap-5">
            {draft.restored && count > 0 && <DraftNotice draft={draft} />}
            <CorsFields authType={config.AuthType} isReadOnly={readOnlyReason !== undefined} />
          </PanelBody>
        </Panel>
        <ActionBar
          summary={
            <Summary
              count={count}
              problems={corsIssues(cors).length}
              consequence={worstConsequence(config.Cors, cors, config.AuthType)}
            />
          }
        >
          <Button onClick={draft.discard} disabledReason={idleReason}>
            Discard
          </Button>
          <Button type="submit" variant="primary" pending={isPlanning} disabledReason={idleReason}>
            Review changes
          </Button>
        </ActionBar>
      </Form>
    </FormProvider>
  )
}

function DraftNotice({ draft }: { draft: DraftState }) {
  const discard = (
    <Button size="sm" onClick={draft.discard}>
      Discard my changes
    </Button>
  )
  if (!draft.isBaseChanged)
    return <Callout role="status" title="Your unsaved changes from before are back" actions={discard} />
  return (
    <Callout tone="warn" role="status" title="CORS was changed since you began editing" actions={discard}>
      What you had changed is put on top of what is stored now. The review shows both before anything is
      applied.
    </Callout>
  )
}

interface SummaryProps {
  count: number
  problems: number
  consequence: ReturnType<typeof worstConsequence>
}

/** "3 changes · no longer allows 1 origin · 1 problem to mend" */
function Summary({ count, problems, consequence }: SummaryProps) {
  return (
    <span className="text-mute">
      <strong className="font-strong text-ink">{changesText(count)}</strong>
      {count > 0 && consequence && (
        <>
          {' · '}
          <span className={TONE_TEXT[consequence.tone]}>{consequence.text}</span>
        </>
      )}
      {count > 0 && problems > 0 && (
        <>
          {' · '}
          <span className="text-bad">
            {problems === 1 ? '1 problem to mend' : `${problems} problems to mend`}
          </span>
        </>
      )}
    </span>
  )
}
