'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useDeferredValue } from 'react'
import { useAccessFacts } from '@/components/access/use-access-facts'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import { type RequestCure, requestCure } from '@/lib/cors/effects/request-cure'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { Simulation } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { countCorsChanges } from '@/lib/function-urls/setting-differences'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { simulatedUrl } from '@/lib/outcome/simulated-url'

const SUBJECTS = ['draft', 'live'] as const

export interface Simulations {
  subject: (typeof SUBJECTS)[number]
  choose: (subject: (typeof SUBJECTS)[number]) => void
  live: Simulation
  drafted: Simulation
  /** The one that is shown. */
  shown: Simulation
  /** The change of the draft that cures what CORS blocks; access is not its matter. */
  cure: RequestCure | null
  hasDraft: boolean
  /** What was typed last, as soon as there is time for it. */
  view: SimulatorView
  draft: Cors
}

/** The simulated call by the stored settings and by the draft, with who may call as it was read last. */
export function useSimulations(
  identity: FunctionUrlIdentity,
  config: FunctionUrlConfig,
  typedDraft: Cors,
  typedView: SimulatorView,
): Simulations {
  const [subject, setSubject] = useQueryState('on', parseAsStringLiteral(SUBJECTS).withDefault('draft'))
  const access = useAccessFacts(identity)
  // Typing goes first; the verdict follows as soon as there is time.
  const view = useDeferredValue(typedView)
  const draft = useDeferredValue(typedDraft)
  const url = { address: config.FunctionUrl, ownHeaders: view.ownHeaders }
  const simulated = (cors: Cors | undefined) =>
    simulateCors(simulatedUrl({ ...url, cors }, access, view.request), view.request)
  const live = simulated(config.Cors)
  const drafted = simulated(draft)
  return {
    subject,
    choose: (next) => void setSubject(next),
    live,
    drafted,
    shown: subject === 'live' ? live : drafted,
    cure: requestCure({ ...url, cors: draft }, view.request),
    hasDraft: countCorsChanges(config.Cors, draft) > 0,
    view,
    draft,
  }
}
