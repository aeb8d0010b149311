/** Who signs in, and what it takes. Secrets stand here as their SHA-256 alone; passwords as a memory-hard hash. */
export interface PeopleTables {
  people: PersonRow
  sessions: SessionRow
  challenges: ChallengeRow
  invitations: InvitationRow
  known_browsers: KnownBrowserRow
  sign_in_attempts: AttemptRow
}

export interface PersonRow {
  /** A random UUID; never changes and is never given to another. */
  id: string
  /** The provider that vouches for them, by its issuer; empty for accounts of this console. */
  issuer: string
  /** What the provider calls them; for accounts of this console their id. */
  subject: string
  name: string
  email: string | null
  email_verified: number
  /** What an account of this console signs in with, in lower case. */
  login: string | null
  password_hash: string | null
  /** Names of groups as JSON, as the provider told them last. */
  groups: string
  /** Why they cannot be believed to be all: one of `GroupsProblem`. */
  groups_problem: string | null
  created_at: string
  signed_in_at: string | null
  /** Present: they are not let in any more. */
  disabled_at: string | null
}

export interface SessionRow {
  /** Names it to people; the cookie holds something else. */
  id: string
  token_hash: string
  /** What the cookie held until it was changed; still taken for a moment, for requests under way. */
  previous_hash: string | null
  previous_until: string | null
  /** The cookie is to be changed with the next request, since rights have changed. */
  is_stale: number
  person_id: string
  /** `password`, `provider`, `set-up` or `invitation`. */
  entered_by: string
  created_at: string
  used_at: string
  expires_at: string
  proven_at: string | null
  /** What the provider calls its own session. */
  provider_session: string | null
  address: string
  agent: string
}

/** Something begun that ends with one answer: a sign-in at the provider, or the set-up of the console. */
export interface ChallengeRow {
  /** SHA-256 of `state`, or of the set-up token. */
  hash: string
  kind: string
  /** SHA-256 of what the browser holds that began it. */
  browser_hash: string
  nonce: string
  verifier: string
  /** Where the person wanted to go. */
  next_path: string
  /** The session whose person proves once more who they are. */
  session_id: string | null
  created_at: string
  expires_at: string
}

interface InvitationRow {
  token_hash: string
  person_id: string
  invited_by: string
  created_at: string
  expires_at: string
}

/** A browser in which an account was signed in to: it has guesses of its own, so that nobody can lock its owner out. */
interface KnownBrowserRow {
  hash: string
  person_id: string
  created_at: string
}

interface AttemptRow {
  id: string
  /** What was tried: an account, or an account from a browser that is known to it, or an address. */
  bucket: string
  at: string
}
