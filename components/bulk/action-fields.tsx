'use client'

import { Field, Input } from '@/components/ui/field'
import { RadioCards } from '@/components/ui/radio-cards'
import { TextArea } from '@/components/ui/text-area'
import type { BulkActionInput, DerivedAction } from '@/lib/bulk/schema'
import { corsOfJson } from '@/lib/cors/value/cors-json'
import type { AuthType, InvokeMode } from '@/lib/identity/schema'

/** What somebody has chosen and typed so far. */
export interface Entered {
  AuthType?: AuthType
  InvokeMode?: InvokeMode
  cors?: string
  origin?: string
  reserved?: string
}

type Kind = DerivedAction['kind']
type Asked = { action: BulkActionInput } | { problem: string }

/** What was entered as the action that the server takes, or what is missing. */
export function inputOf(kind: Kind, entered: Entered): Asked {
  const { AuthType, InvokeMode, origin = '', reserved = '' } = entered
  switch (kind) {
    case 'auth-type':
      return AuthType ? { action: { kind, AuthType } } : { problem: 'Choose an auth type.' }
    case 'invoke-mode':
      return InvokeMode ? { action: { kind, InvokeMode } } : { problem: 'Choose an invoke mode.' }
    case 'add-origin':
    case 'remove-origin':
      return origin.trim() === ''
        ? { problem: 'Enter an origin.' }
        : { action: { kind, origin: origin.trim() } }
    case 'let-calls-in':
      return reservedOf(reserved)
    case 'cors':
      return corsInput(entered.cors ?? EXAMPLE)
    default:
      return { action: { kind } }
  }
}

function reservedOf(typed: string): Asked {
  const kind = 'let-calls-in'
  if (typed.trim() === '') return { action: { kind, ReservedConcurrentExecutions: null } }
  const number = Number(typed)
  if (Number.isInteger(number) && number > 0)
    return { action: { kind, ReservedConcurrentExecutions: number } }
  return { problem: 'Enter a whole number of at least 1, or nothing.' }
}

function corsInput(text: string): Asked {
  const read = corsOfJson(text)
  if (read.ok) return { action: { kind: 'cors', Cors: read.cors } }
  return {
    problem: read.problems.map(({ where, message }) => (where ? `${where}: ${message}` : message)).join(' '),
  }
}

const EXAMPLE = JSON.stringify({ AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'] }, null, 2)

interface ActionFieldsProps {
  kind: Kind
  entered: Entered
  problem?: string
  onEnter: (next: Entered) => void
}

/** The fields of one action; a sentence where it needs none. */
export function ActionFields({ kind, entered, problem, onEnter }: ActionFieldsProps) {
  switch (kind) {
    case 'auth-type':
      return (
        <Field group label="Auth type" error={problem}>
          <RadioCards
            value={entered.AuthType}
            onChange={(AuthType) => onEnter({ AuthType })}
            options={AUTH_TYPES}
          />
        </Field>
      )
    case 'invoke-mode':
      return (
        <Field group label="Invoke mode" error={problem}>
          <RadioCards
            value={entered.InvokeMode}
            onChange={(InvokeMode) => onEnter({ InvokeMode })}
            options={INVOKE_MODES}
          />
        </Field>
      )
    case 'cors':
      return (
        <Field
          label="CORS settings as JSON"
          hint="They replace what each of them has, as a whole. {} switches CORS off."
          error={problem}
        >
          <TextArea
            mono
            rows={10}
            value={entered.cors ?? EXAMPLE}
            onChange={({ target }) => onEnter({ cors: target.value })}
          />
        </Field>
      )
    case 'add-origin':
    case 'remove-origin':
      return (
        <Field
          label="Origin"
          hint="As browsers send it: https://shop.example.com. All else of each one’s CORS settings stays."
          error={problem}
        >
          <Input
            mono
            value={entered.origin ?? ''}
            onChange={({ target }) => onEnter({ origin: target.value })}
          />
        </Field>
      )
    case 'let-calls-in':
      return (
        <Field
          label="Reserved concurrency from now on"
          hint="For each function. Leave it empty for no reservation."
          error={problem}
          isOptional
        >
          <Input
            inputMode="numeric"
            value={entered.reserved ?? ''}
            onChange={({ target }) => onEnter({ reserved: target.value })}
          />
        </Field>
      )
    default:
      return <p>{SENTENCES[kind]}</p>
  }
}

const AUTH_TYPES: { value: AuthType; title: string; description: string }[] = [
  {
    value: 'AWS_IAM',
    title: 'AWS_IAM',
    description: 'Only signed requests of principals that are allowed to. Public statements are removed.',
  },
  {
    value: 'NONE',
    title: 'NONE',
    description: 'Anyone who knows the address, without credentials. The two public statements are added.',
  },
]

const INVOKE_MODES: { value: InvokeMode; title: string; description: string }[] = [
  {
    value: 'BUFFERED',
    title: 'BUFFERED',
    description: 'The response is sent when it is complete, up to 6 MB.',
  },
  {
    value: 'RESPONSE_STREAM',
    title: 'RESPONSE_STREAM',
    description: 'The response is sent while it is made.',
  },
]

const SENTENCES: Partial<Record<Kind, string>> = {
  'add-missing-permissions':
    'Where callers have one of the two permissions that a call needs, or with auth type NONE none, the missing one is added.',
  'remove-public-statements':
    'Removes the statements that let everyone call a function URL of auth type NONE, and allow nothing else.',
  'stop-calls':
    'Reserves a concurrency of 0 for each function: every call gets 429, through whatever trigger.',
  delete: 'A deleted address never comes back: a new function URL gets another one.',
}
