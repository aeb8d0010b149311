import { clsx } from 'clsx'
import { Note, StopNote } from '@/components/cors/stop-note'
import { Button } from '@/components/ui/button'
import { TONE_ICON, TONE_SOFT, TONE_TEXT, type Tone } from '@/components/ui/tone'
import type { RequestCure } from '@/lib/cors/effects/request-cure'
import type { Simulation } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { visibleText } from '@/lib/text/visible-text'

interface SimulationVerdictProps {
  identity: FunctionUrlIdentity
  simulation: Simulation
  /** The one change that lets the call through, as far as CORS goes. */
  cure: RequestCure | null
  /** The live value blocks what the draft lets through. */
  isCuredByDraft: boolean
  /** No change of the draft lets the call through. */
  isIncurable: boolean
  onCure: (cors: Cors) => void
}

const VERDICT: Record<Simulation['verdict'], { tone: Tone; title: string }> = {
  allowed: { tone: 'ok', title: 'Allowed: the page can read the response' },
  'same-origin': { tone: 'ok', title: 'Allowed: the page is on the function URL’s own origin' },
  blocked: { tone: 'bad', title: 'Blocked by the browser' },
  'refused-by-fetch': { tone: 'bad', title: 'Refused by fetch(): nothing is sent' },
  'refused-by-lambda': { tone: 'bad', title: 'Refused by Lambda' },
}

/** How it ends, in the words of the browser's console, why, and what would cure it. */
export function SimulationVerdict(props: SimulationVerdictProps) {
  const { identity, simulation, cure, isCuredByDraft, isIncurable, onCure } = props
  const { verdict, consoleMessage, isUnsure, stop } = simulation
  const { tone, title } = VERDICT[verdict]
  // Green is for what is certain.
  const shownTone = isUnsure && tone === 'ok' ? 'warn' : tone
  const Icon = TONE_ICON[shownTone]
  return (
    <section aria-label="Verdict" className={clsx('rounded px-3 py-2.5', TONE_SOFT[shownTone])}>
      <div className="flex gap-2.5">
        <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', TONE_TEXT[shownTone])} />
        <div className="flex min-w-0 flex-1 flex-col items-start gap-2">
          <p role="status" className="font-semibold text-ink">
            {verdict === 'refused-by-lambda' && stop ? `${title} with ${stop.statuses.join(' or ')}` : title}
            {isUnsure && ' (not sure)'}
          </p>
          {isUnsure && <Note>Not certain: see the steps marked “Not sure”.</Note>}
          {stop && <StopNote stop={stop} isOnly={verdict !== 'blocked'} identity={identity} />}
          {consoleMessage !== null && (
            <p className="text-mono [overflow-wrap:anywhere]">{visibleText(consoleMessage)}</p>
          )}
          <ChromeNote simulation={simulation} />
          {isCuredByDraft && <Note>Apply this draft to allow it.</Note>}
          {isIncurable && (
            <Note>No change of these settings alone allows it. The failed checks below say why.</Note>
          )}
          {cure && <Button onClick={() => onCure(cure.cors)}>{cure.label}</Button>}
        </div>
      </div>
    </section>
  )
}

function ChromeNote({ simulation: { verdict, chromeVerdict } }: { simulation: Simulation }) {
  if (chromeVerdict === verdict) return null
  return (
    <Note>
      This follows the Fetch standard. Chrome departs from it here and{' '}
      {chromeVerdict === 'blocked' ? 'blocks the call.' : 'allows the call.'}
    </Note>
  )
}
