'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTransition } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toast'
import { askAgain } from '@/lib/draft/ask-again'
import { failed, type Result } from '@/lib/failures/result'
import { endOtherSessions, endSession } from '@/lib/sign-in/actions'
import { browserName } from '@/lib/sign-in/browser-name'
import { sessionsQuery } from '@/lib/sign-in/queries'
import type { OwnSession } from '@/lib/sign-in/schema'

const HOW: Record<string, string> = {
  password: 'password',
  provider: 'provider of sign-in',
  'set-up': 'set-up token',
  invitation: 'invitation',
  passkey: 'passkey',
}

/** Where somebody is signed in, and the way to end each of it. */
export function OwnSessions({ initial }: { initial: { sessions: OwnSession[] } }) {
  const { data } = useQuery({ ...sessionsQuery(), initialData: initial })
  const client = useQueryClient()
  const toasts = useToast()
  const [isEnding, startEnding] = useTransition()
  const end = (ask: () => Promise<Result<{ ended: number }>>) =>
    startEnding(async () => {
      const answer = await askAgain(ask).catch(() =>
        failed({ code: 'unreachable', message: 'The console does not respond.' }),
      )
      if (!answer.ok) toasts.show({ tone: 'bad', title: answer.failure.message })
      await client.invalidateQueries({ queryKey: sessionsQuery().queryKey })
    })
  const others = data.sessions.filter(({ isThis }) => !isThis)
  return (
    <Panel aria-labelledby="own-sessions">
      <PanelHeader
        title="Where you are signed in"
        titleId="own-sessions"
        description="A session ends after 8 hours without use, and after 7 days in any case."
        actions={
          others.length > 0 && (
            <Button pending={isEnding} onClick={() => end(() => endOtherSessions({}))}>
              End all others
            </Button>
          )
        }
      />
      <Table label="Your sessions" stacked>
        <THead>
          <TRow>
            <TH>Browser</TH>
            <TH>Address</TH>
            <TH>Signed in</TH>
            <TH>Last used</TH>
            <TH>
              <span className="sr-only">Actions</span>
            </TH>
          </TRow>
        </THead>
        <TBody>
          {data.sessions.map((session) => (
            <TRow key={session.id}>
              <TD label="Browser">
                <span className="flex flex-wrap items-center gap-2">
                  {browserName(session.agent)} {session.isThis && <Badge tone="ok">This one</Badge>}
                </span>
              </TD>
              <TD label="Address">{session.address}</TD>
              <TD label="Signed in">
                <Time iso={session.createdAt} /> with a {HOW[session.enteredBy] ?? session.enteredBy}
              </TD>
              <TD label="Last used">
                <Time iso={session.usedAt} />
              </TD>
              <TD align="end">
                {!session.isThis && (
                  <Button
                    size="sm"
                    pending={isEnding}
                    onClick={() => end(() => endSession({ id: session.id }))}
                  >
                    End session
                  </Button>
                )}
              </TD>
            </TRow>
          ))}
        </TBody>
      </Table>
    </Panel>
  )
}
