'use client'

import { useRef, useState } from 'react'
import { sentenceOf, useKeptViews } from '@/components/inventory/use-kept-views'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { useToast } from '@/components/ui/toast'
import type { InventoryView } from '@/lib/inventory/queries'
import { URL_COLUMN_IDS, urlColumn } from '@/lib/inventory/url-columns'
import { changeView, saveView } from '@/lib/saved-views/actions'
import type { SavedView } from '@/lib/saved-views/queries'
import { nameKey, nameProblem } from '@/lib/saved-views/view-name'
import { counted } from '@/lib/text/counted'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

interface SaveViewDialogProps {
  view: InventoryView
  views: readonly SavedView[]
  onClose: () => void
}

/** Gives what is on screen a name; the name is judged while it is typed. */
export function SaveViewDialog({ view, views, onClose }: SaveViewDialogProps) {
  const first = useRef<HTMLInputElement>(null)
  const toasts = useToast()
  const [name, setName] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { keep, isKeeping, failure, forget } = useKeptViews()
  const taken = views.find((each) => nameKey(each.name) === nameKey(name))
  const problem = nameProblem(
    name,
    views.map((each) => each.name),
  )
  const isTold = isAsked || name !== ''
  const done = (title: string) => {
    toasts.show({ tone: 'ok', title })
    onClose()
  }
  const save = async () => {
    setAsked(true)
    if (problem) return first.current?.focus()
    if (await keep(() => saveView({ name, view }))) done(`“${name.trim()}” is saved for everybody.`)
  }
  const replace = async ({ id, name: old }: SavedView) => {
    if (await keep(() => changeView({ id, view }))) done(`“${old}” shows this from now on.`)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Save this view"
      description="Everybody who uses this console sees it under Views. It changes nothing in AWS."
      initialFocus={first}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={isKeeping} data-main-action onClick={() => void save()}>
            Save view
          </Button>
        </>
      }
    >
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label="Name"
          error={(isTold ? problem : undefined) ?? sentenceOf(failure)}
          errorActions={
            taken && (
              <Button size="sm" pending={isKeeping} onClick={() => void replace(taken)}>
                Replace what “{taken.name}” shows
              </Button>
            )
          }
        >
          <Input
            ref={first}
            value={name}
            onChange={({ target }) => {
              forget()
              setName(target.value)
            }}
            autoComplete="off"
          />
        </Field>
      </Form>
      <Contents view={view} />
    </Dialog>
  )
}

/** What is saved, in words. */
function Contents({ view: { q, sort, order, columns, density } }: Pick<SaveViewDialogProps, 'view'>) {
  const sorted = URL_COLUMN_IDS.find((id) => urlColumn(id).sort === sort)
  return (
    <ul className="mt-3 list-disc break-words pl-5 text-mute text-small">
      <li>{q.trim() === '' ? 'Every function URL' : <code>{visibleText(q)}</code>}</li>
      <li>
        {counted(columns.length, 'column')}: {listed(columns.map((id) => urlColumn(id).head))}
      </li>
      <li>
        Sorted by {sorted && urlColumn(sorted).head}, {order === 'asc' ? 'up' : 'down'};{' '}
        {density === 'compact' ? 'rows of one line' : 'rows of two lines'}
      </li>
    </ul>
  )
}
