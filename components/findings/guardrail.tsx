import { DocsLink } from '@/components/shell/docs-link'
import { TargetChip } from '@/components/shell/target-chip'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { CONTROLS, PERMISSIONS_BOUNDARY, SERVICE_CONTROL_POLICY } from '@/lib/findings/guardrail'
import { functionUrlName, identityKey } from '@/lib/identity/names'
import { FINDINGS_PATH, functionUrlPath, homePath } from '@/lib/identity/paths'
import type { InventoryPage } from '@/lib/inventory/schema'
import { counted, formatNumber } from '@/lib/text/counted'

interface GuardrailProps {
  /** What exists against it today. */
  against: InventoryPage
  /** How many function URLs each control's query lets through, by query. */
  matches: Readonly<Record<string, number>>
}

/** The policies that would forbid new public function URLs, what exists against them, and what AWS's controls say. */
export function Guardrail({ against, matches }: GuardrailProps) {
  return (
    <>
      <PageHeader
        title="Guardrail"
        breadcrumbs={[{ label: 'Findings', href: FINDINGS_PATH }]}
        subtitle="What would forbid new public function URLs, and what exists against it today"
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel aria-labelledby="policies">
          <PanelHeader title="Policies to copy" titleId="policies" actions={<DocsLink about="urlAccess" />} />
          <PanelBody className="flex flex-col gap-3">
            <p>
              As a service control policy it holds for every principal of the member accounts that it is
              attached to. It changes nothing that exists, and this console does not attach it.
            </p>
            <CodeBlock label="Service control policy" code={SERVICE_CONTROL_POLICY} />
            <Disclosure summary="As a permissions boundary, for roles that create functions">
              <CodeBlock label="Permissions boundary" code={PERMISSIONS_BOUNDARY} />
            </Disclosure>
          </PanelBody>
        </Panel>
        <div className="flex min-w-0 flex-col gap-4">
          <Existing against={against} />
          <Controls matches={matches} />
        </div>
      </div>
    </>
  )
}

function Existing({ against: { rows, matches } }: { against: InventoryPage }) {
  const query = 'auth:NONE'
  const shown = rows.slice(0, 10)
  return (
    <Panel aria-labelledby="existing">
      <PanelHeader
        title={`${counted(matches, 'function URL')} with auth type NONE today`}
        titleId="existing"
        description="They stay as they are: the policies forbid what is created or updated from then on."
        actions={matches > 0 && <TextLink href={homePath(query)}>Show all</TextLink>}
      />
      {shown.length > 0 && (
        <ul aria-label="Function URLs with auth type NONE" className="py-1">
          {shown.map((row) => (
            <li key={identityKey(row)} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
              <TextLink href={functionUrlPath(row, 'access')} className="break-all">
                {functionUrlName(row)}
              </TextLink>
              <TargetChip target={row} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Controls({ matches }: Pick<GuardrailProps, 'matches'>) {
  return (
    <Panel aria-labelledby="controls">
      <PanelHeader
        title="What AWS’s own controls say"
        titleId="controls"
        description="As AWS documents them; whether they are switched on is not known here."
      />
      <dl className="px-4 py-1">
        {CONTROLS.map(({ id, of, says, query }) => (
          <div key={id} className="border-line border-b py-3 last:border-b-0">
            <dt className="break-all font-strong">
              {of} <code className="text-mute">{id}</code>
            </dt>
            <dd className="text-small">
              {says}{' '}
              {query && (
                <TextLink href={homePath(query)}>
                  {formatNumber(matches[query] ?? 0)} here
                  <span className="sr-only"> match {query}</span>
                </TextLink>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
