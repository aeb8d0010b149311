import type { Metadata } from 'next'
import { PageFailure } from '@/components/failures/page-failure'
import { ReaderPolicy } from '@/components/settings/reader-policy'
import { TrafficSetting } from '@/components/settings/traffic-setting'
import { WebhookPanel } from '@/components/settings/webhook-state'
import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { fromPage } from '@/lib/doorways/page'
import { ACCOUNTS_PATH, TOKENS_PATH } from '@/lib/identity/paths'
import { getSettings } from '@/lib/settings/read'
import { getWebhook } from '@/lib/webhook/read'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const [settings, webhook] = await Promise.all([fromPage(getSettings, {}), fromPage(getWebhook, {})])
  if (!settings.ok) return <PageFailure title="Settings" failure={settings.failure} />
  return (
    <>
      <PageHeader
        title="Settings"
        subtitle="What holds for everybody who uses this console"
        actions={
          <>
            <ButtonLink href={ACCOUNTS_PATH}>Accounts</ButtonLink>
            <ButtonLink href={TOKENS_PATH}>Tokens</ButtonLink>
          </>
        }
      />
      <div className="flex flex-col gap-4 pb-6">
        <TrafficSetting initial={settings.value} />
        {webhook.ok && <WebhookPanel webhook={webhook.value} />}
        <ReaderPolicy />
      </div>
    </>
  )
}
