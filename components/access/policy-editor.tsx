'use client'

import { type SubmitEvent, useId, useState } from 'react'
import { PolicyJsonField } from '@/components/access/policy-json-field'
import { PolicyNotices } from '@/components/access/policy-notices'
import { StatementCard } from '@/components/access/statement-card'
import { usePolicyEdit } from '@/components/access/use-policy-edit'
import { VerdictChange } from '@/components/access/verdict-change'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useOnApplied } from '@/components/changes/use-on-applied'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { statementsMissingFrom } from '@/lib/changes/plan/state-difference'
import { functionUrlName } from '@/lib/identity/names'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'
import { newStatement } from '@/lib/permissions/new-statement'
import { policySizeText } from '@/lib/permissions/policy-document'
import { editedDocument, editedHead, type PolicyEdit } from '@/lib/permissions/policy-edit'
import { type PolicyIssue, policyIssues } from '@/lib/permissions/policy-issues'
import type { Policy, Statement } from '@/lib/permissions/schema'
import { isSameStatement } from '@/lib/permissions/statement'
import { counted } from '@/lib/text/counted'

interface PolicyEditorProps {
  identity: FunctionUrlIdentity
  policy: Policy | null
  /** AWS has said that it does not know PutResourcePolicy in this region. */
  lacksPolicyApi: boolean
  authType: AuthType | undefined
  /** The statement to begin with. */
  first: Statement | undefined
  onDone: () => void
}

/** The policy of one qualifier, statement by statement and as JSON, with who can call before and after. */
export function PolicyEditor({
  identity,
  policy,
  lacksPolicyApi,
  authType,
  first,
  onDone,
}: PolicyEditorProps) {
  const formId = useId()
  const { edit, change, draft } = usePolicyEdit(identity, policy)
  const [open, setOpen] = useState(() => edit.to.findIndex((one) => first && isSameStatement(one, first)))
  const flow = useChangeFlow()
  const done = () => {
    draft.discard()
    onDone()
  }
  useOnApplied('put-policy', identity, done)
  // The fields stand for what the JSON said last: while that cannot be read, they are nothing to mend.
  const issues = edit.json === null ? policyIssues(edit.to, identity, edit.from) : []
  const idle = idleReason(edit, issues)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (idle === undefined)
      flow.review({ kind: 'put-policy', identity, from: edit.from, to: edit.to, head: editedHead(edit) })
  }
  const withStatements = (to: Statement[]) => change({ ...edit, to })
  const add = () => {
    setOpen(edit.to.length)
    withStatements([...edit.to, newStatement(identity, authType, edit.to)])
  }
  return (
    <>
      <Form id={formId} onSubmit={submit} aria-label="Edit policy" className="flex flex-col gap-4">
        <PolicyNotices
          identity={identity}
          policy={policy}
          edit={edit}
          isRestored={draft.restored}
          lacksPolicyApi={lacksPolicyApi}
          onRebase={change}
        />
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 min-[1100px]:grid-cols-[repeat(2,minmax(0,1fr))]">
          <Panel aria-labelledby="statements">
            <PanelHeader
              title="Statements"
              titleId="statements"
              description={policySizeText(editedDocument(edit))}
              actions={
                <Button onClick={add} disabledReason={unread(edit)}>
                  Add statement
                </Button>
              }
            />
            <PanelBody className="py-2">
              {edit.to.length === 0 && (
                <p className="py-2 text-mute">No statement: nobody is granted anything.</p>
              )}
              <ul>
                {edit.to.map((statement, index) => (
                  <StatementCard
                    // biome-ignore lint/suspicious/noArrayIndexKey: a statement is its place while it is edited
                    key={index}
                    statement={statement}
                    identity={identity}
                    issues={issues.filter((issue) => issue.index === index)}
                    isEdited={statementsMissingFrom(edit.from, [statement]).length > 0}
                    isOpen={open === index}
                    disabledReason={unread(edit)}
                    onToggle={() => setOpen(open === index ? -1 : index)}
                    onChange={(next) =>
                      withStatements(edit.to.map((each, place) => (place === index ? next : each)))
                    }
                    onRemove={() => {
                      setOpen(-1)
                      withStatements(edit.to.filter((_, place) => place !== index))
                    }}
                  />
                ))}
              </ul>
            </PanelBody>
          </Panel>
          <div className="flex min-w-0 flex-col gap-4">
            <VerdictChange identity={identity} statements={edit.to} isUnread={edit.json !== null} />
            <Panel aria-labelledby="policy-json">
              <PanelHeader
                title="Policy as JSON"
                titleId="policy-json"
                description="The same policy; edit either."
              />
              <PanelBody>
                <PolicyJsonField edit={edit} onChange={change} />
              </PanelBody>
            </Panel>
          </div>
        </div>
        <ActionBar summary={<Summary name={functionUrlName(identity)} edit={edit} issues={issues} />}>
          <Button onClick={done}>Discard</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            pending={flow.isPlanning}
            disabledReason={idle}
          >
            Review policy
          </Button>
        </ActionBar>
      </Form>
      <ReviewChange flow={flow} />
    </>
  )
}

const unread = ({ json }: PolicyEdit) =>
  json === null ? undefined : 'Fix the JSON first: it cannot be read yet.'

function idleReason(edit: PolicyEdit, issues: readonly PolicyIssue[]): string | undefined {
  const { added, removed } = differenceOf(edit)
  const isSame = added + removed === 0 && editedHead(edit) === undefined
  if (edit.json !== null) return unread(edit)
  if (isSame) return 'Nothing has been changed.'
  return issues.length > 0 ? `Fix ${counted(issues.length, 'problem')} first.` : undefined
}

const differenceOf = ({ from, to }: PolicyEdit) => ({
  added: statementsMissingFrom(from, to).length,
  removed: statementsMissingFrom(to, from).length,
})

interface SummaryProps {
  name: string
  edit: PolicyEdit
  issues: readonly PolicyIssue[]
}

/** "2 statements kept, 1 removed, 1 added · 1 problem to fix" */
function Summary({ name, edit, issues }: SummaryProps) {
  const { added, removed } = differenceOf(edit)
  const problems = issues.length + (edit.json === null ? 0 : 1)
  return (
    <span className="text-mute">
      <strong className="font-strong text-ink">{name}</strong>
      {` · ${counted(edit.to.length - added, 'statement')} kept, ${removed} removed, ${added} added`}
      {problems > 0 && <span className="text-bad">{` · ${counted(problems, 'problem')} to fix`}</span>}
    </span>
  )
}
