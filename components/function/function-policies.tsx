'use client'

import { useState } from 'react'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { functionUrlPath } from '@/lib/identity/paths'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity } from '@/lib/identity/schema'

interface FunctionPoliciesProps {
  identity: FunctionIdentity
  /** `$LATEST` and the aliases: what a function URL can hang on. */
  qualifiers: string[]
  versions: string[]
}

/** The policy of every qualifier; each is read when it is opened, since each is a call to AWS. */
export function FunctionPolicies({ identity, qualifiers, versions }: FunctionPoliciesProps) {
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
        {versions.length > 0 && <VersionPolicies identity={identity} versions={versions} />}
      </PanelBody>
    </Panel>
  )
}

/** A version has no function URL, but it can have a policy: shown, never changed here. */
function VersionPolicies({ identity, versions }: { identity: FunctionIdentity; versions: string[] }) {
  return (
    <Disclosure summary={`Published versions (${versions.length}), read-only`}>
      <div className="flex flex-col gap-2 pl-4">
        {versions.map((version) => (
          <QualifierPolicy key={version} identity={identity} qualifier={version} isVersion />
        ))}
      </div>
    </Disclosure>
  )
}

interface QualifierPolicyProps {
  identity: FunctionIdentity
  qualifier: string
  startsOpen?: boolean
  isVersion?: boolean
}

function QualifierPolicy(props: QualifierPolicyProps) {
  const { qualifier, startsOpen = false, isVersion = false } = props
  const { account, region, functionName } = props.identity
  const [isOpen, setIsOpen] = useState(startsOpen)
  const identity = { account, region, functionName, qualifier }
  return (
    <Disclosure
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      summary={<span className="text-mono text-ink">{qualifier}</span>}
      className="border-line border-b pb-2 last:border-b-0"
    >
      {isOpen && (
        <div className="pl-4">
          <PolicyStatements identity={identity} />
          {!isVersion && (
            <TextLink href={functionUrlPath(identity, 'access')} className="inline-block py-1">
              Manage access of {qualifier}
            </TextLink>
          )}
        </div>
      )}
    </Disclosure>
  )
}
