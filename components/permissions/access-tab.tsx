'use client'

import { useState } from 'react'
import { ReviewChange } from '@/components/changes/review-change'
import { useAppliedChange } from '@/components/changes/use-applied-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { GrantForm } from '@/components/permissions/grant-form'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { useConnection } from '@/components/shell/use-connection'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import type { FunctionUrlConfig, FunctionUrlIdentity } from '@/lib/function-urls/schema'
import type { Statement } from '@/lib/permissions/schema'
import { visibleText } from '@/lib/visible-text'

interface AccessTabProps {
  identity: FunctionUrlIdentity
  config?: FunctionUrlConfig
}

const NO_SID = 'It has no statement id, and RemovePermission needs one.'

/** The statements of this qualifier, with adding and removing; both lead to the review. */
export function AccessTab({ identity }: AccessTabProps) {
  const [isAdding, setIsAdding] = useState(false)
  const flow = useChangeFlow()
  const applied = useAppliedChange(identity)
  const { data: connection } = useConnection()
  const readOnly = connection?.isReadOnly
    ? 'The console is in read-only mode (CONSOLE_READ_ONLY).'
    : undefined
  const remove = ({ Sid }: Statement) =>
    Sid !== undefined && flow.review({ kind: 'revoke', identity, statementIds: [Sid] })
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Panel aria-labelledby="policy">
        <PanelHeader
          title="Resource-based policy"
          titleId="policy"
          description={`The statements of ${identity.functionName}:${identity.qualifier}. Each qualifier has its own.`}
          actions={
            <Button variant="primary" disabledReason={readOnly} onClick={() => setIsAdding(true)}>
              Add permission
            </Button>
          }
        />
        <PanelBody>
          <PolicyStatements
            identity={identity}
            actionsOf={(statement) => (
              <Button
                size="sm"
                disabledReason={readOnly ?? (statement.Sid === undefined ? NO_SID : undefined)}
                aria-label={`Remove permission ${visibleText(statement.Sid ?? '')}`}
                onClick={() => remove(statement)}
              >
                Remove
              </Button>
            )}
          />
        </PanelBody>
      </Panel>
      {isAdding && (
        <Panel aria-labelledby="add-permission">
          <PanelHeader title="Add permission" titleId="add-permission" />
          <PanelBody>
            <GrantForm identity={identity} onDone={() => setIsAdding(false)} />
          </PanelBody>
        </Panel>
      )}
      <Callout title="What cannot be seen from here">
        Identity policies, service control policies and resource control policies decide too; this console
        reads the resource-based policy only.
      </Callout>
      <ReviewChange
        flow={flow}
        keepLabel="Keep it"
        onClose={(ended) => ended?.outcome?.verdict === 'applied' && applied(ended)}
      />
    </div>
  )
}
