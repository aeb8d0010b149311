import { SeverityBadge } from '@/components/findings/severity-badge'
import { DocsLink } from '@/components/shell/docs-link'
import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody } from '@/components/ui/panel'
import type { FindingRule } from '@/lib/findings/rule'
import { FINDING_RULES_PATH, FINDINGS_PATH, findingsPath } from '@/lib/identity/paths'
import { counted } from '@/lib/text/counted'

interface RuleDocumentProps {
  rule: Pick<FindingRule, 'id' | 'title' | 'severity' | 'why' | 'remedy' | 'cannotKnow' | 'documentation'>
  /** How many there are now; undefined where that could not be read. */
  count: number | undefined
}

/** What a rule looks for, why it matters, what to do, and what it cannot know. */
export function RuleDocument({ rule, count }: RuleDocumentProps) {
  const { id, title, severity, why, remedy, cannotKnow, documentation } = rule
  const parts = [
    ['Why it matters', why],
    ['What to do', remedy],
    ['What this rule cannot know', cannotKnow],
  ]
  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={[
          { label: 'Findings', href: FINDINGS_PATH },
          { label: 'Rules', href: FINDING_RULES_PATH },
        ]}
        meta={<SeverityBadge severity={severity} />}
        subtitle={<code>{id}</code>}
        actions={
          <ButtonLink href={findingsPath({ open: id })}>
            {count === undefined ? 'Show the findings' : `Show ${counted(count, 'finding')}`}
          </ButtonLink>
        }
      />
      <Panel>
        <PanelBody>
          <dl className="flex max-w-prose flex-col gap-4">
            {parts.map(([term, text]) => (
              <div key={term}>
                <dt className="font-strong">{term}</dt>
                <dd>{text}</dd>
              </div>
            ))}
            {documentation && (
              <div>
                <dt className="sr-only">Documentation</dt>
                <dd>
                  <DocsLink about={documentation} />
                </dd>
              </div>
            )}
          </dl>
        </PanelBody>
      </Panel>
    </>
  )
}
