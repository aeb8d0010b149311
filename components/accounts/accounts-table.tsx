'use client'

import { whyNot } from '@/components/accounts/why-not'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { AccountsView, ListedAccount } from '@/lib/accounts/schema'

const FROM = { environment: 'Environment', file: 'File', page: 'Page' } as const

interface AccountsTableProps {
  view: AccountsView
  onEdit: (account: ListedAccount) => void
  onRemove: (account: ListedAccount) => void
}

export function AccountsTable({ view, onEdit, onRemove }: AccountsTableProps) {
  return (
    <Table label="Accounts" stacked>
      <THead>
        <TRow>
          <TH>Account</TH>
          <TH>Role</TH>
          <TH>Regions</TH>
          <TH>Tells AWS who changes</TH>
          <TH>From</TH>
          <TH align="end">
            <span className="sr-only">Actions</span>
          </TH>
        </TRow>
      </THead>
      <TBody>
        {view.accounts.map((each) => (
          <TRow key={each.account}>
            <TD label="Account">
              {each.name && <div className="font-strong">{each.name}</div>}
              <div className="text-mono">{each.account}</div>
            </TD>
            <TD label="Role">
              <code className="break-all">{each.roleArn}</code>
              <div className="text-mute text-small">
                ExternalId: {each.externalId ? <code className="break-all">{each.externalId}</code> : 'none'}
              </div>
            </TD>
            <TD label="Regions">{each.regions.join(', ')}</TD>
            <TD label="Tells AWS who changes">
              <PersonCell account={each} />
            </TD>
            <TD label="From">
              <Badge>{FROM[each.from]}</Badge>
              {each.changedAt && (
                <div className="text-mute text-small">
                  {each.changedBy}, <Time iso={each.changedAt} />
                </div>
              )}
            </TD>
            <TD align="end">
              {each.from === 'page' && (
                <span className="inline-flex gap-2">
                  <Button
                    size="sm"
                    disabledReason={whyNot(view)}
                    aria-label={`Edit ${each.account}`}
                    onClick={() => onEdit(each)}
                  >
                    Edit
                  </Button>
                  <Button
                    size="sm"
                    disabledReason={whyNot(view)}
                    aria-label={`Remove ${each.account}`}
                    onClick={() => onRemove(each)}
                  >
                    Remove
                  </Button>
                </span>
              )}
            </TD>
          </TRow>
        ))}
      </TBody>
    </Table>
  )
}

function PersonCell({ account }: { account: ListedAccount }) {
  const line = (name: string, isOn: boolean) => (
    <div>
      {name}: {isOn ? 'on' : 'off'}
    </div>
  )
  return (
    <div className="text-small">
      {line('Session name', true)}
      {line('SourceIdentity', account.sendsSourceIdentity)}
      {line('Session tags', account.sendsSessionTags)}
    </div>
  )
}
