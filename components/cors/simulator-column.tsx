'use client'

import { CorsSimulator, type CorsSimulatorProps } from '@/components/cors/cors-simulator'
import { LivePreflight } from '@/components/probe/live-preflight'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

export interface SimulatorColumnProps extends CorsSimulatorProps {
  identity: FunctionUrlIdentity
  /** When `config` was read, ISO 8601. */
  readAt: string
}

/** Beside the editor: what a browser would do with a call, and what the function URL itself answers to it. */
export function SimulatorColumn({ identity, readAt, ...simulator }: SimulatorColumnProps) {
  const { config, simulated } = simulator
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <CorsSimulator {...simulator} />
      <LivePreflight identity={identity} config={config} readAt={readAt} request={simulated.request} />
    </div>
  )
}
