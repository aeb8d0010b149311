'use client'

import Link, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'
import { asRoute } from './as-route'

interface PageLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  href: string
}

/** The one kind of link to a page of the console, whatever it looks like: says so while that page is being made. */
export function PageLink({ href, children, ...rest }: PageLinkProps) {
  return (
    // Not ahead of the click: what is behind a link is read from AWS, and lists have hundreds of them.
    <Link href={asRoute(href)} prefetch={false} {...rest}>
      {children}
      <Pending />
    </Link>
  )
}

/** A bar at the top of the window; it waits a moment, so that what comes at once does not flash. */
function Pending() {
  const { pending } = useLinkStatus()
  if (!pending) return null
  return (
    <span role="status" className="page-pending fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      <span className="sr-only">Loading the page</span>
    </span>
  )
}
