import 'server-only'

/**
 * Rows as AWS or the journal gave them, before anybody asked who may see which. They cannot be read, counted or
 * serialised; the verb that answers them says how each is judged, and what comes out of it is a list of rows.
 */
export class Unjudged<Row> {
  readonly #rows: readonly Row[]

  constructor(rows: readonly Row[]) {
    this.#rows = rows
  }

  /** The rows that may be seen. */
  judged(isVisible: (row: Row) => boolean): Row[] {
    return this.#rows.filter(isVisible)
  }

  toJSON(): never {
    throw new Error('These rows were not judged: a verb says in `rows` how each of them is.')
  }
}
