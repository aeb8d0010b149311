import { clsx } from 'clsx'
import { CircleAlert, CircleMinus, CircleQuestionMark, type LucideIcon, Split } from 'lucide-react'
import type { Cause, CauseState } from '@/lib/access/cause'
import { visibleText } from '@/lib/text/visible-text'

const LOOKS: Record<CauseState, { word: string; icon: LucideIcon; className: string }> = {
  applies: { word: 'Applies', icon: CircleAlert, className: 'text-bad' },
  depends: { word: 'Depends on the request', icon: Split, className: 'text-warn' },
  unseen: { word: 'Can’t be checked', icon: CircleQuestionMark, className: 'text-warn' },
  'ruled-out': { word: 'Ruled out', icon: CircleMinus, className: 'text-mute' },
}

/** Causes of a response, each with what is known of it. */
export function CauseList({ causes, label }: { causes: readonly Cause[]; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {causes.map((cause) => (
        <CauseItem key={cause.id} cause={cause} />
      ))}
    </ul>
  )
}

function CauseItem({ cause: { title, state, text } }: { cause: Cause }) {
  const { word, icon: Icon, className } = LOOKS[state]
  const isOut = state === 'ruled-out'
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', className)} />
      <div
        className={clsx('min-w-0 flex-1', state === 'applies' && '-my-1 rounded bg-bad-soft px-2.5 py-1.5')}
      >
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className={clsx('min-w-0 break-words', isOut ? 'text-mute' : 'font-strong')}>
            {visibleText(title)}
          </span>
          <span className={clsx('text-small', state === 'applies' ? 'text-bad' : 'text-mute')}>{word}</span>
        </div>
        <p className={clsx('break-words text-small', state === 'applies' ? 'text-ink' : 'text-mute')}>
          {visibleText(text)}
        </p>
      </div>
    </li>
  )
}
