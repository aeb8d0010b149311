'use client'

import { KeyRound } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { NewToken } from '@/components/tokens/new-token'
import { TokensTable } from '@/components/tokens/tokens-table'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelHeader } from '@/components/ui/panel'
import type { MadeToken, TokenList } from '@/lib/tokens/schema'

const MakeTokenDialog = dynamic(
  async () => (await import('@/components/tokens/make-token-dialog')).MakeTokenDialog,
)

/** One's tokens, or everybody's; a new one is shown until the page is left, and never again. */
export function TokensPage({ initial }: { initial: TokenList }) {
  const [list, setList] = useState(initial)
  const [made, setMade] = useState<string>()
  const [isMaking, setMaking] = useState(false)
  const finish = ({ secret, ...rest }: MadeToken) => {
    setList(rest)
    setMade(secret)
    setMaking(false)
  }
  if (!list.isSignInOn) return <WithoutSignIn />
  return (
    <>
      {made && <NewToken secret={made} onClose={() => setMade(undefined)} />}
      <Panel aria-labelledby="tokens">
        <PanelHeader
          title={list.isOfEverybody ? 'Tokens of everybody' : 'Your tokens'}
          titleId="tokens"
          description="A token reads what you may see, or a part of it, and never more than you may at that moment. It ends when you may not sign in any more."
          actions={
            <Button variant="primary" onClick={() => setMaking(true)}>
              Make a token
            </Button>
          }
        />
        {list.tokens.length === 0 ? (
          <EmptyState icon={<KeyRound />} title="No tokens yet">
            Programs that read the console, such as a weekly report, each get a token of their own.
          </EmptyState>
        ) : (
          <TokensTable list={list} onChange={setList} />
        )}
      </Panel>
      {isMaking && <MakeTokenDialog onMade={finish} onClose={() => setMaking(false)} />}
    </>
  )
}

const WithoutSignIn = () => (
  <Callout tone="neutral" title="No tokens without sign-in">
    This console runs for the person on its computer. Tokens belong to people who sign in
    (CONSOLE_SIGN_IN=on); requests that bear one are refused here.
  </Callout>
)
