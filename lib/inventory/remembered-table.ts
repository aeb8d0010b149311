import {
  columnsOf,
  DENSITIES,
  type Density,
  FIRST_COLUMNS,
  type UrlColumnId,
} from '@/lib/inventory/url-columns'

/** How somebody wants to see the table, whatever they look for. */
export interface TableShape {
  columns: UrlColumnId[]
  density: Density
}

/** The cookie that remembers it in one browser; the server reads it, so that the first paint is right. */
export const TABLE_COOKIE = 'console-url-table'

export const FIRST_SHAPE: TableShape = { columns: [...FIRST_COLUMNS], density: 'comfortable' }

/** A shape as a cookie holds it: `verdict.function~compact`. */
export const shapeText = ({ columns, density }: TableShape): string => `${columns.join('.')}~${density}`

/** What a browser remembers; the first shape for what cannot be read. */
export function shapeOf(text: string | undefined): TableShape {
  const [columns = '', density] = (text ?? '').split('~')
  return {
    columns: columnsOf(columns.replaceAll('.', ',')) ?? FIRST_SHAPE.columns,
    density: DENSITIES.find((name) => name === density) ?? FIRST_SHAPE.density,
  }
}

export const isSameShape = (a: TableShape, b: TableShape): boolean => shapeText(a) === shapeText(b)
