'use client'

import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import type { Role } from '@/lib/auth/roles'
import { effectiveGrants, scopeText } from '@/lib/people/effective-grants'
import type { PeopleState, Person } from '@/lib/people/schema'
import { visibleText } from '@/lib/text/visible-text'

interface PersonRightsProps {
  person: Person
  state: PeopleState
  onClose: () => void
}

/** What somebody may do, and why: each grant that holds for them, and what the rules make of it. */
export function PersonRights({ person, state, onClose }: PersonRightsProps) {
  const name = visibleText(person.name)
  const grants = effectiveGrants(person, state.grants)
  const setting = person.isDisabled ? undefined : person.administersBy
  return (
    <Dialog open onOpenChange={onClose} title={`What may ${name} do?`}>
      <div className="flex flex-col gap-3">
        {person.groupsProblem && (
          <Callout tone="warn" title="Not all groups are known">
            {visibleText(person.groupsProblem)}
          </Callout>
        )}
        {grants.length === 0 && !setting && (
          <p>
            {person.isDisabled
              ? `${name} is not let in.`
              : `Nothing: no role is given to ${name} or to a group of theirs, so the console shows them nothing.`}
          </p>
        )}
        <ul className="flex flex-col gap-3">
          {setting && (
            <li className="rounded border border-line px-3 py-2">
              <div className="font-medium">admin of everything</div>
              <p>{sentenceOf('admin', state.rules)}</p>
              <p className="text-mute text-small">
                By <code>{setting}</code>, which is set where the console is started.
              </p>
            </li>
          )}
          {grants.map(({ grant, byGroup }) => (
            <li key={grant.id} className="rounded border border-line px-3 py-2">
              <div className="font-medium">
                {grant.role} of {visibleText(scopeText(grant.scope))}
              </div>
              <p>{sentenceOf(grant.role, state.rules)}</p>
              <p className="text-mute text-small">
                {byGroup === undefined
                  ? `Given to ${name} by ${visibleText(grant.givenBy)}.`
                  : `As a member of ${visibleText(byGroup)}, to which ${visibleText(grant.givenBy)} gave it.`}
              </p>
            </li>
          ))}
        </ul>
        {grants.length > 0 && state.rules.isEverythingSeen && (
          <p>Sees everything: a rule lets whoever has a role anywhere see all of it.</p>
        )}
      </div>
    </Dialog>
  )
}

/** What a role may, under the rules. */
function sentenceOf(role: Role, rules: PeopleState['rules']): string {
  if (role === 'viewer') return 'Sees it, and may plan a change to ask for it.'
  const missing = [
    !rules.mayEditorsDelete && 'deleting',
    !rules.mayEditorsMakePublic && 'opening to the internet',
  ].filter((text) => typeof text === 'string')
  if (role === 'editor')
    return missing.length > 0
      ? `Sees and changes it, without ${missing.join(' and ')}: that takes an approver.`
      : 'Sees and changes it, deletes it and opens it to the internet.'
  if (role === 'approver')
    return 'Sees and changes it, deletes it, opens it to the internet, and mutes findings.'
  return 'May do everything here; an administrator of everything also governs people, rules and settings.'
}
