import { Globe, KeyRound } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { AuthType } from '@/lib/identity/schema'

/** The auth type of a function URL, as AWS calls it. */
export function AuthTypeBadge({ authType }: { authType: AuthType }) {
  const isNone = authType === 'NONE'
  return (
    <Badge
      tone={isNone ? 'warn' : 'neutral'}
      icon={isNone ? <Globe aria-hidden /> : <KeyRound aria-hidden />}
      className="w-fit"
    >
      {authType}
    </Badge>
  )
}
