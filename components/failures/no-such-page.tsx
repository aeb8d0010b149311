import { Unlink } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { FUNCTIONS_PATH } from '@/lib/identity/paths'

/** An address that names no page of the console. */
export function NoSuchPage() {
  return (
    <EmptyState
      level={1}
      icon={<Unlink />}
      title="There is no such page"
      actions={<ButtonLink href={FUNCTIONS_PATH}>Go to Functions</ButtonLink>}
    >
      The address names no page of the console. Functions and their URLs are reached from the list of
      functions.
    </EmptyState>
  )
}
