'use client'

import { useLayoutEffect, useRef } from 'react'

interface RowSpacerProps {
  /** In pixels. */
  height: number
  columns: number
}

/** Takes the room of rows that are not rendered; sized by script, since server HTML carries no style attributes. */
export function RowSpacer({ height, columns }: RowSpacerProps) {
  const row = useRef<HTMLTableRowElement>(null)
  useLayoutEffect(() => {
    if (row.current) row.current.style.height = `${height}px`
  }, [height])
  return (
    <tr ref={row} aria-hidden hidden={height <= 0} className="max-lg:block">
      <td colSpan={columns} className="p-0 max-lg:hidden" />
    </tr>
  )
}
