import { SearchX } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function UnknownChange() {
  return (
    <EmptyState
      level={1}
      icon={<SearchX />}
      title="There is no such change"
      actions={<ButtonLink href="/activity">Show all changes</ButtonLink>}
    >
      The record of this console has no change with the id in the address. Another console writes a record of
      its own.
    </EmptyState>
  )
}
