import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { TONE_ICON, TONE_SOFT, TONE_TEXT, type Tone } from '@/components/ui/tone'
import type { RequestCure } from '@/lib/cors/effects/request-cure'
import type { Simulation } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import { visibleText } from '@/lib/text/visible-text'

interface SimulationVerdictProps {
  simulation: Simulation
  /** The one change that lets the call through. */
  cure: RequestCure | null
  /** The live value blocks what the draft lets through. */
  isCuredByDraft: boolean
  /** No change of the draft lets the call through. */
  isIncurable: boolean
  onCure: (cors: Cors) => void
}

const VERDICT: Record<Simulation['verdict'], { tone: Tone; title: string }> = {
  allowed: { tone: 'ok', title: 'The page gets the answer' },
  'same-origin': { tone: 'ok', title: 'The page gets the answer: it is on the function URL’s own origin' },
  blocked: { tone: 'bad', title: 'The browser blocks it' },
  'refused-by-fetch': { tone: 'bad', title: 'fetch() itself refuses the call, and nothing is sent' },
}

/** How it ends, in the words of the browser's console, and what would cure it. */
export function SimulationVerdict(props: SimulationVerdictProps) {
  const { simulation, cure, isCuredByDraft, isIncurable, onCure } = props
  const { verdict, chromeVerdict, consoleMessage, isUnsure } = simulation
  const { tone, title } = VERDICT[verdict]
  const Icon = TONE_ICON[tone]
  return (
    <section aria-label="Verdict" className={clsx('rounded px-3 py-2.5', TONE_SOFT[tone])}>
      <div className="flex gap-2.5">
        <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', TONE_TEXT[tone])} />
        <div className="flex min-w-0 flex-1 flex-col items-start gap-2">
          <p role="status" className="font-semibold text-ink">
            {title}
            {isUnsure && ' (not sure)'}
          </p>
          {isUnsure && (
            <Note>It rests on something that AWS was never seen doing; the steps below say on what.</Note>
          )}
          {consoleMessage !== null && (
            <p className="text-mono [overflow-wrap:anywhere]">{visibleText(consoleMessage)}</p>
          )}
          {chromeVerdict !== verdict && (
            <Note>
              By the Fetch standard. Chrome departs from it here and{' '}
              {chromeVerdict === 'blocked' ? 'blocks the call.' : 'lets the call through.'}
            </Note>
          )}
          {isCuredByDraft && <Note>With this draft it goes through, once it is applied.</Note>}
          {isIncurable && (
            <Note>No change of these settings alone lets it through; the failed steps say why.</Note>
          )}
          {cure && <Button onClick={() => onCure(cure.cors)}>{cure.label}</Button>}
        </div>
      </div>
    </section>
  )
}

const Note = ({ children }: { children: ReactNode }) => <p className="text-ink text-small">{children}</p>
