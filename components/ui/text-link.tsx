import { clsx } from 'clsx'
import { ExternalLink } from 'lucide-react'
import type { ComponentProps } from 'react'
import { PageLink } from './page-link'

interface TextLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  href: string
  /** `quiet` is underlined on hover only: for names in tables, where everything is a link. */
  look?: 'inline' | 'quiet'
}

/** A link within text. Addresses outside the console open in a new tab and say so. */
export function TextLink({ href, look = 'inline', className, children, ...rest }: TextLinkProps) {
  const classes = clsx(
    'rounded-sm decoration-1 underline-offset-3',
    look === 'inline' ? 'text-accent underline' : 'text-accent hover:underline',
    className,
  )
  if (!/^https?:/.test(href))
    return (
      <PageLink href={href} {...rest} className={classes}>
        {children}
      </PageLink>
    )
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" {...rest} className={classes}>
      {children}
      <ExternalLink aria-hidden size={12} className="mb-0.5 ml-1 inline" />
      <span className="sr-only"> (opens a new tab)</span>
    </a>
  )
}
