'use client'

import { useState } from 'react'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { Combobox } from '@/components/ui/combobox'
import { Field } from '@/components/ui/field'
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

/** The policy of one qualifier at a time, since each is a call to AWS. */
export function FunctionPolicies({ identity, qualifiers, versions }: FunctionPoliciesProps) {
  const { account, region, functionName } = identity
  const [qualifier, setQualifier] = useState(LATEST)
  const isVersion = versions.includes(qualifier)
  const items = [
    ...qualifiers.map((value) => ({ value, label: value })),
    // A version has no function URL, but it can have a policy: shown, never changed here.
    ...versions.map((value) => ({ value, label: value, detail: 'published version, read-only' })),
  ]
  return (
    <Panel aria-labelledby="policies">
      <PanelHeader
        title="Resource-based policies"
        titleId="policies"
        description="Each qualifier has its own; a grant on the function does not reach an alias."
        actions={
          !isVersion && (
            <TextLink href={functionUrlPath({ account, region, functionName, qualifier }, 'access')}>
              Manage access of {qualifier}
            </TextLink>
          )
        }
      />
      <PanelBody className="flex flex-col gap-3">
        <Field label="Qualifier" className="max-w-80">
          <Combobox value={qualifier} onChange={setQualifier} items={items} />
        </Field>
        <PolicyStatements key={qualifier} identity={{ account, region, functionName, qualifier }} />
      </PanelBody>
    </Panel>
  )
}
