import { SearchX } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function UnknownEvent() {
  return (
    <EmptyState
      level={1}
      icon={<SearchX />}
      title="There is no such event"
      actions={<ButtonLink href="/activity">Show all activity</ButtonLink>}
    >
      The record of this console has no event with the number in the address. Another console writes a record
      of its own.
    </EmptyState>
  )
}
