'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { AccessPanel } from '@/components/access/access-panel'
import { PolicyEditor } from '@/components/access/lazy-policy-editor'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Button } from '@/components/ui/button'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { policyQuery } from '@/lib/permissions/queries'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable } from '@/lib/permissions/statement'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { revokeOf } from '@/lib/requests/revoke-of'
import { visibleText } from '@/lib/text/visible-text'

/** Loaded when a permission is to be added. */
const GrantForm = dynamic(async () => (await import('@/components/access/grant-form')).GrantForm, {
  loading: () => <SkeletonLines lines={9} label="Loading the form" />,
})

interface AccessTabProps {
  identity: FunctionUrlIdentity
}

/** Who can call, and the statements that decide it, with or without a function URL; every change leads to the review. */
export function AccessTab({ identity }: AccessTabProps) {
  const { data } = useQuery(functionUrlQuery(identity))
  const policy = useQuery(policyQuery(identity))
  const [panel, setPanel] = useQueryState('add', parseAsStringLiteral(['permission']))
  const [editing, setEditing] = useQueryState('edit', parseAsStringLiteral(['policy']))
  const [first, setFirst] = useState<Statement>()
  const flow = useChangeFlow()
  const readOnly = useReadOnlyReason()
  const isAdding = panel === 'permission' && readOnly === undefined
  const edit = (statement?: Statement) => {
    setFirst(statement)
    void setEditing('policy')
  }
  if (editing === 'policy' && readOnly === undefined && policy.data)
    return (
      <div className="pb-6">
        <PolicyEditor
          identity={identity}
          policy={policy.data.policy}
          lacksPolicyApi={policy.data.lacksPolicyApi === true}
          authType={data?.config?.AuthType}
          first={first}
          onDone={() => void setEditing(null)}
        />
      </div>
    )
  return (
    <div className="flex flex-col gap-4 pb-6">
      <AccessPanel identity={identity} onCure={flow.review} />
      {isAdding && (
        <Panel aria-labelledby="add-permission">
          <PanelHeader
            title="Add permission"
            titleId="add-permission"
            description={`To the policy of ${identity.functionName}:${identity.qualifier}. Qualifier and RevisionId are sent along, so that nobody else’s change is overwritten.`}
          />
          <PanelBody>
            <GrantForm
              identity={identity}
              authType={data?.config?.AuthType}
              onDone={() => void setPanel(null)}
            />
          </PanelBody>
        </Panel>
      )}
      <Panel aria-labelledby="policy">
        <PanelHeader
          title="Resource-based policy"
          titleId="policy"
          description={`The statements of ${identity.functionName}:${identity.qualifier}. Each qualifier has its own.`}
          actions={
            !isAdding && (
              <>
                <Button disabledReason={readOnly} onClick={() => edit()}>
                  Edit policy
                </Button>
                <Button
                  variant="primary"
                  disabledReason={readOnly}
                  onClick={() => void setPanel('permission')}
                >
                  Add permission
                </Button>
              </>
            )
          }
        />
        <PanelBody className="py-2">
          <PolicyStatements
            identity={identity}
            actionsOf={(statement) => (
              <StatementActions
                statement={statement}
                identity={identity}
                readOnly={readOnly}
                lacksPolicyApi={policy.data?.lacksPolicyApi === true}
                onEdit={() => edit(statement)}
                onRemove={flow.review}
              />
            )}
          />
        </PanelBody>
      </Panel>
      <ReviewChange flow={flow} keepLabel="Cancel" />
    </div>
  )
}

interface StatementActionsProps {
  statement: Statement
  identity: FunctionUrlIdentity
  readOnly: string | undefined
  lacksPolicyApi: boolean
  onEdit: () => void
  onRemove: (request: ChangeRequestInput) => void
}

function StatementActions(props: StatementActionsProps) {
  const { statement, identity, readOnly, lacksPolicyApi, onEdit, onRemove } = props
  const { Sid } = statement
  const name = Sid === undefined ? 'without a statement id' : visibleText(Sid)
  const lacking =
    lacksPolicyApi && !isRemovable(statement)
      ? `${identity.region} does not know PutResourcePolicy yet, and RemovePermission cannot name this statement.`
      : undefined
  return (
    <div className="flex shrink-0 gap-2">
      <Button size="sm" disabledReason={readOnly} aria-label={`Edit permission ${name}`} onClick={onEdit}>
        Edit
      </Button>
      <Button
        size="sm"
        disabledReason={readOnly ?? lacking}
        aria-label={`Remove permission ${name}`}
        onClick={() => onRemove(revokeOf(statement, identity))}
      >
        Remove
      </Button>
    </div>
  )
}
