import { clsx } from 'clsx'
import {
  Circle,
  CircleCheck,
  CircleMinus,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
  Split,
} from 'lucide-react'
import type { Gate, GateStatus } from '@/lib/access/gate'

const LOOKS: Record<GateStatus, { word: string; icon: LucideIcon; className: string }> = {
  passed: { word: 'Passes', icon: CircleCheck, className: 'text-ok' },
  stopped: { word: 'Stops here', icon: CircleX, className: 'text-bad' },
  depends: { word: 'Depends on the request', icon: Split, className: 'text-warn' },
  unseen: { word: 'Can’t be checked', icon: CircleQuestionMark, className: 'text-warn' },
  'no-gate': { word: 'Not checked', icon: CircleMinus, className: 'text-mute' },
  'not-reached': { word: 'Not reached', icon: Circle, className: 'text-mute' },
}

/** The path of a request, gate by gate. The one that stops it is the current one. */
export function GateList({ gates, label }: { gates: readonly Gate[]; label: string }) {
  return (
    <ol aria-label={label} className="flex flex-col gap-3">
      {gates.map((gate) => (
        <GateItem key={gate.id} gate={gate} />
      ))}
    </ol>
  )
}

function GateItem({ gate: { title, status, text, answer } }: { gate: Gate }) {
  const { word, icon: Icon, className } = LOOKS[status]
  const isStop = status === 'stopped'
  const isOff = status === 'not-reached'
  return (
    <li aria-current={isStop ? 'step' : undefined} className="flex gap-2.5">
      <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', className)} />
      <div className={clsx('min-w-0 flex-1', isStop && '-my-1 rounded bg-bad-soft px-2.5 py-1.5')}>
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className={clsx('min-w-0 break-words', isOff ? 'text-mute' : 'font-strong')}>{title}</span>
          <span className={clsx('text-small', isStop ? 'text-bad' : 'text-mute')}>
            {isStop && answer ? `${word}: ${answer}` : word}
          </span>
        </div>
        <p className={clsx('break-words text-small', isStop ? 'text-ink' : 'text-mute')}>{text}</p>
      </div>
    </li>
  )
}
