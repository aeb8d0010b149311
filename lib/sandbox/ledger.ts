/** One control-plane call, or one request to a function URL, as the sandbox saw it. */
export interface LedgerEntry {
  /** Milliseconds since the epoch, when the call was decided. */
  at: number
  requestId: string
  service: string
  operation: string
  /** Empty when the caller could not be told. */
  account: string
  region: string
  principalArn: string
  /** The ARN the call is about, `*` when it is about none. */
  resource: string
  functionName?: string
  /** Path, query and body members together. */
  parameters: Readonly<Record<string, unknown>>
  /** HTTP status of the answer; 0 when none was sent (a scripted reset or hang). */
  status: number
  errorCode?: string
}

/** Which entries to read; members left out match everything. */
export interface LedgerQuery {
  operation?: string
  account?: string
  region?: string
  functionName?: string
  principalArn?: string
}

// A long-running demo must not grow without end; tests clear the ledger long before this.
const MAX_ENTRIES = 50_000

/** Every call that was answered, oldest first. */
export class Ledger {
  private entries: LedgerEntry[] = []

  record(entry: LedgerEntry): void {
    this.entries.push(entry)
    if (this.entries.length > MAX_ENTRIES) this.entries.splice(0, MAX_ENTRIES / 10)
  }

  read(query: LedgerQuery = {}): LedgerEntry[] {
    return this.entries.filter(
      (entry) =>
        (query.operation === undefined || entry.operation === query.operation) &&
        (query.account === undefined || entry.account === query.account) &&
        (query.region === undefined || entry.region === query.region) &&
        (query.functionName === undefined || entry.functionName === query.functionName) &&
        (query.principalArn === undefined || entry.principalArn === query.principalArn),
    )
  }

  clear(): void {
    this.entries = []
  }
}
