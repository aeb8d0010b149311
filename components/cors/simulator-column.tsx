'use client'

import { CorsSimulator } from '@/components/cors/cors-simulator'
import { PassedChecks } from '@/components/cors/simulation-steps'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import { useSimulations } from '@/components/cors/use-simulations'
import { LivePreflight } from '@/components/probe/live-preflight'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

export interface SimulatorColumnProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  /** When `config` was read, ISO 8601. */
  readAt: string
  draft: Cors
  simulated: SimulatorView
  onSimulate: (part: Partial<SimulatorView>) => void
  isReadOnly: boolean
}

/**
 * Beside the editor: what a browser would do with a call, what the function URL itself answers to it, and last what is
 * in order. On a wide screen it stays in view while the settings are edited, and scrolls by itself.
 */
export function SimulatorColumn(props: SimulatorColumnProps) {
  const { identity, config, readAt, draft, simulated } = props
  const simulations = useSimulations(identity, config, draft, simulated)
  return (
    <div className="flex min-w-0 flex-col gap-4 min-[1100px]:sticky min-[1100px]:top-16 min-[1100px]:max-h-[calc(100dvh-8.5rem)] min-[1100px]:overflow-y-auto">
      <CorsSimulator {...props} simulations={simulations} />
      <LivePreflight identity={identity} config={config} readAt={readAt} request={simulated.request} />
      <PassedChecks steps={simulations.shown.steps} />
    </div>
  )
}
