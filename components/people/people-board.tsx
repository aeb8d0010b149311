'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { GrantsTable } from '@/components/people/grants-table'
import { PeopleTable } from '@/components/people/people-table'
import { RulesPanel } from '@/components/people/rules-panel'
import { usePeople } from '@/components/people/use-people'
import { READ_ONLY_REASON } from '@/components/shell/read-only-reason'
import { Button } from '@/components/ui/button'
import { Panel, PanelHeader } from '@/components/ui/panel'
import type { HeldGrant, Holder, PeopleState, Person } from '@/lib/people/schema'

const GrantDialog = dynamic(() => import('@/components/people/grant-dialog').then((room) => room.GrantDialog))
const InviteDialog = dynamic(() =>
  import('@/components/people/invite-dialog').then((room) => room.InviteDialog),
)
const PersonRights = dynamic(() =>
  import('@/components/people/person-rights').then((room) => room.PersonRights),
)
const TakeDialog = dynamic(() => import('@/components/people/take-dialog').then((room) => room.TakeDialog))

/** What stands in front of the page. */
type Open =
  | { is: 'grant'; holder?: Holder; known?: HeldGrant }
  | { is: 'take'; known: HeldGrant }
  | { is: 'rights'; person: Person }
  | { is: 'invite'; person?: Person }

/** Everybody who comes, what is granted to whom, and what holds for all. */
export function PeopleBoard({ initial }: { initial: PeopleState }) {
  const people = usePeople(initial)
  const [open, setOpen] = useState<Open>()
  const { state, failure } = people
  const reason = state.isReadOnly ? READ_ONLY_REASON : undefined
  const close = () => {
    people.forget()
    setOpen(undefined)
  }
  return (
    <div className="flex flex-col gap-4 pb-6">
      {failure && !open && <FailureCallout failure={failure} />}
      <Panel aria-labelledby="people">
        <PanelHeader
          title="People"
          titleId="people"
          description="Everybody who has signed in or was invited. Groups are those that the provider of sign-in told last."
          actions={
            state.hasLocalAccounts && (
              <Button disabledReason={reason} onClick={() => setOpen({ is: 'invite' })}>
                Invite a person
              </Button>
            )
          }
        />
        <PeopleTable
          state={state}
          onRights={(person) => setOpen({ is: 'rights', person })}
          onInvite={(person) => setOpen({ is: 'invite', person })}
          onGive={(holder) => setOpen({ is: 'grant', holder })}
          disabledReason={reason}
        />
      </Panel>
      <Panel aria-labelledby="grants">
        <PanelHeader
          title="Roles"
          titleId="grants"
          description="Who may do what, and where. A change takes effect with the next request of whom it is about."
          actions={
            <Button disabledReason={reason} onClick={() => setOpen({ is: 'grant' })}>
              Give a role
            </Button>
          }
        />
        <GrantsTable
          state={state}
          onChange={(known) => setOpen({ is: 'grant', known })}
          onTake={(known) => setOpen({ is: 'take', known })}
          disabledReason={reason}
        />
      </Panel>
      <RulesPanel people={people} />
      {open?.is === 'grant' && (
        <GrantDialog people={people} holder={open.holder} known={open.known} onClose={close} />
      )}
      {open?.is === 'take' && <TakeDialog people={people} known={open.known} onClose={close} />}
      {open?.is === 'invite' && <InviteDialog known={open.person} onClose={close} />}
      {open?.is === 'rights' && <PersonRights person={open.person} state={state} onClose={close} />}
    </div>
  )
}
