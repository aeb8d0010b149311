import { StatementEditor } from '@/components/access/statement-editor'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { PolicyIssue } from '@/lib/permissions/policy-issues'
import type { Statement } from '@/lib/permissions/schema'
import { statementSentence } from '@/lib/permissions/sentence'
import { visibleText } from '@/lib/text/visible-text'

interface StatementCardProps {
  statement: Statement
  identity: FunctionUrlIdentity
  issues: readonly PolicyIssue[]
  /** It is not in the policy as it is now. */
  isEdited: boolean
  isOpen: boolean
  /** Why it cannot be edited now. */
  disabledReason: string | undefined
  onToggle: () => void
  onChange: (statement: Statement) => void
  onRemove: () => void
}

/** One statement of the policy under the editor: its sentence, and its fields once opened. */
export function StatementCard(props: StatementCardProps) {
  const { statement, identity, issues, isEdited, isOpen, disabledReason, onToggle, onChange, onRemove } =
    props
  const { text, notes } = statementSentence(statement, identity)
  const name = statement.Sid === undefined ? 'without a statement id' : visibleText(statement.Sid)
  return (
    <li className="flex flex-col gap-3 border-line border-b py-3 last:border-b-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="break-words">{text}</p>
          {notes.map((note) => (
            <p key={note} className="text-mute text-small">
              {note}
            </p>
          ))}
          <p className="flex flex-wrap items-center gap-2 text-mute">
            <span className="break-all text-mono">
              {statement.Sid === undefined ? 'no statement id' : name}
            </span>
            {isEdited && <Badge tone="accent">Edited</Badge>}
          </p>
          {!isOpen &&
            issues.map(({ part, key, message }) => (
              <p key={`${part} ${key}`} className="text-bad text-small">
                {message}
              </p>
            ))}
        </div>
        <div className="flex gap-2">
          <Button
            size="sm"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Close' : 'Edit'} statement ${name}`}
            disabledReason={disabledReason}
            onClick={onToggle}
          >
            {isOpen ? 'Close' : 'Edit'}
          </Button>
          <Button
            size="sm"
            aria-label={`Remove statement ${name}`}
            disabledReason={disabledReason}
            onClick={onRemove}
          >
            Remove
          </Button>
        </div>
      </div>
      {isOpen && <StatementEditor statement={statement} issues={issues} onChange={onChange} />}
    </li>
  )
}
