import * as z from 'zod/mini'
import { accountSchema, regionSchema } from '@/lib/identity/schema'
import { visibleText } from '@/lib/text/visible-text'

const MAX_TOKEN_DAYS = 365
const MAX_ENTRIES = 100

/** The name of a function, in which `*` and `?` stand for other characters. */
const globSchema = z
  .string()
  .check(
    z.regex(
      /^[a-zA-Z0-9_*?-]{1,64}$/,
      'A name has letters, digits, hyphens and underscores; * stands for any of them, ? for one.',
    ),
  )

const tagSchema = z.strictObject({
  key: z
    .string()
    .check(z.minLength(1, 'A tag has a key.'), z.maxLength(128, 'A key has 128 characters at most.')),
  value: z.string().check(z.maxLength(256, 'A value has 256 characters at most.')),
})

const someOf = <Entry extends z.ZodMiniType>(entry: Entry) =>
  z.optional(
    z
      .array(entry)
      .check(z.minLength(1, 'Leave it out, or name one.'), z.maxLength(MAX_ENTRIES, 'At most 100 entries.')),
  )

const partSchema = z
  .strictObject({
    accounts: someOf(accountSchema),
    regions: someOf(regionSchema),
    functionNames: someOf(globSchema),
    tags: someOf(tagSchema),
  })
  .check(
    z.refine((part) => Object.values(part).some(Boolean), 'Name an account, a region, a function or a tag.'),
  )

const nameSchema = z.pipe(
  z.pipe(
    z.string('Give the token a name.'),
    z.transform((name) => name.trim().replace(/\s+/gu, ' ')),
  ),
  z.string().check(
    z.minLength(1, 'Give the token a name.'),
    z.maxLength(60, 'A name has at most 60 characters.'),
    z.refine((name) => visibleText(name) === name, 'This name has a character in it that cannot be seen.'),
  ),
)

const DAYS = `A token ends after 1 to ${MAX_TOKEN_DAYS} days.`

export const makeTokenInputSchema = z.strictObject({
  name: nameSchema,
  /** What of what its maker may see: all of it, or these parts. */
  scope: z.union([z.literal('everything'), z.array(partSchema).check(z.minLength(1), z.maxLength(20))]),
  days: z.int(DAYS).check(z.minimum(1, DAYS), z.maximum(MAX_TOKEN_DAYS, DAYS)),
})

export const revokeTokenInputSchema = z.strictObject({ id: z.uuid() })

/** A token as its owner and administrators see it; what it is made of is nowhere. */
export interface TokenInfo {
  id: string
  name: string
  /** Its first characters. */
  hint: string
  /** In words. */
  scope: string
  madeBy: string
  isOwn: boolean
  madeAt: string
  expiresAt: string
  lastUsedAt?: string
  state: 'active' | 'expired' | 'revoked'
  revokedAt?: string
  revokedBy?: string
}

export interface TokenList {
  /** Off: nobody signs in, so there is nobody whose tokens they could be. */
  isSignInOn: boolean
  /** Where the console is opened, for examples: without a slash at its end. */
  origin: string
  /** Whether those of everybody are in it. */
  isOfEverybody: boolean
  tokens: TokenInfo[]
}

/** The new token, which is told this once, and all of them. */
export interface MadeToken extends TokenList {
  secret: string
}
