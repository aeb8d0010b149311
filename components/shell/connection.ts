/** Who the console is on one account, as AWS's GetCallerIdentity says; or why that could not be read. */
export interface ConnectionIdentity {
  account: string
  /** The name given to the account in the settings. */
  accountName?: string
  regions: string[]
  arn?: string
  problem?: string
}

/** Where the console reads and writes, as whom, and whether it may write. */
export interface Connection {
  /** `AWS`, `Sandbox` or the endpoint's host. */
  endpointLabel: string
  isReadOnly: boolean
  /** What the journal calls the person at this computer. */
  operator: string
  identities: ConnectionIdentity[]
}
