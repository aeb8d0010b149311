'use client'

import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './button'
import { Tooltip } from './tooltip'

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  /** What it does, for the tooltip and for screen readers. */
  label: string
  icon: ReactNode
}

/** A button that is only a picture; its label shows on hover and focus. */
export function IconButton({
  label,
  icon,
  variant = 'quiet',
  size = 'md',
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <Button
      variant={variant}
      size={size}
      icon={icon}
      aria-label={label}
      className={clsx(size === 'md' ? 'w-8 px-0!' : 'w-6.5 px-0!', className)}
      {...rest}
    />
  )
  if (rest.disabledReason) return button
  return (
    <Tooltip text={label} describes={false}>
      {button}
    </Tooltip>
  )
}
