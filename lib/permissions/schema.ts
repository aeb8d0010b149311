import * as z from 'zod/mini'
import { AUTH_TYPES, accountSchema } from '@/lib/identity/schema'
import {
  type AddPermissionInput,
  AUTH_TYPE_PROBLEM,
  contradictionsOf,
  DISTRIBUTION_ARN,
  INVOKED_VIA_URL_PROBLEM,
  REMOVABLE_ID,
  TEXT_RULES,
  type TextRule,
} from '@/lib/permissions/permission-rules'

/** IAM lets a condition value stand as text, number or truth value. */
const scalarSchema = z.union([z.string(), z.number(), z.boolean()])

/**
 * A statement of a resource-based policy as GetPolicy can return it. AddPermission writes only the plain forms;
 * PutResourcePolicy can write any IAM policy, so everything but Effect is read as found.
 */
export const statementSchema = z.looseObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(z.unknown()),
  NotPrincipal: z.optional(z.unknown()),
  Action: z.optional(z.union([z.string(), z.array(z.string())])),
  NotAction: z.optional(z.union([z.string(), z.array(z.string())])),
  Resource: z.optional(z.union([z.string(), z.array(z.string())])),
  NotResource: z.optional(z.union([z.string(), z.array(z.string())])),
  Condition: z.optional(
    z.record(z.string(), z.record(z.string(), z.union([scalarSchema, z.array(scalarSchema)]))),
  ),
})
export type Statement = z.infer<typeof statementSchema>

/** Version and Id of a policy document; a document may lack both (IAM user guide, "JSON policy elements"). */
export const policyHeadSchema = z.object({ Version: z.optional(z.string()), Id: z.optional(z.string()) })
export type PolicyHead = z.infer<typeof policyHeadSchema>

/** The policy of one qualifier; each qualifier has its own. */
export interface Policy {
  RevisionId: string
  statements: Statement[]
  /** Only where it is another one than AddPermission writes: PutResourcePolicy can write any. */
  head?: PolicyHead
}

const text = ({ pattern, message, longest }: TextRule) =>
  z
    .string(message)
    .check(...(longest ? [z.maxLength(longest.length, longest.message)] : []), z.regex(pattern, message))

/** What RemovePermission takes as StatementId. */
export const removableIdSchema = text(REMOVABLE_ID)

/**
 * The parameters of AddPermission that describe a statement (Lambda API reference, "AddPermission");
 * function, Qualifier and RevisionId are the plan's business.
 */
export const addPermissionSchema = z
  .object({
    StatementId: text(TEXT_RULES.StatementId),
    Action: text(TEXT_RULES.Action),
    Principal: text(TEXT_RULES.Principal),
    SourceArn: z.optional(text(TEXT_RULES.SourceArn)),
    SourceAccount: z.optional(text(TEXT_RULES.SourceAccount)),
    EventSourceToken: z.optional(text(TEXT_RULES.EventSourceToken)),
    PrincipalOrgID: z.optional(text(TEXT_RULES.PrincipalOrgID)),
    FunctionUrlAuthType: z.optional(z.enum(AUTH_TYPES, AUTH_TYPE_PROBLEM)),
    InvokedViaFunctionUrl: z.optional(z.boolean(INVOKED_VIA_URL_PROBLEM)),
  })
  .check(
    z.superRefine((input, context) => {
      for (const { path, message } of contradictionsOf(input))
        context.addIssue({ code: 'custom', path: [path], message })
    }),
  ) satisfies z.ZodMiniType<AddPermissionInput>

/** IAM: ARN of a role or user, path and name in IAM's characters. */
const principalArnSchema = z
  .string()
  .check(
    z.maxLength(2048, 'An ARN has at most 2,048 characters here.'),
    z.regex(
      /^arn:aws[a-zA-Z0-9-]*:(iam|sts)::\d{12}:(role|user|assumed-role)\/[\w+=,.@/-]+$/,
      'A role looks like arn:aws:iam::111122223333:role/name.',
    ),
  )

/** What people grant: ready-made for the common cases, or AddPermission as it is. */
export const grantSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('everyone') }),
  z.object({ type: z.literal('account'), account: accountSchema }),
  z.object({ type: z.literal('role'), roleArn: principalArnSchema }),
  z.object({ type: z.literal('organization'), organizationId: text(TEXT_RULES.PrincipalOrgID) }),
  z.object({ type: z.literal('cloudfront'), distributionArn: text(DISTRIBUTION_ARN) }),
  z.object({ type: z.literal('statement'), permission: addPermissionSchema }),
])
export type Grant = z.infer<typeof grantSchema>
