'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTransition } from 'react'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toast'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed } from '@/lib/failures/result'
import { changeSettings } from '@/lib/settings/actions'
import { settingsQuery } from '@/lib/settings/queries'
import type { ConsoleSettings } from '@/lib/settings/schema'
import { counted, formatNumber } from '@/lib/text/counted'

const PRICES = 'https://aws.amazon.com/cloudwatch/pricing/'
const DAYS = 30
const NO_ANSWER: Failure = { code: 'unreachable', message: 'The console itself does not respond.' }

/** Whether the requests of every function URL are counted, with how much is asked of CloudWatch for it. */
export function TrafficSetting({ initial }: { initial: ConsoleSettings }) {
  const { data: settings } = useQuery({ ...settingsQuery(), initialData: initial })
  const client = useQueryClient()
  const toasts = useToast()
  const [isSaving, startSaving] = useTransition()
  const save = (countsAllTraffic: boolean) =>
    startSaving(async () => {
      const answer = await askAgain(() => changeSettings({ countsAllTraffic })).catch(() => failed(NO_ANSWER))
      if (!answer.ok) return void toasts.show({ tone: 'bad', title: answer.failure.message })
      client.setQueryData(settingsQuery().queryKey, answer.value)
    })
  const { urls, setAt, setBy, isReadOnly, countsAllTraffic } = settings
  const whyNot = useWhyNot('settings:change')
  return (
    <Panel aria-labelledby="traffic-setting">
      <PanelHeader title="Requests" titleId="traffic-setting" />
      <PanelBody className="flex flex-col gap-3">
        <Switch
          checked={countsAllTraffic}
          disabled={isReadOnly || whyNot !== undefined || isSaving}
          onCheckedChange={save}
          label="Count the requests of every function URL once a day"
          aria-describedby="traffic-price"
        />
        <div id="traffic-price" className="flex flex-col gap-2 text-small">
          <p>
            Off, CloudWatch is asked for the rows on screen and for the function URL that somebody opens. On,
            the home page knows which ones nobody has called for 30 days.
          </p>
          <p>
            It asks for one metric for each of {counted(urls, 'function URL')} known now:{' '}
            <strong className="font-semibold">
              {counted(urls, 'metric')} a day, some {formatNumber(urls * DAYS)} in 30 days
            </strong>
            , or up to twice as many where nobody calls. AWS bills GetMetricData by the metrics asked for, and
            has it in no free tier: <TextLink href={PRICES}>see CloudWatch’s prices</TextLink>.
          </p>
          <p className="text-mute">
            {isReadOnly
              ? 'This console is read-only, so it cannot be changed here. '
              : whyNot && `${whyNot} `}
            {setAt ? (
              <>
                Set by {setBy} <Time iso={setAt} />.
              </>
            ) : (
              'Nobody has changed it yet.'
            )}
          </p>
        </div>
      </PanelBody>
    </Panel>
  )
}
