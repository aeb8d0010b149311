import type { Metadata } from 'next'
import { PageFailure } from '@/components/failures/page-failure'
import { ReadApi } from '@/components/tokens/read-api'
import { TokensPage } from '@/components/tokens/tokens-page'
import { PageHeader } from '@/components/ui/page-header'
import { fromPage } from '@/lib/doorways/page'
import { SETTINGS_PATH } from '@/lib/identity/paths'
import { listTokens } from '@/lib/tokens/manage'

export const metadata: Metadata = { title: 'Tokens' }

export default async function TokensSettingsPage() {
  const tokens = await fromPage(listTokens, {})
  if (!tokens.ok) return <PageFailure title="Tokens" failure={tokens.failure} />
  return (
    <>
      <PageHeader
        title="Tokens"
        subtitle="For programs that read this console"
        breadcrumbs={[{ label: 'Settings', href: SETTINGS_PATH }]}
      />
      <div className="flex flex-col gap-4 pb-6">
        <TokensPage initial={tokens.value} />
        <ReadApi origin={tokens.value.origin} />
      </div>
    </>
  )
}
