import { clsx } from 'clsx'

/** The columns of a function URL in wide windows, which the table's head shares with the rows. */
export const URL_COLUMNS =
  'xl:grid xl:grid-cols-[5.5rem_9.5rem_6rem_minmax(0,1fr)_7.75rem] xl:items-center xl:gap-x-3'

/**
 * Also the head of the skeleton, so that nothing moves when the rows come. In a file of its own: the skeleton is a
 * page of its own to the bundler, and would load everything that the rows need a second time.
 */
export function FunctionsTableHead() {
  // The line is a shadow: a border of a collapsed table stays behind when its cell sticks.
  const cell = 'sticky top-12 z-10 bg-panel py-2 font-medium shadow-[inset_0_-1px_0_var(--line-strong)]'
  return (
    <thead className="text-mute text-small max-lg:sr-only">
      <tr aria-rowindex={1}>
        <th scope="col" className={clsx(cell, 'w-[20%] pr-3 pl-4')}>
          Function
        </th>
        <th scope="col" className={clsx(cell, 'px-3')}>
          <span className="xl:hidden">Function URLs</span>
          <span className={clsx('max-xl:hidden', URL_COLUMNS)}>
            <span>Qualifier</span>
            <span>Address</span>
            <span>Auth type</span>
            <span>CORS</span>
            <span>Invoke mode</span>
          </span>
        </th>
        <th scope="col" className={clsx(cell, 'w-28 px-3')}>
          Runtime
        </th>
        <th scope="col" className={clsx(cell, 'w-44 pr-4 pl-3')}>
          Last modified
        </th>
      </tr>
    </thead>
  )
}
