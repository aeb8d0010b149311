import * as z from 'zod/mini'
import type { Grant, RightsRules } from '@/lib/auth/grants'
import { ROLES } from '@/lib/auth/roles'
import { accountSchema, regionSchema } from '@/lib/identity/schema'

/** More than anybody chooses; a longer list is a group of its own. */
const MOST = 200
const MOST_PARTS = 20

const some = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.optional(z.array(schema).check(z.minLength(1), z.maxLength(MOST)))

const globSchema = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9_*?-]{1,64}$/,
      'A function name has letters, digits, - and _; * and ? stand for any.',
    ),
  )

const tagSchema = z.strictObject({
  key: z.string().check(z.minLength(1, 'A tag has a key.'), z.maxLength(128)),
  value: z.string().check(z.maxLength(256)),
})

const partSchema = z
  .strictObject({
    accounts: some(accountSchema),
    regions: some(regionSchema),
    functionNames: some(globSchema),
    tags: some(tagSchema),
  })
  .check(
    z.refine((part) => Object.values(part).some((each) => each !== undefined), 'Say what it is narrowed to.'),
  )

export const scopeSchema = z.union([
  z.literal('everything'),
  z.array(partSchema).check(z.minLength(1), z.maxLength(MOST_PARTS)),
])

/** A scope as it is given; `Scope` without the read-only marks. */
export type GivenScope = z.infer<typeof scopeSchema>

export const grantSchema = z.strictObject({ role: z.enum(ROLES), scope: scopeSchema })

export const holderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id: z.uuid() }),
  z.strictObject({
    kind: z.literal('group'),
    name: z.string().check(z.minLength(1, 'A group has a name.'), z.maxLength(256)),
  }),
])

export type Holder = z.infer<typeof holderSchema>

export const giveGrantSchema = z.strictObject({ holder: holderSchema, grant: grantSchema })
export const changeGrantSchema = z.strictObject({ id: z.uuid(), grant: grantSchema })
export const takeGrantSchema = z.strictObject({ id: z.uuid() })
export const rulesSchema = z.strictObject({
  mayEditorsMakePublic: z.boolean(),
  mayEditorsDelete: z.boolean(),
  isEverythingSeen: z.boolean(),
})

/** A scope as the query of an address holds it. */
export const coveredInputSchema = z.object({
  scope: z.pipe(
    z.pipe(
      z.string().check(z.maxLength(20_000)),
      z.transform((text): unknown => {
        try {
          return JSON.parse(text)
        } catch {
          return undefined
        }
      }),
    ),
    scopeSchema,
  ),
})

/** Somebody who has signed in, or was invited to. */
export interface Person {
  id: string
  name: string
  email?: string
  login?: string
  /** Absent: they never have. */
  signedInAt?: string
  groups: string[]
  /** Why the groups may not be all; nobody gains by it. */
  groupsProblem?: string
  isDisabled: boolean
}

/** A grant with who holds it. */
export interface HeldGrant extends Grant {
  id: string
  holder: Holder
  givenAt: string
  givenBy: string
}

/** What a scope can be narrowed to, of what the index knows. */
export interface ScopeValues {
  accounts: string[]
  regions: string[]
  /** `key=value`, the most frequent first. */
  tags: string[]
}

/** Who there is and what each may. */
export interface PeopleState {
  people: Person[]
  grants: HeldGrant[]
  rules: RightsRules
  values: ScopeValues
  isReadOnly: boolean
  /** Whether the console has accounts of its own, to which people are invited. */
  hasLocalAccounts: boolean
}
