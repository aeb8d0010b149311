'use client'

import { useId } from 'react'
import type { SimulatorView } from '@/components/cors/use-simulated-request'
import { Checkbox } from '@/components/ui/checkbox'
import { Disclosure } from '@/components/ui/disclosure'
import { Field, Input, NativeSelect } from '@/components/ui/field'
import { TagInput } from '@/components/ui/tag-input'
import {
  headerLineOf,
  headerLineText,
  keptHeaderLine,
  pastedHeaderLines,
} from '@/lib/cors/simulator/header-line'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { CORS_METHODS } from '@/lib/cors/value/cors'
import type { AuthType } from '@/lib/identity/schema'
import { signatureOf, withSignature } from '@/lib/outcome/signature'
import { visibleText } from '@/lib/text/visible-text'

interface SimulatedRequestFieldsProps {
  view: SimulatorView
  onChange: (part: Partial<SimulatorView>) => void
  /** Offered while an origin is typed. */
  origins: readonly string[]
  /** Names of headers to offer. */
  headers: readonly string[]
  authType: AuthType
}

/** Lambda takes 6 MB, and a binary body grows by a third on the way. */
const BODIES = [
  { value: '', label: 'Up to 4.5 MB', bytes: undefined },
  { value: '5', label: '4.5 to 6 MB', bytes: 5 * 1024 * 1024 },
  { value: '7', label: 'Over 6 MB', bytes: 7 * 1024 * 1024 },
]
const METHODS: readonly string[] = CORS_METHODS.filter((method) => method !== '*')
const COMMON_HEADERS = ['content-type: application/json', 'authorization', 'x-api-key']
const COMMON_OWN_HEADERS = ['access-control-allow-origin: *', 'access-control-allow-credentials: true']

/** The call to simulate: origin, method, headers, credentials, and what the function's own code is said to add. */
export function SimulatedRequestFields(props: SimulatedRequestFieldsProps) {
  const { view, onChange, origins, headers, authType } = props
  const { request, ownHeaders } = view
  const listId = useId()
  const change = (part: Partial<PageRequest>) => onChange({ request: { ...request, ...part } })
  const offered = [...new Set(origins)].filter((origin) => origin !== '*' && origin === visibleText(origin))
  const methods = METHODS.includes(request.method) ? METHODS : [...METHODS, request.method]
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-3">
        <Field label="Origin of the page">
          <Input
            mono
            list={listId}
            value={request.origin}
            onChange={(event) => change({ origin: event.target.value.trim() })}
          />
        </Field>
        <Field label="Method">
          <NativeSelect
            className="text-mono"
            value={request.method}
            onChange={(event) => change({ method: event.target.value })}
            options={methods.map((method) => ({ value: method, label: visibleText(method) }))}
          />
        </Field>
        <datalist id={listId}>
          {offered.map((origin) => (
            <option key={origin} value={origin} />
          ))}
        </datalist>
      </div>
      <Field
        label="Headers that the page sets"
        hint="Name, or name: value. Only values that CORS or the auth type looks at are kept, and never a token."
      >
        <TagInput
          value={request.headers.map(headerLineText)}
          onChange={(lines) => change({ headers: lines.map(headerLineOf) })}
          parse={pastedHeaderLines}
          normalise={keptHeaderLine}
          suggestions={[...new Set([...COMMON_HEADERS, ...headers])]}
          placeholder="Add a header"
        />
      </Field>
      <Checkbox
        checked={request.withCredentials}
        onCheckedChange={(withCredentials) => change({ withCredentials })}
        label="With credentials"
        description="credentials: 'include', or withCredentials"
      />
      {authType === 'AWS_IAM' && (
        <Checkbox
          checked={signatureOf('', request.headers) === 'sigv4'}
          onCheckedChange={(isSigned) => change({ headers: withSignature(request.headers, isSigned) })}
          label="Signed with SigV4"
          description="Adds authorization and x-amz-date, as a page that signs its calls does"
        />
      )}
      {!/^(GET|HEAD)$/.test(request.method) && (
        <BodySize bytes={request.bodyBytes} onChange={(bodyBytes) => change({ bodyBytes })} />
      )}
      <Disclosure
        summary="The function’s own code adds headers too"
        open={ownHeaders.length > 0 || undefined}
      >
        <Field
          label="Headers of the function’s own responses"
          hint="Such as access-control-allow-origin: *, which a middleware may set."
        >
          <TagInput
            value={ownHeaders.map(headerLineText)}
            onChange={(lines) => onChange({ ownHeaders: lines.map(headerLineOf) })}
            parse={pastedHeaderLines}
            normalise={(text) => headerLineText(headerLineOf(text))}
            suggestions={COMMON_OWN_HEADERS}
            placeholder="Add a header with its value"
          />
        </Field>
      </Disclosure>
    </div>
  )
}

interface BodySizeProps {
  bytes: number | undefined
  onChange: (bytes: number | undefined) => void
}

function BodySize({ bytes, onChange }: BodySizeProps) {
  const chosen = BODIES.findLast((each) => (each.bytes ?? 0) <= (bytes ?? 0)) ?? BODIES[0]
  return (
    <Field label="Size of the body">
      <NativeSelect
        value={chosen?.value}
        onChange={(event) => onChange(BODIES.find(({ value }) => value === event.target.value)?.bytes)}
        options={BODIES.map(({ value, label }) => ({ value, label }))}
      />
    </Field>
  )
}
