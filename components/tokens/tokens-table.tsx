'use client'

import { type ReactNode, useState, useTransition } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toast'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import { failed } from '@/lib/failures/result'
import { visibleText } from '@/lib/text/visible-text'
import { revokeToken } from '@/lib/tokens/actions'
import type { TokenInfo, TokenList } from '@/lib/tokens/schema'

interface TokensTableProps {
  list: TokenList
  onChange: (list: TokenList) => void
}

const TONE = { active: 'ok', expired: 'neutral', revoked: 'bad' } as const

/** Every token with its end and its last use; those that can still be used can be revoked. */
export function TokensTable({ list, onChange }: TokensTableProps) {
  const [chosen, setChosen] = useState<TokenInfo>()
  return (
    <>
      <Table label="Tokens" stacked>
        <THead>
          <TRow>
            <TH>Name</TH>
            {list.isOfEverybody && <TH>Made by</TH>}
            <TH>May read</TH>
            <TH>Last used</TH>
            <TH>Ends</TH>
            <TH>State</TH>
            <TH>
              <span className="sr-only">Actions</span>
            </TH>
          </TRow>
        </THead>
        <TBody>
          {list.tokens.map((token) => (
            <TRow key={token.id}>
              <TD label="Name">
                <span className="break-words font-medium">{visibleText(token.name)}</span>
                <br />
                <code className="text-mute text-small">{token.hint}…</code>
              </TD>
              {list.isOfEverybody && (
                <TD label="Made by">{token.isOwn ? 'you' : visibleText(token.madeBy)}</TD>
              )}
              <TD label="May read">{token.scope}</TD>
              <TD label="Last used">{token.lastUsedAt ? <Time iso={token.lastUsedAt} /> : 'never'}</TD>
              <TD label="Ends">
                <Time iso={token.expiresAt} show="moment" />
              </TD>
              <TD label="State">
                <State token={token} />
              </TD>
              <TD align="end">
                {token.state === 'active' && (
                  <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setChosen(token)}>
                    Revoke
                  </Button>
                )}
              </TD>
            </TRow>
          ))}
        </TBody>
      </Table>
      {chosen && <RevokeDialog token={chosen} onChange={onChange} onClose={() => setChosen(undefined)} />}
    </>
  )
}

function State({ token: { state, revokedBy, revokedAt } }: { token: TokenInfo }): ReactNode {
  return (
    <>
      <Badge tone={TONE[state]}>{state}</Badge>
      {revokedAt && (
        <span className="block text-mute text-small">
          by {revokedBy} <Time iso={revokedAt} />
        </span>
      )}
    </>
  )
}

interface RevokeDialogProps {
  token: TokenInfo
  onChange: (list: TokenList) => void
  onClose: () => void
}

function RevokeDialog({ token, onChange, onClose }: RevokeDialogProps) {
  const toasts = useToast()
  const [isPending, start] = useTransition()
  const revoke = () =>
    start(async () => {
      const answer = await askAgain(() => revokeToken({ id: token.id })).catch((error: unknown) =>
        failed(failureFrom(error)),
      )
      if (!answer.ok) return void toasts.show({ tone: 'bad', title: answer.failure.message })
      onChange(answer.value)
      onClose()
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${visibleText(token.name)}`}
      description="Whatever still uses it is refused from the next request on. It cannot be taken back."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button data-main-action variant="danger" pending={isPending} onClick={revoke}>
            Revoke
          </Button>
        </>
      }
    >
      <p>
        {token.lastUsedAt ? (
          <>
            It was last used <Time iso={token.lastUsedAt} />.
          </>
        ) : (
          'It was never used.'
        )}
      </p>
    </Dialog>
  )
}
