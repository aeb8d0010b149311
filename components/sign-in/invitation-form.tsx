'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Form } from '@/components/ui/form'
import { acceptInvitation } from '@/lib/sign-in/actions'
import { EntryField, fieldOf, PASSWORD_HINT } from './password-fields'
import { useEntry } from './use-entry'

/** Somebody who was invited chooses their password. */
export function InvitationForm({ token, login }: { token: string; login: string }) {
  const { enter, isGoing, problem, issue } = useEntry()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = fieldOf(new FormData(event.currentTarget), 'password')
    enter(() => acceptInvitation({ token, password }))
  }
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4" aria-label="Choose a password">
      {problem && (
        <Callout tone="bad" role="alert">
          {problem}
        </Callout>
      )}
      <p>
        Your login is <strong className="font-semibold">{login}</strong>. Choose the password that you sign in
        with.
      </p>
      {/* Password managers keep the password under this name. */}
      <input type="hidden" name="username" autoComplete="username" value={login} />
      <EntryField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        error={issue('password')}
        hint={PASSWORD_HINT}
      />
      <Button type="submit" variant="primary" pending={isGoing}>
        Set password and sign in
      </Button>
    </Form>
  )
}
