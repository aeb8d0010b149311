'use client'

import { clsx } from 'clsx'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonLook } from './button-look'
import { PageLink } from './page-link'
import { Spinner } from './spinner'
import { Tooltip } from './tooltip'

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Its work is under way: it keeps focus and does nothing until that is done. */
  pending?: boolean
  icon?: ReactNode
  /** Why it cannot be used now: it stays focusable and says so. */
  disabledReason?: string
  /** What Ctrl+Enter does on this page or in this dialog. */
  'data-main-action'?: true
}

/** A button says the verb and the object: "Delete function URL". */
export function Button({ disabledReason, ...props }: ButtonProps) {
  if (!disabledReason) return <BareButton {...props} />
  return (
    <Tooltip text={disabledReason}>
      <BareButton {...props} disabled={false} isInert />
    </Tooltip>
  )
}

type BareButtonProps = Omit<ButtonProps, 'disabledReason'> & { isInert?: boolean }

function BareButton(props: BareButtonProps) {
  const {
    variant,
    size,
    pending = false,
    isInert = false,
    icon,
    className,
    children,
    onClick,
    ...rest
  } = props
  const isIdle = pending || isInert
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (isIdle) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...rest}
      onClick={click}
      aria-disabled={isIdle || undefined}
      aria-busy={pending || undefined}
      className={clsx(buttonLook({ variant, size }), className)}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  )
}

export interface ButtonLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  href: string
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
}

/** A link that looks like a button: it leads somewhere, it does nothing. */
export function ButtonLink({ href, variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <PageLink href={href} {...rest} className={clsx(buttonLook({ variant, size }), className)}>
      {icon}
      {children}
    </PageLink>
  )
}
