'use client'

import { useRef } from 'react'
import { type FieldPath, FormProvider, useForm, useWatch } from 'react-hook-form'
import { useAccessFacts } from '@/components/access/use-access-facts'
import { historyStore } from '@/components/probe/history-store'
import { ReplyPanel } from '@/components/probe/reply-panel'
import { RequestCodePanel } from '@/components/probe/request-code'
import { RequestForm } from '@/components/probe/request-form'
import { RequestHistory } from '@/components/probe/request-history'
import { type Exchange, useExchange } from '@/components/probe/use-exchange'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { useServedQuery } from '@/components/ui/use-served-query'
import { useKeptKey } from '@/lib/draft/keeper'
import { useDraft } from '@/lib/draft/use-draft'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { expectedRefusal } from '@/lib/probe/expected-refusal'
import { canHaveBody, type ProbeRequest, withoutSecrets } from '@/lib/probe/request'

/** Raised when `ProbeRequest` changes, so that an older draft is not read into it. */
const DRAFT_VERSION = 1

interface TryItProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

/** A request to the function URL, its response, the same as code, and the last ones. */
export function TryIt({ identity, config, readAt }: TryItProps) {
  const { data } = useServedQuery(functionUrlQuery(identity), { config, readAt })
  const current = data.config ?? config
  const form = useForm<ProbeRequest>({ defaultValues: firstRequest(current) })
  const key = identityKey(identity)
  const kept = useKeptKey(key)
  const draft = useDraft(`try/${key}`, form, DRAFT_VERSION, { redact: withoutSecrets })
  const { exchange, send, stop } = useExchange(identity)
  const access = useAccessFacts(identity)
  const whyNot = useWhyNot('send:unsigned', identity)
  const reply = useRef<HTMLDivElement>(null)
  const request = sendable({
    ...firstRequest(current),
    ...useWatch({ control: form.control }),
  } as ProbeRequest)

  const sendIt = async () => {
    form.clearErrors()
    const at = new Date().toISOString()
    // Where the reply stands below the form, it would come unseen.
    if (!window.matchMedia('(min-width: 64rem)').matches) reply.current?.scrollIntoView()
    const ended = await send(sendable(form.getValues()))
    if (showIssues(ended)) return
    historyStore.add(kept, {
      at,
      request: ended.request,
      status: ended.head?.status,
      totalMs: ended.end?.totalMs,
    })
  }
  const showIssues = ({ failure }: Exchange) => {
    if (failure?.code !== 'invalid-input') return false
    for (const [index, { path, message }] of (failure.issues ?? []).entries())
      form.setError(path as FieldPath<ProbeRequest>, { message }, { shouldFocus: index === 0 })
    return true
  }
  return (
    <FormProvider {...form}>
      <div className="flex flex-col gap-4">
        {draft.restored && (
          <Callout
            role="status"
            title="The request you were writing is back"
            actions={
              <Button size="sm" onClick={draft.discard}>
                Begin anew
              </Button>
            }
          >
            Values of Authorization, cookies, tokens and keys are never kept: type them again.
          </Callout>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <RequestForm
            authType={current.AuthType}
            whyNot={whyNot}
            expected={access && expectedRefusal(access, current.Cors, request)}
            isRunning={exchange?.status === 'sending' || exchange?.status === 'receiving'}
            onSend={() => void sendIt()}
            onStop={stop}
          />
          <div ref={reply} className="min-w-0 scroll-mt-16">
            <ReplyPanel identity={identity} exchange={exchange} />
          </div>
        </div>
        <RequestCodePanel config={current} region={identity.region} request={request} />
        <RequestHistory identityKey={kept} onOpen={(past) => form.reset(past, { keepDefaultValues: true })} />
      </div>
    </FormProvider>
  )
}

function firstRequest({ AuthType, Cors }: FunctionUrlConfig): ProbeRequest {
  const origin = Cors?.AllowOrigins?.find((each) => each !== '*') ?? ''
  const mode = AuthType === 'AWS_IAM' ? 'signed' : 'unsigned'
  return { method: 'GET', path: '/', query: [], headers: [], body: '', mode, origin }
}

/** A body that was typed for another method stays in the form and is not sent. */
function sendable(request: ProbeRequest): ProbeRequest {
  return canHaveBody(request.method) ? request : { ...request, body: '' }
}
