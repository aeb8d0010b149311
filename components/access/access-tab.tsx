'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { AccessPanel } from '@/components/access/access-panel'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Button } from '@/components/ui/button'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable } from '@/lib/permissions/statement'
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
  const [panel, setPanel] = useQueryState('add', parseAsStringLiteral(['permission']))
  const flow = useChangeFlow()
  const readOnly = useReadOnlyReason()
  const isAdding = panel === 'permission' && readOnly === undefined
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
              <Button variant="primary" disabledReason={readOnly} onClick={() => void setPanel('permission')}>
                Add permission
              </Button>
            )
          }
        />
        <PanelBody className="py-2">
          <PolicyStatements
            identity={identity}
            actionsOf={(statement) => (
              <RemoveButton
                statement={statement}
                readOnly={readOnly}
                onRemove={(Sid) => flow.review({ kind: 'revoke', identity, statementIds: [Sid] })}
              />
            )}
          />
        </PanelBody>
      </Panel>
      <ReviewChange flow={flow} keepLabel="Leave it as it is" />
    </div>
  )
}

interface RemoveButtonProps {
  statement: Statement
  readOnly: string | undefined
  onRemove: (Sid: string) => void
}

function RemoveButton({ statement, readOnly, onRemove }: RemoveButtonProps) {
  const { Sid } = statement
  const reason =
    Sid === undefined
      ? 'It has no statement id, and RemovePermission needs one.'
      : 'RemovePermission does not take an id with such characters.'
  return (
    <Button
      size="sm"
      disabledReason={readOnly ?? (isRemovable(statement) ? undefined : reason)}
      aria-label={`Remove permission ${Sid === undefined ? 'without a statement id' : visibleText(Sid)}`}
      onClick={() => Sid !== undefined && onRemove(Sid)}
    >
      Remove
    </Button>
  )
}
