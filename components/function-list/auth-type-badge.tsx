import { KeyRound } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { AuthType } from '@/lib/identity/schema'

/** The auth type of a function URL, as AWS calls it. Quiet: who can call is the verdict’s to say. */
export function AuthTypeBadge({ authType }: { authType: AuthType }) {
  return (
    <Badge icon={authType === 'NONE' ? undefined : <KeyRound aria-hidden />} className="w-fit shrink-0">
      {authType}
    </Badge>
  )
}
