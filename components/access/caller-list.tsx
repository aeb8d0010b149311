import { clsx } from 'clsx'
import { CircleCheck, CircleQuestionMark, CircleX, type LucideIcon, Split } from 'lucide-react'
import { callerKey } from '@/lib/access/caller'
import type { CallerStanding, Standing } from '@/lib/access/caller-standing'
import { visibleText } from '@/lib/text/visible-text'

const LOOKS: Record<Standing, { word: string; icon: LucideIcon; className: string }> = {
  allowed: { word: 'Can call', icon: CircleCheck, className: 'text-ok' },
  'with-identity-policy': {
    word: 'Can call, if an identity policy allows it',
    icon: CircleQuestionMark,
    className: 'text-warn',
  },
  half: { word: 'Cannot call', icon: CircleX, className: 'text-bad' },
  refused: { word: 'Cannot call', icon: CircleX, className: 'text-bad' },
  denied: { word: 'Cannot call', icon: CircleX, className: 'text-bad' },
  depends: { word: 'Depends on the request', icon: Split, className: 'text-warn' },
}

/** Everybody whom the policy speaks of, and where each stands. */
export function CallerList({ standings }: { standings: readonly CallerStanding[] }) {
  return (
    <ul aria-label="Callers" className="flex flex-col gap-2.5">
      {standings.map(({ caller, standing, text }) => {
        const { word, icon: Icon, className } = LOOKS[standing]
        return (
          <li key={callerKey(caller)} className="flex gap-2.5">
            <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', className)} />
            <div className="min-w-0">
              <p className="break-words">{visibleText(text)}</p>
              <p className="text-mute text-small">{word}</p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
