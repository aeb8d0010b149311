'use client'

import { type FormEvent, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Form } from '@/components/ui/form'
import { setUpConsole } from '@/lib/sign-in/actions'
import { EntryField, fieldOf, PASSWORD_HINT } from './password-fields'
import { useEntry } from './use-entry'

const nothingChanges = () => () => undefined

/** The first account of a console. Its token stands behind the # of the address that the log has. */
export function SetUpForm() {
  const { enter, isGoing, problem, issue } = useEntry()
  const inAddress = useSyncExternalStore(
    nothingChanges,
    () => window.location.hash.slice(1),
    () => undefined,
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const token = inAddress || fieldOf(data, 'token')
    const [name, login, password] = [fieldOf(data, 'name'), fieldOf(data, 'login'), fieldOf(data, 'password')]
    enter(() => setUpConsole({ token, name, login, password }))
  }
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4" aria-label="Make the first account">
      <p>
        The first account administers this console. It can be made once, with the address from the console’s
        log.
      </p>
      {problem && (
        <Callout tone="bad" role="alert">
          {problem}
        </Callout>
      )}
      {inAddress === '' && (
        <EntryField
          label="Token"
          name="token"
          autoComplete="off"
          error={issue('token')}
          hint="The console’s log has it."
        />
      )}
      <EntryField label="Your name" name="name" autoComplete="name" error={issue('name')} />
      <EntryField label="Login" name="login" autoComplete="username" error={issue('login')} />
      <EntryField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        error={issue('password')}
        hint={PASSWORD_HINT}
      />
      <Button type="submit" variant="primary" pending={isGoing}>
        Make the first account
      </Button>
    </Form>
  )
}
