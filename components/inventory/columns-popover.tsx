'use client'

import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { sortedBy } from '@/components/inventory/inventory-view'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Checkbox } from '@/components/ui/checkbox'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { Field, NativeSelect } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/popover'
import type { InventoryView } from '@/lib/inventory/queries'
import { FIRST_SHAPE, isSameShape } from '@/lib/inventory/remembered-table'
import { type Order, URL_SORT_NAMES } from '@/lib/inventory/sorts'
import { type Density, URL_COLUMN_IDS, type UrlColumnId, urlColumn } from '@/lib/inventory/url-columns'

interface ColumnsPopoverProps {
  view: InventoryView
  onChange: (part: Partial<InventoryView>) => void
}

const DENSITY_LABELS: { value: Density; label: string }[] = [
  { value: 'comfortable', label: 'Two lines' },
  { value: 'compact', label: 'One line' },
]

const ORDER_LABELS: { value: Order; label: string }[] = [
  { value: 'asc', label: 'Up' },
  { value: 'desc', label: 'Down' },
]

/** What is shown, in which order, how high a row is and what the rows are sorted by; remembered in this browser. */
export function ColumnsPopover({ view, onChange }: ColumnsPopoverProps) {
  return (
    <Popover
      label="Columns, density and order"
      triggerClassName={buttonLook({ variant: 'secondary' })}
      trigger={
        <>
          <Columns3 aria-hidden size={14} />
          Columns
        </>
      }
      className="flex-col gap-3 [&:popover-open]:flex"
    >
      <Field label="Sort by" group>
        <div className="flex items-center gap-2">
          <NativeSelect
            aria-label="Sort by"
            value={view.sort}
            options={SORTS}
            onChange={({ target }) => {
              const sort = URL_SORT_NAMES.find((name) => name === target.value)
              if (sort) onChange(sortedBy(view, sort))
            }}
            wrapperClassName="flex-1"
          />
          <ChoiceSwitch
            label="Direction"
            value={view.order}
            options={ORDER_LABELS}
            onChange={(order) => onChange({ order })}
          />
        </div>
      </Field>
      <Field label="Rows" group>
        <ChoiceSwitch
          label="Density"
          value={view.density}
          options={DENSITY_LABELS}
          onChange={(density) => onChange({ density })}
        />
      </Field>
      <ColumnList columns={view.columns} onChange={(columns) => onChange({ columns })} />
      <Button
        size="sm"
        disabledReason={
          isSameShape(view, FIRST_SHAPE) ? 'Columns and rows are as they were at first.' : undefined
        }
        onClick={() => onChange(FIRST_SHAPE)}
        className="self-start"
      >
        Reset columns and rows
      </Button>
    </Popover>
  )
}

const SORTS = URL_COLUMN_IDS.map((id) => ({ value: urlColumn(id).sort, label: urlColumn(id).head }))

interface ColumnListProps {
  columns: readonly UrlColumnId[]
  onChange: (columns: UrlColumnId[]) => void
}

/** Every column; those that are shown come first, in their order, and can be moved. */
function ColumnList({ columns, onChange }: ColumnListProps) {
  const hidden = URL_COLUMN_IDS.filter((id) => !columns.includes(id))
  const move = (id: UrlColumnId, step: -1 | 1) => {
    const from = columns.indexOf(id)
    const others = columns.filter((each) => each !== id)
    onChange(others.toSpliced(from + step, 0, id))
  }
  return (
    <fieldset>
      <legend className="mb-1 font-strong">Columns</legend>
      <ol className="flex flex-col">
        {[...columns, ...hidden].map((id) => {
          const isShown = columns.includes(id)
          const { head } = urlColumn(id)
          const isOnly = isShown && columns.length === 1
          return (
            <li key={id} className="flex min-h-8 items-center justify-between gap-2">
              <Checkbox
                label={head}
                checked={isShown}
                disabled={isOnly}
                title={isOnly ? 'One column at least is shown.' : undefined}
                onCheckedChange={(checked) =>
                  onChange(checked ? [...columns, id] : columns.filter((each) => each !== id))
                }
              />
              {isShown && (
                <span className="flex">
                  <MoveButton id={id} step={-1} isAtEnd={columns[0] === id} onMove={move} />
                  <MoveButton id={id} step={1} isAtEnd={columns.at(-1) === id} onMove={move} />
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </fieldset>
  )
}

interface MoveButtonProps {
  id: UrlColumnId
  step: -1 | 1
  isAtEnd: boolean
  onMove: (id: UrlColumnId, step: -1 | 1) => void
}

function MoveButton({ id, step, isAtEnd, onMove }: MoveButtonProps) {
  const Icon = step < 0 ? ArrowUp : ArrowDown
  const { head } = urlColumn(id)
  return (
    <IconButton
      size="sm"
      label={step < 0 ? `Move ${head} to the left` : `Move ${head} to the right`}
      icon={<Icon aria-hidden size={14} />}
      disabledReason={isAtEnd ? `${head} is the ${step < 0 ? 'first' : 'last'} column.` : undefined}
      onClick={() => onMove(id, step)}
    />
  )
}
