/** Machine tokens: what programs ask the read API with. */
export interface TokenTables {
  machine_tokens: TokenRow
}

export interface TokenRow {
  id: string
  name: string
  /** SHA-256 of the token, in hexadecimal; the token itself is nowhere. */
  digest: string
  /** Its first characters, by which its owner knows it again. */
  hint: string
  /** Who made it, and so whose rights bound it. */
  person_id: string
  /** As they were called then. */
  person_name: string
  /** A `Scope` as JSON. */
  scope: string
  made_at: string
  expires_at: string
  /** To the minute, more or less. */
  last_used_at: string | null
  revoked_at: string | null
  revoked_by: string | null
}
