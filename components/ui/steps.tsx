import { clsx } from 'clsx'
import { Circle, CircleCheck, CircleHelp, CircleMinus, CircleX, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Spinner } from './spinner'

type StepStatus = 'waiting' | 'running' | 'done' | 'failed' | 'unknown' | 'skipped'

export interface Step {
  title: ReactNode
  description?: ReactNode
  status: StepStatus
  /** What is said in place of the status's own word. */
  word?: string
  children?: ReactNode
}

const MARK: Record<Exclude<StepStatus, 'running'>, { icon: LucideIcon; className: string }> = {
  waiting: { icon: Circle, className: 'text-mute' },
  done: { icon: CircleCheck, className: 'text-ok' },
  failed: { icon: CircleX, className: 'text-bad' },
  unknown: { icon: CircleHelp, className: 'text-warn' },
  skipped: { icon: CircleMinus, className: 'text-mute' },
}

const WORD: Record<StepStatus, string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Outcome unknown',
  skipped: 'Not done',
}

/** Work that goes step by step: what is done, what runs, what is left. */
export function StepList({ steps }: { steps: Step[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order
          key={index}
          aria-current={step.status === 'running' ? 'step' : undefined}
          className="flex gap-2.5"
        >
          <StepMark status={step.status} />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span
                className={clsx(
                  'min-w-0 break-words',
                  step.status === 'waiting' ? 'text-mute' : 'font-strong',
                )}
              >
                {step.title}
              </span>
              <span className="text-mute text-small">{step.word ?? WORD[step.status]}</span>
            </div>
            {step.description && <div className="text-mute text-small">{step.description}</div>}
            {step.children && <div className="mt-2">{step.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}

function StepMark({ status }: { status: StepStatus }) {
  if (status === 'running') return <Spinner className="mt-0.5 text-accent" />
  const { icon: Icon, className } = MARK[status]
  return <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', className)} />
}
