import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import type { AliasFacts } from '@/lib/functions/schema'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

/** The aliases of a function with the versions they point to and their weights. */
export function AliasTable({ aliases }: { aliases: AliasFacts[] }) {
  return (
    <Panel aria-labelledby="aliases">
      <PanelHeader title="Aliases" titleId="aliases" />
      {aliases.length === 0 ? (
        <EmptyState title="No alias">
          An alias is a name for a version; it can have a function URL of its own.
        </EmptyState>
      ) : (
        <Table label="Aliases" stacked>
          <THead>
            <TRow>
              <TH>Alias</TH>
              <TH>Versions</TH>
              <TH>Description</TH>
            </TRow>
          </THead>
          <TBody>
            {aliases.map((alias) => (
              <TRow key={alias.Name}>
                <TD label="Alias" className="text-mono">
                  {alias.Name}
                </TD>
                <TD label="Versions">{versionsOf(alias)}</TD>
                <TD label="Description">{alias.Description ? visibleText(alias.Description) : '—'}</TD>
              </TRow>
            ))}
          </TBody>
        </Table>
      )}
    </Panel>
  )
}

/** "4", or "4 (90%) and 5 (10%)" where the calls are split. */
function versionsOf({ FunctionVersion, AdditionalVersionWeights }: AliasFacts): string {
  const others = Object.entries(AdditionalVersionWeights)
  if (others.length === 0) return FunctionVersion
  const percent = (weight: number) => `${Math.round(weight * 1000) / 10}%`
  const rest = 1 - others.reduce((sum, [, weight]) => sum + weight, 0)
  const parts = [[FunctionVersion, rest] as const, ...others].map(
    ([version, weight]) => `${version} (${percent(weight)})`,
  )
  return listed(parts)
}
