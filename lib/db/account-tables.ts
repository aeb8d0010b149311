/** Accounts that are managed on a page. */
export interface AccountTables {
  console_accounts: AccountRow
}

export interface AccountRow {
  /** Twelve digits. */
  account: string
  /** What people call it; empty: nothing. */
  name: string
  /** Names of regions, with commas between them. */
  regions: string
  role_arn: string
  /** Sent with each AssumeRole; empty: none is. */
  external_id: string
  source_identity: 'on' | 'off'
  session_tags: 'on' | 'off'
  added_at: string
  added_by: string
  changed_at: string
  changed_by: string
}
