'use client'

import { useState } from 'react'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { type FunctionIdentity, functionUrlPath, LATEST } from '@/lib/function-urls/schema'

interface FunctionPoliciesProps {
  identity: FunctionIdentity
  qualifiers: string[]
}

/** The policy of every qualifier; each is read when it is opened, since each is a call to AWS. */
export function FunctionPolicies({ identity, qualifiers }: FunctionPoliciesProps) {
  return (
    <Panel aria-labelledby="policies">
      <PanelHeader
        title="Resource-based policies"
        titleId="policies"
        description="Each qualifier has its own; a grant on the function does not reach an alias."
      />
      <PanelBody className="flex flex-col gap-2">
        {qualifiers.map((qualifier) => (
          <QualifierPolicy
            key={qualifier}
            identity={identity}
            qualifier={qualifier}
            startsOpen={qualifier === LATEST}
          />
        ))}
      </PanelBody>
    </Panel>
  )
}

interface QualifierPolicyProps {
  identity: FunctionIdentity
  qualifier: string
  startsOpen: boolean
}

function QualifierPolicy({
  identity: { account, region, functionName },
  qualifier,
  startsOpen,
}: QualifierPolicyProps) {
  const [isOpen, setIsOpen] = useState(startsOpen)
  const identity = { account, region, functionName, qualifier }
  return (
    <details
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="border-line border-b pb-2 last:border-b-0"
    >
      <summary className="min-h-6 text-mono">{qualifier}</summary>
      {isOpen && (
        <div className="pt-2">
          <PolicyStatements identity={identity} />
          <TextLink href={functionUrlPath(identity, 'access')}>Manage access of {qualifier}</TextLink>
        </div>
      )}
    </details>
  )
}
