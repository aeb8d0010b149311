import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody } from '@/components/ui/panel'
import { FAILURES } from '@/lib/failures'
import { FAILURE_CODES } from '@/lib/result'

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
                className="scroll-mt-16 border-line border-b py-3 last:border-b-0 target:bg-selected"
              >
                <dt className="font-strong">
                  {FAILURES[code].title} <code className="text-mute">{code}</code>
                </dt>
                <dd className="text-mute">{FAILURES[code].cause}</dd>
                <dd>{FAILURES[code].cure}</dd>
              </div>
            ))}
          </dl>
        </PanelBody>
      </Panel>
    </>
  )
}
