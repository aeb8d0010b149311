import type { Metadata } from 'next'
import { SeverityBadge } from '@/components/findings/severity-badge'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { FINDING_RULES } from '@/lib/findings/table'
import { FINDINGS_PATH, findingRulePath } from '@/lib/identity/paths'
import { counted } from '@/lib/text/counted'

export const metadata: Metadata = { title: 'Rules of the findings' }

/** Every rule, the most severe first. */
export default function RulesPage() {
  return (
    <>
      <PageHeader
        title="Rules"
        breadcrumbs={[{ label: 'Findings', href: FINDINGS_PATH }]}
        subtitle={`${counted(FINDING_RULES.length, 'rule')}, judged on what was last read of each function URL`}
      />
      <Panel>
        <ul aria-label="Rules">
          {FINDING_RULES.map(({ id, severity, title, why }) => (
            <li
              key={id}
              className="flex flex-wrap gap-x-3 gap-y-1 border-line border-b px-4 py-3 last:border-b-0"
            >
              <span className="w-22 shrink-0">
                <SeverityBadge severity={severity} />
              </span>
              <div className="min-w-0 flex-1 basis-80">
                <TextLink href={findingRulePath(id)} className="font-strong">
                  {title}
                </TextLink>
                <p className="max-w-prose text-mute text-small">{why}</p>
              </div>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}
