import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { controlLook } from './control-look'
import { useFieldControl } from './field-context'

interface TextAreaProps extends ComponentProps<'textarea'> {
  /** For what is typed or pasted letter by letter: JSON, messages, code. */
  mono?: boolean
}

/** Several lines of text; it can be made taller. */
export function TextArea({ mono = false, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...useFieldControl()}
      autoCapitalize="none"
      autoCorrect="off"
      autoComplete="off"
      spellCheck={false}
      className={controlLook(clsx('resize-y px-2.5 py-2', mono && 'text-mono'), className)}
      {...rest}
    />
  )
}
