'use client'

import { clsx } from 'clsx'
import { CircleAlert, CircleMinus, CircleQuestionMark, type LucideIcon, Split } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ToggleGroup } from '@/components/ui/toggle-group'
import type { AccessFacts } from '@/lib/access/access-facts'
import type { Cause, CauseState } from '@/lib/access/cause'
import { EXPLAINED_ANSWERS, explainAnswer } from '@/lib/access/explain-answer'
import { visibleText } from '@/lib/text/visible-text'

const LOOKS: Record<CauseState, { word: string; icon: LucideIcon; className: string }> = {
  applies: { word: 'Applies', icon: CircleAlert, className: 'text-bad' },
  depends: { word: 'Depends on the request', icon: Split, className: 'text-warn' },
  unseen: { word: 'Cannot be seen from here', icon: CircleQuestionMark, className: 'text-warn' },
  'ruled-out': { word: 'Ruled out', icon: CircleMinus, className: 'text-mute' },
}

const TITLES = { '403': '403 Forbidden', '429': '429 Too Many Requests', '502': '502 Bad Gateway' }
const OPTIONS = EXPLAINED_ANSWERS.map((value) => ({ value, label: TITLES[value] }))

/** Why a call was answered with 403, 429 or 502: causes that apply first, those that are ruled out last. */
export function AnswerCauses({ facts }: { facts: AccessFacts }) {
  const [answer, setAnswer] = useQueryState('explain', parseAsStringLiteral(EXPLAINED_ANSWERS))
  const choose = (chosen: string[]) => {
    const next = OPTIONS.find(({ value }) => value !== answer && chosen.includes(value))
    void setAnswer(next?.value ?? null)
  }
  return (
    <section aria-labelledby="why-this-answer" className="flex flex-col gap-3">
      <h3 id="why-this-answer" className="font-strong">
        Why does it answer …?
      </h3>
      <ToggleGroup label="Answer" value={answer ? [answer] : []} onChange={choose} options={OPTIONS} />
      {answer && (
        <ul aria-label={`Causes of ${answer}`} className="flex flex-col gap-3">
          {explainAnswer(answer, facts).map((cause) => (
            <CauseItem key={cause.id} cause={cause} />
          ))}
        </ul>
      )}
    </section>
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
          <span className={clsx('min-w-0 break-words', isOut ? 'text-mute' : 'font-strong')}>{title}</span>
          <span className={clsx('text-small', state === 'applies' ? 'text-bad' : 'text-mute')}>{word}</span>
        </div>
        <p className={clsx('break-words text-small', state === 'applies' ? 'text-ink' : 'text-mute')}>
          {visibleText(text)}
        </p>
      </div>
    </li>
  )
}
