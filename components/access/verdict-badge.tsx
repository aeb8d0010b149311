import {
  Ban,
  CircleDashed,
  CirclePause,
  CircleQuestionMark,
  Globe,
  KeyRound,
  Link2Off,
  type LucideIcon,
  Split,
  Users,
} from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/tone'
import type { VerdictKind } from '@/lib/access/verdict'
import { counted } from '@/lib/text/counted'

const LOOKS: Record<VerdictKind, { word: string; tone: Tone; icon: LucideIcon }> = {
  'no-url': { word: 'No function URL', tone: 'neutral', icon: CircleDashed },
  unknown: { word: 'Access unknown', tone: 'neutral', icon: CircleQuestionMark },
  public: { word: 'Public', tone: 'warn', icon: Globe },
  'public-by-policy': { word: 'Public by its policy', tone: 'warn', icon: Globe },
  depends: { word: 'Depends on the request', tone: 'warn', icon: Split },
  closed: { word: '403 to everyone', tone: 'bad', icon: Ban },
  'alias-deleted': { word: '403: alias deleted', tone: 'bad', icon: Link2Off },
  throttled: { word: 'Throttled to 0', tone: 'bad', icon: CirclePause },
  iam: { word: 'IAM only', tone: 'ok', icon: KeyRound },
  'any-account': { word: 'Any AWS account', tone: 'warn', icon: Users },
  'any-account-by-policy': { word: 'Any AWS account by its policy', tone: 'warn', icon: Users },
}

interface VerdictBadgeProps {
  kind: VerdictKind
  /** Callers who are meant to get through and do not; no verdict is green then. */
  problems?: number
}

/** Who can call a function URL, in a word, a shape and a colour. */
export function VerdictBadge({ kind, problems = 0 }: VerdictBadgeProps) {
  const { word, tone, icon: Icon } = LOOKS[kind]
  return (
    <Badge tone={problems > 0 && tone === 'ok' ? 'warn' : tone} icon={<Icon aria-hidden />}>
      {problems > 0 ? `${word} · ${counted(problems, 'problem')}` : word}
    </Badge>
  )
}
