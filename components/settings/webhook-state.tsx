import { Badge } from '@/components/ui/badge'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { counted } from '@/lib/text/counted'
import type { WebhookState } from '@/lib/webhook/read'

/** Who is told of requests and of new findings beside this console, and whether it takes them. */
export function WebhookPanel({ webhook: { host, waiting, sentAt, failure } }: { webhook: WebhookState }) {
  return (
    <Panel aria-labelledby="webhook">
      <PanelHeader
        title="Webhook"
        titleId="webhook"
        description="Told of requests, decisions and new findings of high severity."
        actions={
          host && <Badge tone={failure ? 'warn' : 'ok'}>{failure ? 'Not taken at the last try' : 'On'}</Badge>
        }
      />
      <PanelBody className="flex flex-col gap-2 text-small">
        {host === undefined ? (
          <p>
            Off. It is set by <code className="text-mono">CONSOLE_WEBHOOK_URL</code> and{' '}
            <code className="text-mono">CONSOLE_WEBHOOK_SECRET</code> in the environment, and nowhere else.
          </p>
        ) : (
          <>
            <p>
              Messages go to <span className="text-mono">{host}</span>, signed. {counted(waiting, 'message')}{' '}
              {waiting === 1 ? 'waits' : 'wait'}.
            </p>
            <p className="text-mute">
              {failure && `${failure} It is tried again by itself. `}
              {sentAt ? (
                <>
                  Last sent <Time iso={sentAt} />.
                </>
              ) : (
                'Nothing was sent yet.'
              )}
            </p>
          </>
        )}
      </PanelBody>
    </Panel>
  )
}
