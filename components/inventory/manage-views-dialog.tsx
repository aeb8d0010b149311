'use client'

import { useState } from 'react'
import { viewPath } from '@/components/inventory/inventory-view'
import { sentenceOf, useKeptViews } from '@/components/inventory/use-kept-views'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { changeView, deleteView } from '@/lib/saved-views/actions'
import type { SavedView } from '@/lib/saved-views/queries'
import { nameProblem } from '@/lib/saved-views/view-name'
import { visibleText } from '@/lib/text/visible-text'

interface ManageViewsDialogProps {
  views: readonly SavedView[]
  onClose: () => void
}

/** Every saved view with who made it; each can be given another name, or be deleted for everybody. */
export function ManageViewsDialog({ views, onClose }: ManageViewsDialogProps) {
  const [open, setOpen] = useState<{ id: string; what: 'rename' | 'delete' }>()
  const close = () => setOpen(undefined)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Saved views"
      description="They are shared by everybody who uses this console. Nothing in AWS depends on them."
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {views.length === 0 && <p className="text-mute">There is no saved view any more.</p>}
      <ul className="flex flex-col divide-y divide-line">
        {views.map((view) => (
          <li key={view.id} className="py-3">
            {open?.id === view.id && open.what === 'rename' ? (
              <Rename view={view} views={views} onClose={close} />
            ) : (
              <ViewLine view={view} onOpen={(what) => setOpen({ id: view.id, what })} />
            )}
            {open?.id === view.id && open.what === 'delete' && <Delete view={view} onClose={close} />}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function ViewLine({ view, onOpen }: { view: SavedView; onOpen: (what: 'rename' | 'delete') => void }) {
  const { name, createdAt, createdBy, changedAt, changedBy } = view
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div className="min-w-0 flex-1">
        <TextLink href={viewPath(view.view)} className="break-words">
          {name}
        </TextLink>
        <div className="break-words text-mute text-small">
          {view.view.q.trim() === '' ? 'Every function URL' : <code>{visibleText(view.view.q)}</code>}
          <br />
          made by {createdBy} <Time iso={createdAt} />
          {changedAt !== createdAt && (
            <>
              , changed by {changedBy} <Time iso={changedAt} />
            </>
          )}
        </div>
      </div>
      <span className="flex gap-2">
        <Button size="sm" aria-label={`Rename ${name}`} onClick={() => onOpen('rename')}>
          Rename
        </Button>
        <Button size="sm" aria-label={`Delete ${name}`} onClick={() => onOpen('delete')}>
          Delete
        </Button>
      </span>
    </div>
  )
}

interface OfViewProps {
  view: SavedView
  onClose: () => void
}

function Rename({ view, views, onClose }: OfViewProps & { views: readonly SavedView[] }) {
  const [name, setName] = useState(view.name)
  const { keep, isKeeping, failure, forget } = useKeptViews()
  const problem = nameProblem(
    name,
    views.flatMap((each) => (each.id === view.id ? [] : each.name)),
  )
  const rename = async () => {
    if (!problem && (await keep(() => changeView({ id: view.id, name })))) onClose()
  }
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        void rename()
      }}
    >
      <Field label={`New name of ${view.name}`} error={problem ?? sentenceOf(failure)}>
        <Input
          autoFocus
          value={name}
          autoComplete="off"
          onChange={({ target }) => {
            forget()
            setName(target.value)
          }}
        />
      </Field>
      <span className="mt-2 flex gap-2">
        <Button size="sm" variant="primary" pending={isKeeping} onClick={() => void rename()}>
          Rename
        </Button>
        <Button size="sm" onClick={onClose}>
          Cancel
        </Button>
      </span>
    </Form>
  )
}

function Delete({ view, onClose }: OfViewProps) {
  const { keep, isKeeping, failure } = useKeptViews()
  const remove = async () => {
    if (await keep(() => deleteView({ id: view.id }))) onClose()
  }
  return (
    <div className="mt-2 text-small">
      <p>“{view.name}” leaves the menu of everybody. Links to it go on working: they hold all of it.</p>
      {failure && <p className="text-bad">{sentenceOf(failure)}</p>}
      <span className="mt-2 flex gap-2">
        <Button size="sm" variant="danger" pending={isKeeping} onClick={() => void remove()}>
          Delete view
        </Button>
        <Button size="sm" autoFocus onClick={onClose}>
          Keep it
        </Button>
      </span>
    </div>
  )
}
