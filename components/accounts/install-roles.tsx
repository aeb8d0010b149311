'use client'

import { useState } from 'react'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { CodeBlock } from '@/components/ui/code-block'
import { Field, Input } from '@/components/ui/field'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import {
  type InstalledRole,
  roleAsCloudFormation,
  roleAsTerraform,
  rolePoliciesAsJson,
  type Trust,
} from '@/lib/accounts/install-roles'

const ROLES: { value: InstalledRole; label: string; says: string }[] = [
  { value: 'reader', label: 'Reader', says: 'Looks, and changes nothing.' },
  {
    value: 'editor',
    label: 'Editor',
    says: 'Also creates and edits function URLs, their permissions and reserved concurrency, and sends signed requests.',
  },
  { value: 'admin', label: 'Admin', says: 'Also deletes function URLs.' },
]
const FORMATS = [
  { value: 'json', label: 'JSON' },
  { value: 'cloudformation', label: 'CloudFormation' },
  { value: 'terraform', label: 'Terraform' },
] as const
type Format = (typeof FORMATS)[number]['value']

/** The roles that the console needs in another account, ready to be installed there. */
export function InstallRoles({ externalId, principal }: { externalId: string; principal?: string }) {
  const [role, setRole] = useState<InstalledRole>('reader')
  const [format, setFormat] = useState<Format>('json')
  const [carriesPerson, setCarriesPerson] = useState(true)
  const [trusted, setTrusted] = useState(principal ?? '')
  const trust = { principal: trusted, externalId, carriesPerson }
  return (
    <Panel aria-labelledby="install-roles">
      <PanelHeader
        title="Roles to install"
        titleId="install-roles"
        description="Each allows exactly what the console calls. One of them in each account, then add the account above."
      />
      <PanelBody className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-4">
          <ChoiceSwitch label="Role" value={role} onChange={setRole} options={ROLES} />
          <ChoiceSwitch label="Format" value={format} onChange={setFormat} options={[...FORMATS]} />
        </div>
        <p>{ROLES.find(({ value }) => value === role)?.says}</p>
        <Field
          label="Who assumes it"
          hint="The console’s own user or role. Of a role whose ARN has a path, write the path too: AWS does not tell it."
        >
          <Input mono value={trusted} onChange={({ target }) => setTrusted(target.value.trim())} />
        </Field>
        <Switch
          checked={carriesPerson}
          onCheckedChange={setCarriesPerson}
          label="Let the console set SourceIdentity and pass session tags"
        />
        <Code role={role} format={format} trust={trust} />
      </PanelBody>
    </Panel>
  )
}

function Code({ role, format, trust }: { role: InstalledRole; format: Format; trust: Trust }) {
  if (format === 'terraform') return <CodeBlock label="Terraform" code={roleAsTerraform(role, trust)} />
  if (format === 'cloudformation')
    return (
      <>
        <CodeBlock label="CloudFormation template" code={roleAsCloudFormation(role, trust)} />
        <p className="text-mute text-small">
          For a stack in one account, or a StackSet over an organizational unit. It makes a role with a name,
          so it takes CAPABILITY_NAMED_IAM.
        </p>
      </>
    )
  const { permissions, trust: trustPolicy } = rolePoliciesAsJson(role, trust)
  return (
    <>
      <CodeBlock label="Trust policy" code={trustPolicy} />
      <CodeBlock label="Permissions" code={permissions} />
    </>
  )
}
