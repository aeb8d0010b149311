'use client'

import { Send, Square } from 'lucide-react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { PairRows } from '@/components/probe/pair-rows'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Field, Input, NativeSelect } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { RadioCards } from '@/components/ui/radio-cards'
import { TextArea } from '@/components/ui/text-area'
import type { AuthType } from '@/lib/identity/schema'
import {
  canHaveBody,
  isSafeMethod,
  overridingPair,
  PROBE_METHODS,
  type ProbeRequest,
} from '@/lib/probe/request'
import { visibleText } from '@/lib/text/visible-text'

interface RequestFormProps {
  authType: AuthType
  /** What will come in place of the function's response, where that is certain. */
  expected?: string
  /** Why the person may send nothing here. */
  whyNot?: string
  isRunning: boolean
  onSend: () => void
  onStop: () => void
}

/** What is sent: method, path, parameters, headers, body, and as whom. */
export function RequestForm({ authType, expected, whyNot, isRunning, onSend, onStop }: RequestFormProps) {
  const { control } = useFormContext<ProbeRequest>()
  const [method, mode, query, headers] = useWatch({ control, name: ['method', 'mode', 'query', 'headers'] })
  const isReadOnly = useReadOnlyReason() !== undefined
  const effect = effectOf({ method, query, headers })
  const reason =
    whyNot ??
    (isReadOnly && effect
      ? `In read-only mode the console sends GET, HEAD and OPTIONS only: ${effect} may change what is behind the URL.`
      : undefined)
  return (
    <Panel aria-labelledby="request">
      <PanelHeader
        title="Request"
        titleId="request"
        description="Sent from the console’s server, to this function URL only."
      />
      <PanelBody>
        <Form
          aria-label="Request"
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault()
            if (!reason && !isRunning) onSend()
          }}
        >
          <div className="flex flex-wrap gap-3">
            <Controller
              control={control}
              name="method"
              render={({ field, fieldState }) => (
                <Field label="Method" error={fieldState.error?.message}>
                  <NativeSelect options={METHODS} {...field} />
                </Field>
              )}
            />
            <Controller
              control={control}
              name="path"
              render={({ field, fieldState }) => (
                <Field label="Path" error={fieldState.error?.message} className="flex-1 basis-40">
                  <Input mono {...field} />
                </Field>
              )}
            />
          </div>
          <PairRows name="query" title="Query parameters" noun="parameter" />
          <PairRows name="headers" title="Headers" noun="header" />
          {canHaveBody(method) && (
            <Controller
              control={control}
              name="body"
              render={({ field, fieldState }) => (
                <Field
                  label="Body"
                  isOptional
                  error={fieldState.error?.message}
                  hint="Sent as UTF-8, at most 256 KiB."
                >
                  <TextArea mono rows={5} {...field} />
                </Field>
              )}
            />
          )}
          <Controller
            control={control}
            name="mode"
            render={({ field: { value, onChange } }) => (
              <Field label="Send it" group>
                <RadioCards value={value} onChange={onChange} options={modesFor(authType)} />
              </Field>
            )}
          />
          {mode === 'browser' && (
            <Controller
              control={control}
              name="origin"
              render={({ field, fieldState }) => (
                <Field label="Origin of the page" error={fieldState.error?.message}>
                  <Input mono placeholder="https://shop.example.com" {...field} />
                </Field>
              )}
            />
          )}
          {mode === 'signed' && authType === 'NONE' && (
            <Callout tone="warn" title="The function gets the signature">
              This URL asks for none (AuthType NONE): Lambda checks no signature here, and hands it to the
              function’s code with the other headers. Choose Unsigned, unless the code is to see it.
            </Callout>
          )}
          {expected && <p className="text-small text-warn">{visibleText(expected)}</p>}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button
              type="submit"
              variant="primary"
              icon={<Send aria-hidden size={14} />}
              pending={isRunning}
              disabledReason={reason}
            >
              Send request
            </Button>
            {isRunning && (
              <Button icon={<Square aria-hidden size={12} />} onClick={onStop}>
                Stop
              </Button>
            )}
            <p className="min-w-0 flex-1 basis-56 text-mute text-small">
              {reason ??
                (effect
                  ? `Sending it runs the function once, and ${effect} may change what is behind it. The console’s log notes it.`
                  : 'Sending it runs the function once.')}
            </p>
          </div>
        </Form>
      </PanelBody>
    </Panel>
  )
}

/** What about a request may have an effect, for a sentence; undefined when nothing may. */
function effectOf(request: Pick<ProbeRequest, 'method' | 'query' | 'headers'>): string | undefined {
  if (!isSafeMethod(request.method)) return `a ${request.method}`
  const pair = overridingPair(request)
  return pair && `${pair.name}: ${pair.value}`
}

const METHODS = PROBE_METHODS.map((method) => ({ value: method, label: method }))

function modesFor(authType: AuthType) {
  const isSigned = authType === 'AWS_IAM'
  return [
    {
      value: 'unsigned' as const,
      title: 'Unsigned',
      description: isSigned
        ? 'As anyone on the internet. AWS_IAM refuses it with 403.'
        : 'As anyone on the internet would.',
    },
    {
      value: 'signed' as const,
      title: 'Signed by the console',
      description:
        'With SigV4, by the credentials that the console has for this account. They stay on its server.',
    },
    {
      value: 'browser' as const,
      title: 'As a web page',
      description: 'With the page’s Origin. Shows what CORS would let its script read.',
    },
  ]
}
