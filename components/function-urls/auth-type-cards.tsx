import { RadioCards } from '@/components/ui/radio-cards'
import type { AuthType, InvokeMode } from '@/lib/function-urls/schema'

interface CardsProps<Value> {
  value: Value
  onChange: (value: Value) => void
}

const AUTH_TYPES = [
  {
    value: 'AWS_IAM',
    title: 'AWS_IAM',
    description:
      'Only signed requests (SigV4) of principals that are allowed both by IAM and by the grants here.',
  },
  {
    value: 'NONE',
    title: 'NONE',
    description: 'No signature needed. With the two public statements, anyone on the internet can call it.',
  },
]

/** The two auth types as plain choices with what they mean. */
export function AuthTypeCards({ value, onChange }: CardsProps<AuthType>) {
  return (
    <RadioCards
      label="Auth type"
      value={value}
      onChange={(next) => onChange(next as AuthType)}
      options={AUTH_TYPES}
    />
  )
}

const INVOKE_MODES = [
  {
    value: 'BUFFERED',
    title: 'BUFFERED',
    description: 'The answer is sent when it is complete. Up to 6 MB.',
  },
  {
    value: 'RESPONSE_STREAM',
    title: 'RESPONSE_STREAM',
    description:
      'The answer is sent while the function writes it. Up to 200 MB; the function must be written for it.',
  },
]

/** The two invoke modes with what they mean. */
export function InvokeModeCards({ value, onChange }: CardsProps<InvokeMode>) {
  return (
    <RadioCards
      label="Invoke mode"
      value={value}
      onChange={(next) => onChange(next as InvokeMode)}
      options={INVOKE_MODES}
    />
  )
}
