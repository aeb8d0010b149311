'use client'

import { EventBadge } from '@/components/activity/event-row'
import { TargetChip } from '@/components/shell/target-chip'
import { Badge } from '@/components/ui/badge'
import { CodeBlock } from '@/components/ui/code-block'
import { Fact, Facts } from '@/components/ui/facts'
import { Identifier } from '@/components/ui/identifier'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { EventDetails as Details, EventEntry } from '@/lib/activity/schema'
import { ACTIVITY_PATH, bulkPath, changePath, functionUrlPath } from '@/lib/identity/paths'
import { visibleJson } from '@/lib/text/visible-text'

/** One event of the record: what it says, its place in the chain, and all that its hash covers. */
export function EventDetails({ event }: { event: Details }) {
  const { entry } = event
  const isReadable = 'says' in entry
  const { account, region } = isReadable ? entry.about : {}
  return (
    <>
      <PageHeader
        title={isReadable ? entry.says : 'This event cannot be read'}
        breadcrumbs={[{ label: 'Activity', href: ACTIVITY_PATH }, { label: `Event ${entry.position}` }]}
        meta={isReadable ? <EventBadge event={entry} /> : <Badge tone="bad">Unreadable</Badge>}
        subtitle={
          isReadable ? account && region && <TargetChip target={{ account, region }} /> : entry.reason
        }
      />
      <div className="flex flex-col gap-4 pb-6">
        <Panel aria-labelledby="who-and-when">
          <PanelHeader title="Who and when" titleId="who-and-when" />
          <PanelBody>
            <Facts layout="grid">
              {isReadable && <WhoAndWhen entry={entry} />}
              <Story story={event.story} />
              {event.requestId && (
                <Fact label="Request of the console">
                  <Identifier text={event.requestId} copy="Copy the request id" />
                </Fact>
              )}
            </Facts>
          </PanelBody>
        </Panel>
        <Panel aria-labelledby="in-the-chain">
          <PanelHeader
            title="In the chain"
            titleId="in-the-chain"
            description="The hash is SHA-256 over the hash before, a line feed and the text of the event."
          />
          <PanelBody className="flex flex-col gap-4">
            <Facts layout="grid">
              <Fact label="Event">{entry.position}</Fact>
              <Fact label="Hash">
                <Identifier text={event.hash} copy="Copy the hash" />
              </Fact>
              <Fact label="Hash before">
                <Identifier text={event.previousHash} copy="Copy the hash before" />
              </Fact>
            </Facts>
            <CodeBlock label="The event" code={prettyText(event.text)} />
          </PanelBody>
        </Panel>
      </div>
    </>
  )
}

function WhoAndWhen({ entry: { by, at, kind, about } }: { entry: EventEntry }) {
  const { account, region, functionName, qualifier } = about
  return (
    <>
      <Fact label="By">{by}</Fact>
      <Fact label="When">
        <Time iso={at} show="moment" />
      </Fact>
      <Fact label="Kind">{kind}</Fact>
      {account && region && functionName && qualifier && (
        <Fact label="Function URL">
          <TextLink href={functionUrlPath({ account, region, functionName, qualifier })}>
            {functionName}:{qualifier}
          </TextLink>
        </Fact>
      )}
    </>
  )
}

function Story({ story }: Pick<Details, 'story'>) {
  if (!story) return null
  const href = story.kind === 'change' ? changePath(story.id) : bulkPath(story.id)
  return (
    <Fact label="Part of">
      <TextLink href={href}>
        {story.kind === 'change' ? 'change' : 'bulk change'} {story.id.slice(0, 8)}
      </TextLink>
    </Fact>
  )
}

function prettyText(text: string): string {
  try {
    return visibleJson(JSON.parse(text))
  } catch {
    return visibleJson(text)
  }
}
