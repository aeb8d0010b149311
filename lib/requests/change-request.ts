import * as z from 'zod/mini'
import { corsSchema } from '@/lib/cors/value/cors-schema'
import { authTypeSchema, functionUrlIdentitySchema, invokeModeSchema } from '@/lib/identity/schema'
import { grantSchema, policyHeadSchema, removableIdSchema, statementSchema } from '@/lib/permissions/schema'
import { CHANGE_ID } from '@/lib/requests/change-id'

/** A change's id is made in the browser, so that the same submit twice is the same change. */
export const changeIdSchema = z
  .string('A change id is a UUID.')
  .check(z.regex(CHANGE_ID, 'A change id is a UUID.'))

/** AWS allows far more; a review that nobody can read is no review. */
const MAX_GRANTS = 20
const MAX_REVOKES = 100

const mostGrants = z.maxLength(MAX_GRANTS, `Grant to at most ${MAX_GRANTS} at once.`)
const mostRevokes = z.maxLength(MAX_REVOKES, `Remove at most ${MAX_REVOKES} statements at once.`)

/** 20,480 characters hold fewer. */
const MAX_STATEMENTS = 1_000

/**
 * What a person wants. Everything the console writes starts as one of these.
 * `Cors` follows the API: left out keeps what is stored, `{}` clears it, anything else replaces it as a whole.
 */
export const changeRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create'),
    identity: functionUrlIdentitySchema,
    AuthType: authTypeSchema,
    InvokeMode: invokeModeSchema,
    Cors: z.optional(corsSchema),
    /** For NONE the public statements are planned without being named here. */
    grants: z._default(z.array(grantSchema).check(mostGrants), []),
    /** The change whose deleted configuration this one takes up again. */
    recreates: z.optional(changeIdSchema),
  }),
  z.object({
    kind: z.literal('update'),
    identity: functionUrlIdentitySchema,
    AuthType: z.optional(authTypeSchema),
    InvokeMode: z.optional(invokeModeSchema),
    Cors: z.optional(corsSchema),
    /** Whether the statements follow a new auth type: public ones come with NONE and go with AWS_IAM. */
    statements: z._default(z.enum(['follow', 'keep']), 'follow'),
  }),
  z.object({
    kind: z.literal('delete'),
    identity: functionUrlIdentitySchema,
    /** Statements that only serve this URL are removed too, unless they shall stay. */
    statements: z._default(z.enum(['remove', 'keep']), 'remove'),
  }),
  z.object({
    kind: z.literal('grant'),
    identity: functionUrlIdentitySchema,
    grants: z.array(grantSchema).check(z.minLength(1, 'Choose who to grant.'), mostGrants),
  }),
  z
    .object({
      kind: z.literal('revoke'),
      identity: functionUrlIdentitySchema,
      statementIds: z.array(removableIdSchema).check(mostRevokes),
      /** Those that have no id which RemovePermission takes, as they stand in the policy. */
      statements: z.optional(z.array(statementSchema).check(mostRevokes)),
    })
    .check(
      z.refine(({ statementIds, statements = [] }) => statementIds.length + statements.length > 0, {
        path: ['statementIds'],
        error: 'Choose a statement to remove.',
      }),
    ),
  z.object({
    /** The policy as a whole, as edited: what differs between `from` and `to` moves, what others have done since stays. */
    kind: z.literal('put-policy'),
    identity: functionUrlIdentitySchema,
    /** The statements that the person began with. */
    from: z.array(statementSchema).check(z.maxLength(MAX_STATEMENTS)),
    to: z.array(statementSchema).check(z.maxLength(MAX_STATEMENTS)),
    /** Version and Id where they were edited. */
    head: z.optional(policyHeadSchema),
  }),
  z.object({
    /** Reserves 0 for the function, so that every call gets 429: of this URL, of the others and of every other trigger. */
    kind: z.literal('stop-calls'),
    /** The change is the function's; the qualifier is the one that it was started from. */
    identity: functionUrlIdentitySchema,
  }),
  z.object({
    kind: z.literal('let-calls-in'),
    identity: functionUrlIdentitySchema,
    /** What is reserved from then on; `null` for no reservation, where the account's concurrency is shared. */
    ReservedConcurrentExecutions: z.nullable(
      z
        .int('Enter a whole number.')
        .check(z.minimum(1, 'Reserve at least 1: with 0 every call is throttled.')),
    ),
  }),
  z.object({
    /** Completes a half-done change: from the state as it is now to the state that change was to reach. */
    kind: z.literal('finish'),
    identity: functionUrlIdentitySchema,
    changeId: changeIdSchema,
  }),
  z.object({
    /** Takes a change back, half done or applied: from the current state to the one that change began with. */
    kind: z.literal('undo'),
    identity: functionUrlIdentitySchema,
    changeId: changeIdSchema,
  }),
])

export type ChangeRequest = z.infer<typeof changeRequestSchema>

export type ChangeRequestInput = z.input<typeof changeRequestSchema>

/** What the apply action takes: the reviewed request, its fingerprint and, where one is asked for, the typed text. */
export const applyInputSchema = z.object({
  changeId: changeIdSchema,
  request: changeRequestSchema,
  planHash: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'A plan hash is 64 hexadecimal digits.')),
  confirmation: z.optional(z.string().check(z.maxLength(500, 'This is longer than what is asked for.'))),
})

export type ApplyInput = z.infer<typeof applyInputSchema>
