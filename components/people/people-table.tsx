import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Menu } from '@/components/ui/menu'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { effectiveGrants } from '@/lib/people/effective-grants'
import type { Holder, PeopleState, Person } from '@/lib/people/schema'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

interface PeopleTableProps {
  state: PeopleState
  onRights: (person: Person) => void
  onGive: (holder: Holder) => void
  onInvite: (person: Person) => void
  disabledReason: string | undefined
}

/** Who there is: when they came last, in which groups they are, and as what. */
export function PeopleTable({ state, onRights, onGive, onInvite, disabledReason }: PeopleTableProps) {
  if (state.people.length === 0)
    return (
      <EmptyState title="Nobody has signed in yet">
        Whoever signs in stands here from then on, without a role until you give one to them or to a group of
        theirs.
      </EmptyState>
    )
  return (
    <Table label="People" stacked>
      <THead>
        <TRow>
          <TH>Person</TH>
          <TH>Last seen</TH>
          <TH>Groups</TH>
          <TH>Roles</TH>
          <TH>
            <span className="sr-only">Actions</span>
          </TH>
        </TRow>
      </THead>
      <TBody>
        {state.people.map((person) => (
          <TRow key={person.id}>
            <TD label="Person">
              <div className="font-medium">{visibleText(person.name)}</div>
              <div className="text-mute text-small">{visibleText(person.email ?? person.login ?? '')}</div>
            </TD>
            <TD label="Last seen">{person.signedInAt ? <Time iso={person.signedInAt} /> : 'Never'}</TD>
            <TD label="Groups">
              <Groups person={person} />
            </TD>
            <TD label="Roles">{rolesOf(person, state)}</TD>
            <TD>
              <div className="flex flex-wrap justify-end gap-2">
                <Button size="sm" onClick={() => onRights(person)}>
                  What may {visibleText(person.name)} do?
                </Button>
                <Menu
                  label={`More for ${person.name}`}
                  items={[
                    {
                      label: 'Give a role',
                      onSelect: () => onGive({ kind: 'person', id: person.id }),
                      disabledReason,
                    },
                    ...(state.hasLocalAccounts && person.login
                      ? [
                          {
                            label: 'Link for another password',
                            onSelect: () => onInvite(person),
                            disabledReason,
                          },
                        ]
                      : []),
                  ]}
                />
              </div>
            </TD>
          </TRow>
        ))}
      </TBody>
    </Table>
  )
}

function Groups({ person: { groups, groupsProblem } }: { person: Person }) {
  return (
    <div className="flex flex-col items-start gap-1">
      {groups.length > 0 ? visibleText(listed(groups)) : <span className="text-mute">None</span>}
      {groupsProblem && <Badge tone="warn">Not all groups are known</Badge>}
    </div>
  )
}

function rolesOf(person: Person, { grants }: PeopleState) {
  if (person.isDisabled) return <Badge tone="warn">Not let in</Badge>
  const roles = [...new Set(effectiveGrants(person, grants).map(({ grant }) => grant.role))]
  return roles.length > 0 ? listed(roles) : <span className="text-mute">None: sees nothing</span>
}
