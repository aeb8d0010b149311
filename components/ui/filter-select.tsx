import { NativeSelect } from '@/components/ui/field'

interface FilterSelectProps<Value extends string> {
  label: string
  /** The option that chooses nothing. */
  all: string
  value: Value | null
  options: { value: Value; label: string }[]
  disabledReason?: string
  onChange: (value: Value | null) => void
  className: string
}

/** One filter of a list: everything, or one of its values. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, all, value, options, disabledReason, onChange, className } = props
  return (
    <NativeSelect
      aria-label={label}
      title={disabledReason}
      aria-description={disabledReason}
      disabled={disabledReason !== undefined}
      value={value ?? ''}
      options={[{ value: '', label: all }, ...options]}
      onChange={({ target }) =>
        onChange(options.find((option) => option.value === target.value)?.value ?? null)
      }
      wrapperClassName={className}
    />
  )
}
