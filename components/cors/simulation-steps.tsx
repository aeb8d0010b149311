import { clsx } from 'clsx'
import { Check, CircleHelp, type LucideIcon, Minus, X } from 'lucide-react'
import { Disclosure } from '@/components/ui/disclosure'
import { TONE_TEXT, type Tone } from '@/components/ui/tone'
import type { HeaderLine, SimulationStep, StepStatus } from '@/lib/cors/simulator/simulation'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

const LOOK: Record<StepStatus, { icon: LucideIcon; word: string; tone: Tone }> = {
  pass: { icon: Check, word: 'Passed', tone: 'ok' },
  fail: { icon: X, word: 'Failed', tone: 'bad' },
  skipped: { icon: Minus, word: 'Not reached', tone: 'neutral' },
  unsure: { icon: CircleHelp, word: 'Not sure', tone: 'warn' },
}

interface SimulationStepsProps {
  label: string
  steps: readonly SimulationStep[]
}

/** Steps of the exchange, each with how it ends and where that is laid down; nothing, if none. */
export function SimulationSteps({ label, steps }: SimulationStepsProps) {
  if (steps.length === 0) return null
  return (
    <ol aria-label={label} className="flex flex-col gap-2">
      {steps.map((step) => (
        <SimulatedCheck key={step.id} step={step} />
      ))}
    </ol>
  )
}

/** What is in order, folded: what is not stands beside the verdict. */
export function PassedChecks({ steps }: { steps: readonly SimulationStep[] }) {
  const passed = steps.filter(({ status }) => status === 'pass')
  if (passed.length === 0) return null
  return (
    <Disclosure summary={`${counted(passed.length, 'check')} passed`}>
      <SimulationSteps label="Checks passed" steps={passed} />
    </Disclosure>
  )
}

function SimulatedCheck({
  step: { status, title, detail, section, headers = [] },
}: {
  step: SimulationStep
}) {
  const { icon: Icon, word, tone } = LOOK[status]
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', TONE_TEXT[tone])} />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <span className={clsx(status === 'skipped' && 'text-mute', status === 'fail' && 'font-strong')}>
            {visibleText(title)}
          </span>{' '}
          <span className="text-mute text-small">
            <span className={TONE_TEXT[tone]}>{word}</span> · {section}
          </span>
        </p>
        {detail && <p className="break-words text-small">{visibleText(detail)}</p>}
        {headers.length > 0 && <Lines lines={headers} />}
      </div>
    </li>
  )
}

function Lines({ lines }: { lines: readonly HeaderLine[] }) {
  return (
    <ul aria-label="Headers" className="my-1 rounded-sm bg-code px-2 py-1 text-mono">
      {lines.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same header may come twice, and lines never move
        <li key={`${index} ${name}`} className="[overflow-wrap:anywhere]">
          {visibleText(value === '' ? name : `${name}: ${value}`)}
        </li>
      ))}
    </ul>
  )
}
