'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { StatementRow } from '@/components/permissions/statement-row'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { Time } from '@/components/ui/time'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { policyQuery } from '@/lib/permissions/queries'
import type { Statement } from '@/lib/permissions/schema'
import { visibleJson } from '@/lib/text/visible-text'

interface PolicyStatementsProps {
  identity: FunctionUrlIdentity
  /** What can be done with one statement. */
  actionsOf?: (statement: Statement) => ReactNode
}

/** The resource-based policy of one qualifier: each statement in a sentence, its JSON, the revision and its age. */
export function PolicyStatements({ identity, actionsOf }: PolicyStatementsProps) {
  const query = useQuery(policyQuery(identity))
  if (query.error)
    return (
      <FailureCallout
        failure={failureFrom(query.error)}
        actions={<Button onClick={() => query.refetch()}>Read again</Button>}
      />
    )
  if (!query.data) return <SkeletonLines lines={3} label="Reading the policy" />
  const { policy, readAt } = query.data
  if (policy === null)
    return <p className="text-mute">No statements. Nobody is granted access on this qualifier.</p>
  return (
    <>
      <ul>
        {policy.statements.map((statement) => (
          <StatementRow
            key={JSON.stringify(statement)}
            statement={statement}
            identity={identity}
            actions={actionsOf?.(statement)}
          />
        ))}
      </ul>
      <p className="mt-3 text-mute text-small">
        Read <Time iso={readAt} />
      </p>
      <Disclosure summary="Policy as JSON">
        <p className="mb-2 text-mute text-small">
          RevisionId <span className="break-all text-mono">{policy.RevisionId}</span>
        </p>
        <CodeBlock label="Policy as JSON" code={visibleJson(policy.statements)} />
      </Disclosure>
    </>
  )
}
