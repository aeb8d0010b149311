import { holderName } from '@/components/people/holder-name'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { scopeText } from '@/lib/people/effective-grants'
import type { HeldGrant, PeopleState } from '@/lib/people/schema'
import { visibleText } from '@/lib/text/visible-text'

interface GrantsTableProps {
  state: PeopleState
  onChange: (grant: HeldGrant) => void
  onTake: (grant: HeldGrant) => void
  disabledReason: string | undefined
}

/** Every grant, with who gave it. */
export function GrantsTable({ state, onChange, onTake, disabledReason }: GrantsTableProps) {
  if (state.grants.length === 0)
    return (
      <EmptyState title="No role is given to anybody">
        Who has none sees nothing. Give one to a person, or to a group that the provider of sign-in knows.
      </EmptyState>
    )
  return (
    <Table label="Roles" stacked>
      <THead>
        <TRow>
          <TH>Who</TH>
          <TH>Role</TH>
          <TH>Where</TH>
          <TH>Given</TH>
          <TH>
            <span className="sr-only">Actions</span>
          </TH>
        </TRow>
      </THead>
      <TBody>
        {state.grants.map((grant) => {
          const name = visibleText(holderName(grant.holder, state))
          return (
            <TRow key={grant.id}>
              <TD label="Who">
                <div className="font-medium">{name}</div>
                <div className="text-mute text-small">
                  {grant.holder.kind === 'group' ? 'Group' : 'Person'}
                </div>
              </TD>
              <TD label="Role">{grant.role}</TD>
              <TD label="Where" className="break-words">
                {visibleText(scopeText(grant.scope))}
              </TD>
              <TD label="Given">
                by {visibleText(grant.givenBy)} <Time iso={grant.givenAt} />
              </TD>
              <TD>
                <div className="flex flex-wrap justify-end gap-2">
                  <Button
                    size="sm"
                    disabledReason={disabledReason}
                    aria-label={`Change the role of ${name}`}
                    onClick={() => onChange(grant)}
                  >
                    Change
                  </Button>
                  <Button
                    size="sm"
                    disabledReason={disabledReason}
                    aria-label={`Remove the role of ${name}`}
                    onClick={() => onTake(grant)}
                  >
                    Remove
                  </Button>
                </div>
              </TD>
            </TRow>
          )
        })}
      </TBody>
    </Table>
  )
}
