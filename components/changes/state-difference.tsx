import { StatementRow } from '@/components/permissions/statement-row'
import { BeforeAfter } from '@/components/ui/diff'
import { Fact, Facts } from '@/components/ui/facts'
import { statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { stateRows } from '@/lib/changes/plan/state-rows'
import { CORS_OFF, type DifferenceRow } from '@/lib/function-urls/setting-differences'
import { ABSENT } from '@/lib/function-urls/settings'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

interface StateDifferenceProps {
  before: QualifierState
  after: QualifierState
  identity: FunctionUrlIdentity
  /** Column titles where "Before" and "After" are not the right words. */
  titles?: { before: string; after: string }
  /** The statements that stay are shown too: the call writes them again. */
  withKept?: boolean
}

/** Settings before and after, and the statements that come and go. */
export function StateDifference({ before, after, identity, titles, withKept = false }: StateDifferenceProps) {
  const rows = stateRows(before, after)
  // Where there was nothing, or nothing stays, a comparison would say "not set" all along.
  const isSwap = (before.config === null) === (after.config === null)
  const removed = statementsMissingFrom(statementsOf(after), statementsOf(before))
  const added = statementsMissingFrom(statementsOf(before), statementsOf(after))
  const kept = withKept ? statementsMissingFrom(removed, statementsOf(before)) : []
  return (
    <div className="flex flex-col gap-4">
      {rows.length > 0 && !isSwap && <SettingRows rows={rows} isNew={after.config !== null} />}
      {rows.length > 0 && isSwap && (
        <BeforeAfter
          rows={rows.map(({ label, before, after, isChanged }) => ({
            label,
            before: entriesOf(before),
            after: entriesOf(after),
            changed: isChanged,
          }))}
          titles={titles}
        />
      )}
      <StatementGroup title="Statements added" statements={added} identity={identity} />
      <StatementGroup title="Statements removed" statements={removed} identity={identity} />
      <StatementGroup title="Statements kept" statements={kept} identity={identity} />
    </div>
  )
}

/** One entry of a list on each line; none for what is not set. */
const entriesOf = (text: string) => (text === ABSENT || text === CORS_OFF ? [] : text.split('\n'))

/** The settings that come with a function URL, or go with it. */
function SettingRows({ rows, isNew }: { rows: DifferenceRow[]; isNew: boolean }) {
  const title = isNew ? 'New settings' : 'Settings that are deleted'
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <h3 className="font-semibold text-small">{title}</h3>
      <Facts>
        {rows.map(({ label, before, after }) => (
          <Fact key={label} label={label}>
            {entriesOf(isNew ? after : before).map((entry) => (
              <div key={entry} className="break-words sm:text-right">
                {entry}
              </div>
            ))}
          </Fact>
        ))}
      </Facts>
    </section>
  )
}

interface StatementGroupProps {
  title: string
  statements: Statement[]
  identity: FunctionUrlIdentity
}

function StatementGroup({ title, statements, identity }: StatementGroupProps) {
  if (statements.length === 0) return null
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="text-small font-semibold">{title}</h3>
      <ul className="flex flex-col gap-2">
        {statements.map((statement) => (
          <StatementRow key={JSON.stringify(statement)} statement={statement} identity={identity} />
        ))}
      </ul>
    </section>
  )
}
