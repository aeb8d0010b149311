'use client'

import { SimulatedRequestFields } from '@/components/cors/simulated-request-fields'
import { SimulationSteps } from '@/components/cors/simulation-steps'
import { SimulationVerdict } from '@/components/cors/simulation-verdict'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import { requestCure } from '@/lib/cors/effects/request-cure'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'
import { signatureOf } from '@/lib/outcome/signature'

interface NewUrlSimulatorProps {
  identity: FunctionUrlIdentity
  authType: AuthType
  view: SimulatorView
  onChange: (view: SimulatorView) => void
}

/** What a browser would do with a call to a function URL that is being created: by its CORS settings alone. */
export function NewUrlSimulator({ identity, authType, view, onChange }: NewUrlSimulatorProps) {
  const { cors, replace } = useCorsDraft()
  const url = { address: '', cors, ownHeaders: view.ownHeaders }
  const byCors = simulateCors(url, view.request)
  // An unsigned call gets 403 whatever CORS says: green would promise more than this knows.
  const isUnsigned = authType === 'AWS_IAM' && signatureOf('', view.request.headers) !== 'sigv4'
  const simulation = isUnsigned ? { ...byCors, isUnsure: true } : byCors
  const cure = requestCure(url, view.request)
  return (
    <div className="flex flex-col gap-4">
      <SimulatedRequestFields
        view={view}
        onChange={(part) => onChange({ ...view, ...part })}
        origins={cors.AllowOrigins ?? []}
        headers={cors.AllowHeaders ?? []}
        authType={authType}
      />
      {authType === 'AWS_IAM' && (
        <p className="text-mute text-small">
          With AWS_IAM every call must be signed too: an unsigned one gets 403, whatever CORS says.
        </p>
      )}
      <SimulationVerdict
        identity={identity}
        simulation={simulation}
        cure={cure}
        isCuredByDraft={false}
        isIncurable={simulation.verdict === 'blocked' && cure === null}
        onCure={replace}
      />
      <SimulationSteps
        label="Checks to look at"
        steps={simulation.steps.filter(({ status }) => status !== 'pass')}
      />
    </div>
  )
}
