'use client'

import { useQuery } from '@tanstack/react-query'
import { Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { ActionDialog } from '@/components/bulk/action-dialog'
import { MENU_ACTIONS, type MenuAction } from '@/components/bulk/menu-actions'
import { type Selection, useSelection } from '@/components/bulk/selection'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { ActionBar } from '@/components/ui/action-bar'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { countSelected } from '@/lib/bulk/actions'
import { askAgain } from '@/lib/draft/ask-again'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { counted, formatNumber } from '@/lib/text/counted'

interface SelectionBarProps {
  /** The present search, what of it is loaded, and how many there are. */
  q: string
  rows: readonly FunctionUrlIdentity[]
  matches: number
}

/** What is chosen, how much of it is outside what is shown, and what can be done to it. */
export function SelectionBar({ q, rows, matches }: SelectionBarProps) {
  const { selection, chooseQuery, clear } = useSelection()
  const readOnly = useReadOnlyReason()
  const [action, setAction] = useState<MenuAction>()
  const count = selection.from === 'rows' ? selection.rows.size : undefined
  if (count === 0) return null
  const isAll = selection.from === 'query' && selection.q === q
  return (
    <>
      <ActionBar
        label="Selection"
        summary={<Chosen selection={selection} q={q} rows={rows} matches={matches} />}
      >
        {!isAll && matches > 0 && (
          <Button variant="quiet" onClick={() => chooseQuery(q)}>
            Select all {formatNumber(matches)} that match
          </Button>
        )}
        <Button variant="quiet" icon={<X aria-hidden size={14} />} onClick={clear}>
          Clear
        </Button>
        <Menu
          label="Change the selected function URLs"
          items={MENU_ACTIONS.map((each) => ({
            label: each.label,
            separated: each.isSeparated,
            disabledReason: readOnly,
            onSelect: () => setAction(each),
          }))}
        >
          Change…
        </Menu>
        <Button
          variant="danger"
          icon={<Trash2 aria-hidden size={14} />}
          disabledReason={readOnly}
          onClick={() => setAction({ kind: 'delete', label: 'Delete', title: 'Delete function URLs' })}
        >
          Delete
        </Button>
      </ActionBar>
      {action && <ActionDialog action={action} selection={selection} onClose={() => setAction(undefined)} />}
    </>
  )
}

function Chosen({ selection, q, rows, matches }: SelectionBarProps & { selection: Selection }) {
  const outside = useOutside(selection, q, rows)
  if (selection.from === 'query') {
    const { except } = selection
    const but = except.size > 0 ? ` but ${formatNumber(except.size)}` : ''
    const which = selection.q.trim() === '' ? 'Every function URL' : `All that match “${selection.q.trim()}”`
    const number = selection.q === q ? ` (${formatNumber(matches - except.size)})` : ''
    return (
      <>
        <strong>
          {which}
          {but}
          {number}
        </strong>
        <span className="block text-mute">
          {selection.q === q
            ? 'Which these are is settled when the review begins.'
            : 'The search now shows something else.'}
        </span>
      </>
    )
  }
  return (
    <>
      <strong>{counted(selection.rows.size, 'function URL')} selected</strong>
      {outside !== undefined && outside > 0 && (
        <span className="block text-mute">
          {outside === selection.rows.size ? 'None of them' : `${formatNumber(outside)} of them not`} in what
          the search shows now
        </span>
      )}
    </>
  )
}

/** How many chosen rows the present search does not let through; the server is asked where not all are loaded. */
function useOutside(
  selection: Selection,
  q: string,
  rows: readonly FunctionUrlIdentity[],
): number | undefined {
  const chosen = selection.from === 'rows' ? selection.rows : undefined
  const loaded = new Set(rows.map(identityKey))
  const hidden = [...(chosen?.keys() ?? [])].filter((key) => !loaded.has(key))
  const { data } = useQuery({
    queryKey: ['selection', q, hidden],
    enabled: hidden.length > 0,
    queryFn: async () => {
      const identities = hidden.flatMap((key) => chosen?.get(key) ?? [])
      const answer = await askAgain(() => countSelected({ q, identities }))
      return answer.ok ? hidden.length - answer.value.inside : undefined
    },
  })
  return hidden.length === 0 ? 0 : data
}
