import * as z from 'zod/mini'
import type { Controlled, May } from '@/lib/auth/may'

const login = z
  .string('Enter your login.')
  .check(z.trim(), z.toLowerCase(), z.regex(/^[^\s\p{C}]{1,200}$/u, 'A login has no blanks.'))
const name = z.string().check(z.trim(), z.regex(/^[^\p{C}]{1,100}$/u, 'Enter a name of 1 to 100 characters.'))
const password = z
  .string()
  .check(z.minLength(1, 'Enter a password.'), z.maxLength(1_000, 'This is longer than any password.'))
const secret = z.string().check(z.regex(/^[\w-]{43}$/, 'This is not the whole link.'))
const next = z.optional(z.string().check(z.maxLength(4_000)))

export const passwordInputSchema = z.object({ login, password, next })
export const setUpInputSchema = z.object({ token: secret, name, login, password })
export const acceptInputSchema = z.object({ token: secret, password })
export const invitationInputSchema = z.object({ token: z.string() })
export const beginInputSchema = z.object({ next, isProof: z.optional(z.boolean()) })
export const proofInputSchema = z.object({ password })
export const endSessionInputSchema = z.object({ id: z.uuid() })
export const inviteInputSchema = z.object({
  name,
  login,
  email: z.optional(z.email('This is no email address.')),
  /** A login that somebody has is refused then; else its person gets a link for another password. */
  isNew: z.optional(z.boolean()),
})

/** Whoever cannot read the query sent none of ours: the provider's own words are judged by the protocol. */
export const callbackInputSchema = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string()), z.undefined()]),
)

/** Which ways in the sign-in page offers. */
export interface WaysIn {
  /** What the provider is called. */
  provider?: string
  hasLocalAccounts: boolean
  /** The one who is signed in already. */
  signedInAs?: string
}

/** One of a person's own sessions. */
export interface OwnSession {
  id: string
  isThis: boolean
  enteredBy: string
  createdAt: string
  usedAt: string
  address: string
  agent: string
}

/** Who asks, for the header. */
export interface Self {
  id: string
  name: string
  email?: string
  /** Whether anybody signs in here at all. */
  hasSignIn: boolean
  hasRole: boolean
  /** How they prove once more who they are. */
  proof: 'password' | 'provider'
  /** What they may, for controls that then say so. */
  may: Record<Controlled, May>
  /** Whom somebody without a role can ask for one. */
  administrators: string[]
}
