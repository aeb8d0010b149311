import 'server-only'
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/auth/context'

/** As whom a role is assumed: AWS writes the name into the account's CloudTrail, at everything that is done with it. */
export interface RoleSession {
  /** RoleSessionName and SourceIdentity: 2 to 64 letters, digits and any of `=,.@-_+` (STS API reference, AssumeRole). */
  name: string
  /** For the accounts that take them. */
  tags: readonly { Key: string; Value: string }[]
}

/** What the console does on nobody's account, and all that it reads. */
const CONSOLE_NAME = 'function-url-console'
const MAX_NAME = 64
const MAX_TAG = 256

const session = (name: string, value: string): RoleSession => ({
  name,
  tags: [{ Key: 'function-url-console:person', Value: value }],
})

/** The console's own session. */
export const CONSOLE_SESSION: RoleSession = session(CONSOLE_NAME, CONSOLE_NAME)

const shortOf = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 12)

/** Letters are kept without their marks; whatever else a session name cannot have becomes one hyphen. */
const spelled = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\w+=,.@-]+/g, '-')
    .replace(/^-+|-+$/g, '')

/**
 * The session of who acts. People choose their names, and two may be called the same: a digest of the id, which never
 * changes, tells them apart, and nobody can take the name of another. The operator of this computer is the only one
 * there is.
 */
export function sessionOf(actor: Actor): RoleSession {
  if (actor.kind === 'system' || actor.kind === 'nobody') return CONSOLE_SESSION
  const end = actor.kind === 'local-operator' ? '' : `-${shortOf(actor.id)}`
  const spelling = spelled(actor.name).slice(0, MAX_NAME - end.length) || 'operator'
  const name = `${spelling}${end}`
  const named = name.length < 2 || name === CONSOLE_NAME ? `operator-${name}`.slice(0, MAX_NAME) : name
  const tag = `${actor.name.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '-')} ${actor.kind === 'local-operator' ? '' : actor.id}`
  return session(
    named,
    tag
      .trim()
      .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '-')
      .slice(0, MAX_TAG),
  )
}
