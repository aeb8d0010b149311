import { CodeBlock } from '@/components/ui/code-block'
import { Fact, Facts } from '@/components/ui/facts'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { OPTIONAL_ACTIONS, readerPolicy } from '@/lib/settings/reader-policy'

/** The least that the console needs from AWS to read, and what may be left out of it. */
export function ReaderPolicy() {
  return (
    <Panel aria-labelledby="reader-policy">
      <PanelHeader
        title="What the console needs to read"
        titleId="reader-policy"
        description="An identity policy for its role in each account. What writing takes in addition stands in the README."
      />
      <PanelBody className="flex flex-col gap-3">
        <CodeBlock label="IAM policy" code={readerPolicy()} />
        <p>These may be left out; the part that needs one then says so, and the rest works:</p>
        <Facts>
          {Object.entries(OPTIONAL_ACTIONS).map(([action, purpose]) => (
            <Fact key={action} label={<code>{action}</code>}>
              {purpose}
            </Fact>
          ))}
        </Facts>
        <p className="text-mute text-small">
          Reading leaves read events in the account’s CloudTrail: one for each function at every full reading,
          and one or two more for each function URL. CloudTrail itself is asked thirteen times every five
          minutes in each account and region.
        </p>
      </PanelBody>
    </Panel>
  )
}
