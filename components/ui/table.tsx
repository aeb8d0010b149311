import { clsx } from 'clsx'
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

export function TRow({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      className={clsx('border-line border-b last:border-b-0 in-[tbody]:hover:bg-code', className)}
      {...rest}
    />
  )
}

interface THProps extends Omit<ComponentProps<'th'>, 'align'> {
  align?: 'start' | 'end'
}

export function TH({ align = 'start', className, ...rest }: THProps) {
  return (
    <th
      scope="col"
      className={clsx(
        'whitespace-nowrap px-3 py-2 font-medium first:pl-4 last:pr-4',
        align === 'end' && 'text-right',
        className,
      )}
      {...rest}
    />
  )
}

interface TDProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: 'start' | 'end'
  /** The column's name, shown beside the value where rows are cards. */
  label?: string
}

export function TD({ align = 'start', label, className, ...rest }: TDProps) {
  return (
    <td
      data-label={label}
      className={clsx(
        'px-3 py-2 align-middle first:pl-4 last:pr-4',
        align === 'end' && 'text-right tabular-nums',
        className,
      )}
      {...rest}
    />
  )
}
