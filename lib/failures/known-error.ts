/**
 * An error that is told by its name wherever it was made: `instanceof` holds between the bundles into which Next puts
 * the same module several times. What is kept once per process (clients, the database, the pace) was made in one of
 * them and throws into all.
 */
export abstract class KnownError extends Error {
  /** Told apart by this; of each class its own. */
  static readonly errorName: string = 'KnownError'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.errorName
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: the class that is asked about, whichever extends this one.
    return value instanceof Error && value.name === this.errorName
  }
}
