/** One thing that somebody holds in their hand or runs into, and what the product says of it. */
export interface Input {
  /** A to H, as the tables are headed, with a number where several belong together. */
  section: string
  /** What it is, in a few words; for a pasted text the text itself. */
  input: string
  /** Every sentence that is said, in order. */
  said: () => readonly string[]
  /** What must be among it. */
  mustSay: readonly RegExp[]
  /** What must not. */
  mustNotSay?: readonly RegExp[]
}
