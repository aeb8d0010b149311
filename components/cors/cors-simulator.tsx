'use client'

import { BeforeAndAfter } from '@/components/cors/before-and-after'
import { SimulatedRequestFields } from '@/components/cors/simulated-request-fields'
import { SimulationSteps } from '@/components/cors/simulation-steps'
import { SimulationVerdict } from '@/components/cors/simulation-verdict'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import type { Simulations } from '@/components/cors/use-simulations'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import type { Simulation } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

interface CorsSimulatorProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  draft: Cors
  simulated: SimulatorView
  onSimulate: (part: Partial<SimulatorView>) => void
  isReadOnly: boolean
  simulations: Simulations
}

const SUBJECTS = [
  { value: 'draft', label: 'With this draft' },
  { value: 'live', label: 'Live now' },
] as const

/** What a browser would do with a call, by the draft and by what is stored. No call is made. */
export function CorsSimulator(props: CorsSimulatorProps) {
  const { identity, config, draft, simulated, onSimulate, isReadOnly, simulations } = props
  const { subject, choose, live, drafted, shown, cure, hasDraft } = simulations
  const { replace } = useCorsDraft()
  const isDraft = subject === 'draft'
  return (
    <Panel aria-labelledby="simulator">
      <PanelHeader
        title="What a browser would do"
        titleId="simulator"
        description="Follows the Fetch standard. No call is made."
        actions={
          <ChoiceSwitch label="Settings to simulate" value={subject} onChange={choose} options={SUBJECTS} />
        }
      />
      <PanelBody className="flex flex-col gap-4">
        <SimulatedRequestFields
          view={simulated}
          onChange={onSimulate}
          origins={[...(config.Cors?.AllowOrigins ?? []), ...(draft.AllowOrigins ?? [])]}
          headers={draft.AllowHeaders ?? []}
          authType={config.AuthType}
        />
        {hasDraft && live.verdict !== drafted.verdict && <Differ live={live} drafted={drafted} />}
        <SimulationVerdict
          identity={identity}
          simulation={shown}
          cure={isDraft && !isReadOnly ? cure : null}
          isCuredByDraft={!isDraft && live.verdict === 'blocked' && drafted.verdict === 'allowed'}
          isIncurable={isDraft && drafted.verdict === 'blocked' && cure === null}
          onCure={replace}
        />
        <SimulationSteps
          label="Checks to look at"
          steps={shown.steps.filter(({ status }) => status !== 'pass')}
        />
        <BeforeAndAfter config={config} simulations={simulations} onChange={onSimulate} />
      </PanelBody>
    </Panel>
  )
}

const GOES: Record<Simulation['verdict'], string> = {
  allowed: 'is allowed',
  'same-origin': 'is allowed',
  blocked: 'is blocked',
  'refused-by-fetch': 'is refused',
  'refused-by-lambda': 'is refused by Lambda',
}

function Differ({ live, drafted }: { live: Simulation; drafted: Simulation }) {
  return (
    <p>
      Live now, this call <strong className="font-strong">{GOES[live.verdict]}</strong>. With this draft it{' '}
      <strong className="font-strong">{GOES[drafted.verdict]}</strong>.
    </p>
  )
}
