import { Field, Input } from '@/components/ui/field'

interface TextFieldProps {
  label: string
  name: string
  autoComplete: string
  type?: 'text' | 'password'
  error?: string
  hint?: string
  defaultValue?: string
  autoFocus?: boolean
}

/** One line of a form that leads in; password managers know it by its `autocomplete`. */
export function EntryField({ label, error, hint, ...input }: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      <Input {...input} required spellCheck={false} autoCapitalize="none" />
    </Field>
  )
}

export const PASSWORD_HINT =
  'At least 12 characters. Several words that have nothing to do with each other are good.'

/** What stands in a field of a form that was sent. */
export const fieldOf = (data: FormData, name: string): string => String(data.get(name) ?? '')
