import { Badge } from '@/components/ui/badge'
import { RadioCards } from '@/components/ui/radio-cards'
import type { AuthType, InvokeMode } from '@/lib/identity/schema'

interface CardsProps<Value> {
  value: Value
  onChange: (value: Value) => void
  /** The one that AWS has now. */
  stored?: Value
}

const AUTH_TYPES = [
  {
    value: 'AWS_IAM' as AuthType,
    title: 'AWS_IAM',
    description: 'Only requests that are signed (SigV4), by principals that are allowed to call it.',
  },
  {
    value: 'NONE' as AuthType,
    title: 'NONE',
    description: 'No signature needed. With the two public statements, anyone on the internet can call it.',
  },
]

/** The two auth types as plain choices with what they mean. */
export function AuthTypeCards(props: CardsProps<AuthType>) {
  return <Cards label="Auth type" options={AUTH_TYPES} {...props} />
}

const INVOKE_MODES = [
  {
    value: 'BUFFERED' as InvokeMode,
    title: 'BUFFERED',
    description: 'The response is sent when it is complete. Up to 6 MB.',
  },
  {
    value: 'RESPONSE_STREAM' as InvokeMode,
    title: 'RESPONSE_STREAM',
    description:
      'The response is streamed while the function writes it. Up to 200 MB; the function must support it.',
  },
]

/** The two invoke modes with what they mean. */
export function InvokeModeCards(props: CardsProps<InvokeMode>) {
  return <Cards label="Invoke mode" options={INVOKE_MODES} {...props} />
}

interface Card<Value> {
  value: Value
  title: string
  description: string
}

function Cards<Value extends string>({
  label,
  options,
  value,
  onChange,
  stored,
}: CardsProps<Value> & { label: string; options: Card<Value>[] }) {
  return (
    <RadioCards
      label={label}
      columns={2}
      value={value}
      onChange={onChange}
      options={options.map((option) => ({
        ...option,
        badge: option.value === stored ? <Badge>Current</Badge> : undefined,
      }))}
    />
  )
}
