'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useDeferredValue } from 'react'
import { BeforeAndAfter } from '@/components/cors/before-and-after'
import { SimulatedRequestFields } from '@/components/cors/simulated-request-fields'
import { SimulationSteps } from '@/components/cors/simulation-steps'
import { SimulationVerdict } from '@/components/cors/simulation-verdict'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { requestCure } from '@/lib/cors/effects/request-cure'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { Simulation } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { countCorsChanges } from '@/lib/function-urls/setting-differences'

export interface CorsSimulatorProps {
  config: FunctionUrlConfig
  draft: Cors
  simulated: SimulatorView
  onSimulate: (part: Partial<SimulatorView>) => void
  isReadOnly: boolean
}

const SUBJECTS = [
  { value: 'draft', label: 'with this draft' },
  { value: 'live', label: 'live now' },
] as const

/** What a browser would do with a call, by the draft and by what is stored. No call is made. */
export function CorsSimulator({ config, draft, simulated, onSimulate, isReadOnly }: CorsSimulatorProps) {
  const [subject, setSubject] = useQueryState(
    'on',
    parseAsStringLiteral(['draft', 'live']).withDefault('draft'),
  )
  const { replace } = useCorsDraft()
  // Typing goes first; the answer follows as soon as there is time.
  const seen = useDeferredValue(simulated)
  const cors = useDeferredValue(draft)
  const url = { address: config.FunctionUrl, ownHeaders: seen.ownHeaders, authType: config.AuthType }
  const live = simulateCors({ ...url, cors: config.Cors }, seen.request)
  const drafted = simulateCors({ ...url, cors }, seen.request)
  const shown = subject === 'live' ? live : drafted
  const cure = requestCure({ ...url, cors }, seen.request)
  const hasDraft = countCorsChanges(config.Cors, cors) > 0
  return (
    <Panel aria-labelledby="simulator">
      <PanelHeader
        title="What a browser would do"
        titleId="simulator"
        description="By the Fetch standard; no call is made."
        actions={
          <ChoiceSwitch
            label="Settings to simulate"
            value={subject}
            onChange={(next) => void setSubject(next)}
            options={SUBJECTS}
          />
        }
      />
      <PanelBody className="flex flex-col gap-4">
        <SimulatedRequestFields
          view={simulated}
          onChange={onSimulate}
          origins={[...(config.Cors?.AllowOrigins ?? []), ...(draft.AllowOrigins ?? [])]}
          headers={draft.AllowHeaders ?? []}
        />
        {hasDraft && live.verdict !== drafted.verdict && <Differ live={live} drafted={drafted} />}
        <SimulationVerdict
          simulation={shown}
          cure={subject === 'draft' && !isReadOnly ? cure : null}
          isCuredByDraft={subject === 'live' && live.verdict === 'blocked' && drafted.verdict === 'allowed'}
          isIncurable={subject === 'draft' && drafted.verdict === 'blocked' && cure === null}
          onCure={replace}
        />
        <SimulationSteps steps={shown.steps} />
        <BeforeAndAfter config={config} draft={cors} view={seen} onChange={onSimulate} />
      </PanelBody>
    </Panel>
  )
}

const GOES = {
  allowed: 'goes through',
  'same-origin': 'goes through',
  blocked: 'is blocked',
  'refused-by-fetch': 'is refused',
}

function Differ({ live, drafted }: { live: Simulation; drafted: Simulation }) {
  return (
    <p>
      Live now this call <strong className="font-strong">{GOES[live.verdict]}</strong>; with this draft it{' '}
      <strong className="font-strong">{GOES[drafted.verdict]}</strong>.
    </p>
  )
}
