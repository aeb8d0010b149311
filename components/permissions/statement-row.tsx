import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { statementSentence } from '@/lib/permissions/sentence'
import { visibleJson, visibleText } from '@/lib/text/visible-text'

interface StatementRowProps {
  statement: Statement
  identity: FunctionUrlIdentity
  actions?: ReactNode
}

/** One statement: what it says in a sentence, its id, and its JSON to look into. */
export function StatementRow({ statement, identity, actions }: StatementRowProps) {
  const { text, notes } = statementSentence(statement, identity)
  return (
    <li className="flex flex-col gap-1 border-line border-b py-3 last:border-b-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p>{text}</p>
          {notes.map((note) => (
            <p key={note} className="text-mute text-small">
              {note}
            </p>
          ))}
          <p className="break-all text-mono text-mute">
            {statement.Sid === undefined ? 'no statement id' : visibleText(statement.Sid)}
          </p>
        </div>
        {actions}
      </div>
      <Disclosure summary="JSON">
        <CodeBlock label="Statement as JSON" code={visibleJson(statement)} />
      </Disclosure>
    </li>
  )
}
