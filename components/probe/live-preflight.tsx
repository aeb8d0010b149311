'use client'

import { Send } from 'lucide-react'
import { useState } from 'react'
import { useAccessFacts } from '@/components/access/use-access-facts'
import { LiveAnswer } from '@/components/probe/live-answer'
import { useExchange } from '@/components/probe/use-exchange'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Button } from '@/components/ui/button'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { useServedQuery } from '@/components/ui/use-served-query'
import type { AccessFacts } from '@/lib/access/access-facts'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { isProbeMethod, isSafeMethod, type ProbeRequest } from '@/lib/probe/request'
import { visibleText } from '@/lib/text/visible-text'

interface LivePreflightProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  /** When `config` was read, ISO 8601. */
  readAt: string
  /** What a page would ask for, as it is simulated. */
  request: PageRequest
}

/**
 * The preflight and the request of a simulated call, sent for real to the function URL as it is stored, each beside
 * what was predicted for it.
 */
export function LivePreflight({ identity, config, readAt, request }: LivePreflightProps) {
  const { data } = useServedQuery(functionUrlQuery(identity), { config, readAt })
  const current = data.config ?? config
  // What each was sent for: the simulated call may be another one by the time the answer is here.
  const [asked, setAsked] = useState<{ preflight?: Asked; request?: Asked }>({})
  const preflight = useExchange(identity)
  const real = useExchange(identity)
  const access = useAccessFacts(identity)
  const simulation = simulateCors({ address: current.FunctionUrl, cors: current.Cors }, request)
  const question = simulation.steps.find(({ id }) => id === 'preflight-request')?.headers
  const whyNot = useWhyNot('send:unsigned', identity)
  const sendReason = useSendReason(request.method)
  const method = visibleText(request.method)
  return (
    <Panel aria-labelledby="live-preflight">
      <PanelHeader
        title="Test live"
        titleId="live-preflight"
        description="Uses the live settings, not your draft. Sent from the console’s server."
      />
      <PanelBody className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<Send aria-hidden size={14} />}
            disabledReason={question ? whyNot : 'Browsers send no preflight for this request.'}
            pending={isRunning(preflight.exchange)}
            onClick={() => {
              if (!question) return
              setAsked({ ...asked, preflight: { request, config: current, access } })
              void preflight.send(plain('OPTIONS', question))
            }}
          >
            Send the preflight
          </Button>
          <Button
            icon={<Send aria-hidden size={14} />}
            disabledReason={whyNot ?? sendReason}
            pending={isRunning(real.exchange)}
            onClick={() => {
              setAsked({ ...asked, request: { request, config: current, access } })
              void real.send(asScript(request))
            }}
          >
            Send the {method} request
          </Button>
        </div>
        <p className="text-mute text-small">
          A preflight does not run the function. The {method} request does, once, whatever CORS says.
        </p>
        {preflight.exchange && asked.preflight && (
          <LiveAnswer
            of="preflight"
            identity={identity}
            exchange={preflight.exchange}
            {...withAccess(asked.preflight, access)}
          />
        )}
        {real.exchange && asked.request && (
          <LiveAnswer
            of="request"
            identity={identity}
            exchange={real.exchange}
            {...withAccess(asked.request, access)}
          />
        )}
      </PanelBody>
    </Panel>
  )
}

interface Asked {
  request: PageRequest
  config: FunctionUrlConfig
  access: AccessFacts | undefined
}

/** Sent before it was known who may call: the prediction takes that in as soon as it is. */
function withAccess(asked: Asked, access: AccessFacts | undefined): Asked {
  return { ...asked, access: asked.access ?? access }
}

/** Why the real request is not sent from here. */
function useSendReason(method: string): string | undefined {
  const isReadOnly = useReadOnlyReason() !== undefined
  if (!isProbeMethod(method)) return 'The console sends GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS only.'
  return isReadOnly && !isSafeMethod(method)
    ? `In read-only mode the console sends GET, HEAD and OPTIONS only: a ${method} may change what is behind the URL.`
    : undefined
}

const isRunning = (exchange: ReturnType<typeof useExchange>['exchange']) =>
  exchange?.status === 'sending' || exchange?.status === 'receiving'

/** Headers that only a browser sets are written out, since the console is none. */
function plain(method: ProbeRequest['method'], headers: PageRequest['headers']): ProbeRequest {
  const pairs = headers.map(([name, value]) => ({ name, value }))
  return { method, path: '/', query: [], headers: pairs, body: '', mode: 'unsigned', origin: '' }
}

function asScript({ method, headers, origin }: PageRequest): ProbeRequest {
  const request = plain(isProbeMethod(method) ? method : 'GET', headers)
  return { ...request, mode: 'browser', origin }
}
