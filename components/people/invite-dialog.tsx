'use client'

import { useRouter } from 'next/navigation'
import { useId, useState, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { Time } from '@/components/ui/time'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed } from '@/lib/failures/result'
import type { Person } from '@/lib/people/schema'
import { invitePerson } from '@/lib/sign-in/actions'
import { visibleText } from '@/lib/text/visible-text'

interface InviteDialogProps {
  /** Somebody with an account, who gets another password; asked for where it is left out. */
  known?: Person
  onClose: () => void
}

/** Makes an account of the console for somebody, and the link with which they give it a password. */
export function InviteDialog({ known, onClose }: InviteDialogProps) {
  const form = useId()
  const { value, change, submit, made, failure, isPending } = useInviting(known)
  const errorOf = (path: string) => failure?.issues?.find((issue) => issue.path === path)?.message
  const name = visibleText(made?.name ?? known?.name ?? '')
  const title = known || made ? `A link for ${name}` : 'Invite a person'
  if (made)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={title}
        description="Give it to them yourself: whoever opens it chooses the password. It is shown this once."
        footer={
          <Button variant="primary" data-main-action onClick={onClose}>
            Done
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          <CodeBlock code={made.link} label="Link to choose a password" wrap />
          <p className="text-mute text-small">
            It works once, until <Time iso={made.expiresAt} />.{' '}
            {!known && 'They have no role until you give them one.'}
          </p>
        </div>
      </Dialog>
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={
        known
          ? 'With it they choose another password, and all their sessions end. Their roles stay.'
          : 'Makes an account of this console, and a link with which they choose a password.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button data-main-action type="submit" form={form} variant="primary" pending={isPending}>
            Make the link
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {!known && (
          <>
            <Field label="Name" error={errorOf('name')}>
              <Input
                value={value.name}
                autoComplete="off"
                onChange={({ target }) => change({ name: target.value })}
              />
            </Field>
            <Field label="Login" error={errorOf('login')} hint="What they sign in with, without blanks.">
              <Input
                value={value.login}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={({ target }) => change({ login: target.value })}
              />
            </Field>
            <Field label="Email address" isOptional error={errorOf('email')}>
              <Input
                value={value.email}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={({ target }) => change({ email: target.value })}
              />
            </Field>
          </>
        )}
        {failure && <FailureCallout failure={failure} />}
      </Form>
    </Dialog>
  )
}

interface Made {
  name: string
  link: string
  expiresAt: string
}

function useInviting(known: Person | undefined) {
  const router = useRouter()
  const [value, setValue] = useState({ name: known?.name ?? '', login: known?.login ?? '', email: '' })
  const [failure, setFailure] = useState<Failure>()
  const [made, setMade] = useState<Made>()
  const [isPending, start] = useTransition()
  const submit = () =>
    start(async () => {
      const { email, ...rest } = value
      const input = { ...rest, ...(email.trim() && { email: email.trim() }), isNew: !known }
      const answer = await askAgain(() => invitePerson(input)).catch((error: unknown) =>
        failed(failureFrom(error)),
      )
      setFailure(answer.ok ? undefined : answer.failure)
      if (!answer.ok) return
      setMade({ name: value.name, link: answer.value.link, expiresAt: answer.value.expiresAt })
      router.refresh()
    })
  const change = (part: Partial<typeof value>) => setValue((now) => ({ ...now, ...part }))
  return { value, change, submit, made, failure, isPending }
}
