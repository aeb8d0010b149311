import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { CALL_OPERATIONS, OPERATIONS } from '@/lib/changes/operations/table'
import { AWS_ERROR_NAMES } from '@/lib/failures/aws-error-names'
import { FAILURES } from '@/lib/failures/failure-table'
import { FAILURE_CODES, type FailureCode } from '@/lib/failures/result'
import { AWS_DOCUMENTATION } from '@/lib/text/aws-documentation'

export const metadata: Metadata = { title: 'When something fails' }

/** Every failure of the console at an address of its own: what it means and what to do. */
export default function FailuresPage() {
  return (
    <>
      <PageHeader title="When something fails" subtitle="What each failure means and what to do about it" />
      <Panel>
        <PanelBody>
          <dl>
            {FAILURE_CODES.map((code) => (
              <div
                key={code}
                id={code}
                className="scroll-mt-16 border-line border-b py-3 last:border-b-0 target:-mx-4 target:bg-selected target:px-4"
              >
                <dt className="font-strong">
                  {FAILURES[code].title} <code className="text-mute">{code}</code>
                </dt>
                <dd className="text-mute">{FAILURES[code].cause}</dd>
                <dd>
                  {FAILURES[code].cure} <Documentation code={code} />
                </dd>
                <AwsNames code={code} />
                {code === 'access-denied' && <WriteActions />}
              </div>
            ))}
          </dl>
        </PanelBody>
      </Panel>
    </>
  )
}

function Documentation({ code }: { code: FailureCode }) {
  const { documentation } = FAILURES[code]
  if (!documentation) return null
  const { title, href } = AWS_DOCUMENTATION[documentation]
  return <TextLink href={href}>AWS: {title}</TextLink>
}

/** What AWS calls it, for whoever comes with an error of the CLI or an SDK. */
function AwsNames({ code }: { code: FailureCode }) {
  const names = Object.keys(AWS_ERROR_NAMES).filter((name) => AWS_ERROR_NAMES[name] === code)
  if (names.length === 0) return null
  return <dd className="break-words text-mono text-mute">AWS: {names.join(', ')}</dd>
}

/** What the console's role lacks where it can read but not write. */
function WriteActions() {
  const actions = CALL_OPERATIONS.map((operation) => OPERATIONS[operation].action)
  return <dd className="break-words text-mono text-mute">To make changes: {actions.join(', ')}</dd>
}
