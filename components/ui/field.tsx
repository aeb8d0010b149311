'use client'

import { clsx } from 'clsx'
import { ChevronDown, CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { controlLook } from './control-look'
import { FieldContext, type FieldIds, useFieldControl } from './field-context'

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and what to do; several sentences are a list. */
  error?: string | string[]
  /** The cure, as a link or button beside the error. */
  errorActions?: ReactNode
  /** `2 of 100`, beside the label. */
  counter?: string
  isOptional?: boolean
  /** For several controls under one label (toggles, cards, check boxes). */
  group?: boolean
  className?: string
  children: ReactNode | ((ids: FieldIds) => ReactNode)
}

/** Label, control, hint and error, tied together. The controls of this folder read the ids by themselves. */
export function Field(props: FieldProps) {
  const { label, hint, error, errorActions, counter, isOptional, group = false, className, children } = props
  const id = useId()
  const errors = [error ?? []].flat().filter(Boolean)
  const isInvalid = errors.length > 0
  const described = [isInvalid && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const ids: FieldIds = {
    controlId: `${id}-control`,
    labelId: `${id}-label`,
    describedBy: described || undefined,
    isInvalid,
  }
  const Label = group ? 'span' : 'label'
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <Label id={ids.labelId} htmlFor={group ? undefined : ids.controlId} className="font-strong">
          {label}
        </Label>
        {isOptional && <span className="text-mute text-small">optional</span>}
        {counter && <span className="text-mute text-small tabular-nums">{counter}</span>}
      </div>
      <FieldContext value={ids}>{typeof children === 'function' ? children(ids) : children}</FieldContext>
      <FieldErrors id={`${id}-error`} errors={errors} actions={errorActions} />
      {hint && (
        <div id={`${id}-hint`} className="text-mute text-small">
          {hint}
        </div>
      )}
    </div>
  )
}

/** The live region stands before there is an error, so that the first one is read out too. */
function FieldErrors({ id, errors, actions }: { id: string; errors: string[]; actions?: ReactNode }) {
  return (
    <div aria-live="polite" className={clsx(errors.length === 0 && 'contents')}>
      {errors.length > 0 && (
        <div className="flex gap-1.5 text-bad text-small">
          <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          <div className="min-w-0">
            <div id={id}>
              {errors.map((error) => (
                <p key={error}>{error}</p>
              ))}
            </div>
            {actions && <div className="mt-1 flex flex-wrap gap-2 text-ink">{actions}</div>}
          </div>
        </div>
      )}
    </div>
  )
}

interface InputProps extends ComponentProps<'input'> {
  /** For what is typed letter by letter: names, ARNs, addresses. Also turns off the keyboard's corrections. */
  mono?: boolean
}

const LITERAL = {
  autoCapitalize: 'none',
  autoCorrect: 'off',
  spellCheck: false,
  autoComplete: 'off',
} as const

export function Input({ mono = false, className, ...rest }: InputProps) {
  return (
    <input
      {...useFieldControl()}
      {...(mono && LITERAL)}
      className={controlLook('h-8 px-2.5', mono && 'text-mono', className)}
      {...rest}
    />
  )
}

interface NativeSelectProps extends ComponentProps<'select'> {
  options?: { value: string; label: string; disabled?: boolean }[]
  wrapperClassName?: string
}

/** The browser's own select in our clothes; give `options` or `<option>` children. */
export function NativeSelect({ options, wrapperClassName, className, children, ...rest }: NativeSelectProps) {
  return (
    <span className={clsx('relative inline-flex min-w-0', wrapperClassName)}>
      <select
        {...useFieldControl()}
        className={controlLook('h-8 appearance-none pr-8 pl-2.5', className)}
        {...rest}
      >
        {options?.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-2.25 right-2.5 text-mute"
      />
    </span>
  )
}
