import { SearchX } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { HOME_PATH } from '@/lib/identity/paths'

export default function UnknownBulk() {
  return (
    <EmptyState
      level={1}
      icon={<SearchX />}
      title="There is no such bulk change"
      actions={<ButtonLink href={HOME_PATH}>Show all function URLs</ButtonLink>}
    >
      This console has no bulk change with the id in the address. Another console keeps those of its own.
    </EmptyState>
  )
}
