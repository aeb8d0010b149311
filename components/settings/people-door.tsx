'use client'

import { useMay } from '@/components/shell/use-why-not'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { PEOPLE_PATH } from '@/lib/identity/paths'

/** The way to people, groups and their roles, which only who governs the console gets to see. */
export function PeopleDoor() {
  const mayOpen = useMay('people:read')
  if (!mayOpen) return null
  return (
    <Panel aria-labelledby="people-door">
      <PanelHeader title="People and groups" titleId="people-door" />
      <PanelBody>
        <p>
          <TextLink href={PEOPLE_PATH}>Who may come, and what each may do</TextLink>, for administrators of
          everything.
        </p>
      </PanelBody>
    </Panel>
  )
}
