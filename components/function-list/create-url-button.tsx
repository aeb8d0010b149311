import { READ_ONLY_REASON } from '@/components/shell/read-only-reason'
import { Button, ButtonLink } from '@/components/ui/button'
import { createPath } from '@/lib/identity/paths'

/** The way to a new function URL from a list, whose page knows at once whether the console is for reading only. */
export function CreateUrlButton({ isReadOnly }: { isReadOnly: boolean }) {
  if (isReadOnly)
    return (
      <Button variant="primary" disabledReason={READ_ONLY_REASON}>
        Create function URL
      </Button>
    )
  return (
    <ButtonLink variant="primary" href={createPath()}>
      Create function URL
    </ButtonLink>
  )
}
