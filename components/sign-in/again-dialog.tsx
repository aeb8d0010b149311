'use client'

import { type FormEvent, useEffect, useEffectEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { Form } from '@/components/ui/form'
import { settleNeed } from '@/lib/draft/ask-again'
import { failed } from '@/lib/failures/result'
import { SIGNED_IN_PATH, signInPath } from '@/lib/identity/paths'
import { proveWithPassword } from '@/lib/sign-in/actions'
import { EntryField, fieldOf } from './password-fields'
import type { AgainDialogProps } from './sign-in-again'
import { hearSignedIn } from './signed-in-channel'

/** Signing in again, or proving once more who one is, over the page as it stands; then what was asked goes on. */
export function AgainDialog({ need, personId, proof }: AgainDialogProps) {
  const isProof = need === 'proof-needed'
  const heard = useEffectEvent((id: string) => {
    if (id === personId) settleNeed(true)
    // Another person must not go on with what this one has typed.
    else window.location.reload()
  })
  useEffect(() => hearSignedIn((id) => heard(id)), [])
  return (
    <Dialog
      open
      onOpenChange={() => settleNeed(false)}
      title={isProof ? 'Prove that it is you' : 'Sign in again'}
      description={
        isProof
          ? 'What opens, deletes or gives rights takes a proof of the last five minutes. What you asked for goes on by itself.'
          : 'Your session has ended. What you typed stays here; what you asked for goes on once you have signed in.'
      }
    >
      {isProof && proof === 'password' ? <PasswordProof /> : <InNewTab isProof={isProof} />}
    </Dialog>
  )
}

function PasswordProof() {
  const [problem, setProblem] = useState<string>()
  const [isChecking, startChecking] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = fieldOf(new FormData(event.currentTarget), 'password')
    startChecking(async () => {
      const answer = await proveWithPassword({ password }).catch(() =>
        failed({ code: 'unreachable', message: 'The console does not respond. Try again in a moment.' }),
      )
      if (answer.ok) settleNeed(true)
      else setProblem(answer.failure.message)
    })
  }
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4" aria-label="Prove that it is you">
      {problem && (
        <Callout tone="bad" role="alert">
          {problem}
        </Callout>
      )}
      <EntryField label="Password" name="password" type="password" autoComplete="current-password" />
      <Button type="submit" variant="primary" pending={isChecking} className="self-start">
        Prove it and go on
      </Button>
    </Form>
  )
}

/** A page of its own: a provider cannot be shown inside this one. */
function InNewTab({ isProof }: { isProof: boolean }) {
  const address = signInPath({ next: SIGNED_IN_PATH, ...(isProof && { proof: 'yes' }) })
  return (
    <Button variant="primary" onClick={() => window.open(address, '_blank')}>
      {isProof ? 'Prove it in a new tab' : 'Sign in in a new tab'}
    </Button>
  )
}
