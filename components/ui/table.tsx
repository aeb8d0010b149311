import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'

interface TableProps extends ComponentProps<'table'> {
  /** What the table lists, for screen readers. */
  label: string
  /** On narrow screens each row becomes a card; give every cell its `label` then. */
  stacked?: boolean
}

/** A dense table. Without `stacked` it scrolls sideways inside its panel on narrow screens. */
export function Table({ label, stacked = false, className, ...rest }: TableProps) {
  const table = (
    <table
      aria-label={label}
      className={clsx('w-full border-collapse text-left', stacked && 'table-stacked', className)}
      {...rest}
    />
  )
  if (stacked) return <div className="overflow-x-auto rounded-[inherit]">{table}</div>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, a section would be one landmark too many
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-[inherit]"
    >
      {table}
    </div>
  )
}

export function THead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead className={clsx('border-line-strong border-b text-mute text-small', className)} {...rest} />
}

export function TBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} />
}

interface TRowProps extends ComponentProps<'tr'> {
  selected?: boolean
}

export function TRow({ selected, className, ...rest }: TRowProps) {
  return (
    <tr
      aria-selected={selected}
      className={clsx(
        'border-line border-b last:border-b-0 in-[tbody]:hover:bg-code aria-selected:bg-selected!',
        className,
      )}
      {...rest}
    />
  )
}

interface THProps extends Omit<ComponentProps<'th'>, 'align'> {
  align?: 'start' | 'end'
  /** Present where the column can be sorted. */
  sort?: 'ascending' | 'descending' | 'none'
  onSort?: () => void
}

const SORT_ICON = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown }

export function TH({ align = 'start', sort, onSort, className, children, ...rest }: THProps) {
  const Icon = sort && SORT_ICON[sort]
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={clsx(
        'whitespace-nowrap px-3 py-2 font-medium first:pl-4 last:pr-4',
        align === 'end' && 'text-right',
        className,
      )}
      {...rest}
    >
      {Icon ? (
        <button
          type="button"
          onClick={onSort}
          className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-ink"
        >
          {children}
          <Icon aria-hidden size={13} className={sort === 'none' ? 'text-faint' : 'text-ink'} />
        </button>
      ) : (
        children
      )}
    </th>
  )
}

interface TDProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: 'start' | 'end'
  /** The column's name, shown beside the value where rows are cards. */
  label?: string
  /** Stands in the card's upper right corner (the row's menu). */
  corner?: boolean
}

export function TD({ align = 'start', label, corner = false, className, ...rest }: TDProps) {
  return (
    <td
      data-label={label}
      data-corner={corner || undefined}
      className={clsx(
        'px-3 py-2 align-middle first:pl-4 last:pr-4',
        align === 'end' && 'text-right tabular-nums',
        className,
      )}
      {...rest}
    />
  )
}
