'use client'

import type { ComponentProps } from 'react'
import { useIsHydrated } from './use-is-hydrated'

/**
 * A form whose fields open once React listens: what is typed into the server's HTML before that would be thrown away.
 * Its own rules judge what is typed, not the browser's bubbles.
 */
export function Form(props: Omit<ComponentProps<'form'>, 'inert' | 'noValidate'>) {
  const isHydrated = useIsHydrated()
  return <form noValidate inert={!isHydrated} {...props} />
}
