'use client'

import { type FormEvent, useEffect, useEffectEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Form } from '@/components/ui/form'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { beginWithProvider, signInWithPassword } from '@/lib/sign-in/actions'
import type { WaysIn } from '@/lib/sign-in/schema'
import { EntryField, fieldOf } from './password-fields'
import { useEntry } from './use-entry'

interface SignInPanelProps {
  ways: WaysIn
  next?: string
  /** Why it did not work the last time. */
  failed?: string
  /** Somebody is signed in and proves once more who they are: the provider is asked at once. */
  isProof?: boolean
}

/** The ways in: the provider's button, the form of the console's own accounts, or both. */
export function SignInPanel({ ways, next, failed, isProof = false }: SignInPanelProps) {
  const { enter, isGoing, problem, issue } = useEntry()
  const isHydrated = useIsHydrated()
  const begin = () => enter(() => beginWithProvider({ next, isProof }))
  const beginProof = useEffectEvent(() => {
    if (isProof && !failed) begin()
  })
  useEffect(() => beginProof(), [])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    enter(() =>
      signInWithPassword({ login: fieldOf(data, 'login'), password: fieldOf(data, 'password'), next }),
    )
  }
  const text = problem ?? failed
  return (
    <>
      {text && (
        <Callout tone="bad" role="alert">
          {text}
        </Callout>
      )}
      {ways.provider && (
        <Button variant="primary" pending={isGoing} inert={!isHydrated} onClick={begin}>
          {isProof ? 'Prove who you are with' : 'Sign in with'} {ways.provider}
        </Button>
      )}
      {ways.hasLocalAccounts && !isProof && (
        <Form onSubmit={submit} className="flex flex-col gap-4" aria-label="Sign in with a password">
          <EntryField label="Login" name="login" autoComplete="username" error={issue('login')} />
          <EntryField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            error={issue('password')}
          />
          <Button type="submit" variant={ways.provider ? undefined : 'primary'} pending={isGoing}>
            Sign in
          </Button>
        </Form>
      )}
      {!isProof && (
        <p className="text-mute text-small">
          {ways.hasLocalAccounts
            ? 'No account, or the password is forgotten? An administrator of this console makes a link for you.'
            : 'An administrator of this console decides what you may see and do here.'}
        </p>
      )}
    </>
  )
}
