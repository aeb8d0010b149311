'use client'

import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Button, ButtonLink, type ButtonLinkProps } from '@/components/ui/button'

/** A link to a form that changes something; where nothing can be changed it leads nowhere and says why. */
export function ChangeLink(props: ButtonLinkProps) {
  const readOnly = useReadOnlyReason()
  if (!readOnly) return <ButtonLink {...props} />
  const { variant, size, icon, children, 'aria-label': label } = props
  return (
    <Button variant={variant} size={size} icon={icon} aria-label={label} disabledReason={readOnly}>
      {children}
    </Button>
  )
}
