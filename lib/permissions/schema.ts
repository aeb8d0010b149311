import { z } from 'zod'
import { accountSchema, authTypeSchema } from '@/lib/function-urls/schema'

/** IAM lets a condition value stand as text, number or truth value. */
const scalarSchema = z.union([z.string(), z.number(), z.boolean()])

/**
 * A statement of a resource-based policy as GetPolicy can return it. AddPermission writes only the plain forms;
 * PutResourcePolicy can write any IAM policy, so everything but Effect is read as found.
 */
export const statementSchema = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  NotPrincipal: z.unknown().optional(),
  Action: z.union([z.string(), z.array(z.string())]).optional(),
  NotAction: z.union([z.string(), z.array(z.string())]).optional(),
  Resource: z.union([z.string(), z.array(z.string())]).optional(),
  NotResource: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z
    .record(z.string(), z.record(z.string(), z.union([scalarSchema, z.array(scalarSchema)])))
    .optional(),
})
export type Statement = z.infer<typeof statementSchema>

/** The policy of one qualifier; each qualifier has its own. */
export interface Policy {
  RevisionId: string
  statements: Statement[]
}

/** Statement ids that AWS's own console and SAM write (Lambda developer guide, "Control access to function URLs"). */
export const PUBLIC_STATEMENT_IDS = {
  InvokeFunctionUrl: 'FunctionURLAllowPublicAccess',
  InvokeFunction: 'FunctionURLInvokeAllowPublicAccess',
} as const

/** What AddPermission takes as StatementId. */
const statementIdSchema = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,100}$/, 'A statement id has 1 to 100 letters, digits, hyphens or underscores.')

/** What RemovePermission takes as StatementId: also dots (Lambda API reference, "RemovePermission"). */
export const removableIdSchema = z
  .string()
  .regex(
    /^[a-zA-Z0-9_.-]{1,100}$/,
    'AWS removes statements by ids of letters, digits, hyphens, underscores and dots.',
  )

/**
 * The parameters of AddPermission that describe a statement (Lambda API reference, "AddPermission");
 * function, Qualifier and RevisionId are the plan's business.
 */
export const addPermissionSchema = z
  .object({
    StatementId: statementIdSchema,
    Action: z
      .string()
      .max(256, 'An action has at most 256 characters here.')
      .regex(
        /^(lambda:\*|lambda:[a-zA-Z]+|\*)$/,
        'An action looks like lambda:InvokeFunctionUrl, lambda:* or *.',
      ),
    Principal: z
      .string()
      .max(2048, 'A principal has at most 2,048 characters here.')
      .regex(
        /^(\*|\d{12}|arn:[^\s\p{C}]+|[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+)$/u,
        'A principal is *, an account id of 12 digits, an ARN, or a service such as s3.amazonaws.com.',
      ),
    SourceArn: z
      .string()
      .max(2048, 'An ARN has at most 2,048 characters here.')
      .regex(
        /^arn:aws[a-zA-Z0-9-]*:[a-zA-Z0-9-]+:([a-z]{2}(-gov)?-[a-z]+-\d)?:(\d{12})?:[^\p{C}]*$/u,
        'A source ARN looks like arn:aws:s3:::bucket.',
      )
      .optional(),
    SourceAccount: accountSchema.optional(),
    EventSourceToken: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{1,256}$/, 'A token has 1 to 256 letters, digits, dots, hyphens or underscores.')
      .optional(),
    PrincipalOrgID: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, 'An organization id looks like o-a1b2c3d4e5.')
      .optional(),
    FunctionUrlAuthType: authTypeSchema.optional(),
    InvokedViaFunctionUrl: z.boolean().optional(),
  })
  .superRefine((input, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (input.FunctionUrlAuthType && input.Action !== 'lambda:InvokeFunctionUrl')
      issue('FunctionUrlAuthType', 'AWS accepts a function URL auth type only with lambda:InvokeFunctionUrl.')
    if (input.Principal === '*' && input.Action === 'lambda:InvokeFunctionUrl' && !input.FunctionUrlAuthType)
      issue(
        'FunctionUrlAuthType',
        'AWS wants a function URL auth type when everyone (*) may invoke the function URL.',
      )
    if (input.InvokedViaFunctionUrl && input.Action !== 'lambda:InvokeFunction')
      issue(
        'InvokedViaFunctionUrl',
        'The condition “only through the function URL” goes with lambda:InvokeFunction.',
      )
  })
export type AddPermissionInput = z.infer<typeof addPermissionSchema>

/** IAM: ARN of a role or user, path and name in IAM's characters. */
const principalArnSchema = z
  .string()
  .max(2048, 'An ARN has at most 2,048 characters here.')
  .regex(
    /^arn:aws[a-zA-Z0-9-]*:(iam|sts)::\d{12}:(role|user|assumed-role)\/[\w+=,.@/-]+$/,
    'A role looks like arn:aws:iam::111122223333:role/name.',
  )

/** What people grant: ready-made for the common cases, or AddPermission as it is. */
export const grantSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('everyone') }),
  z.object({ type: z.literal('account'), account: accountSchema }),
  z.object({ type: z.literal('role'), roleArn: principalArnSchema }),
  z.object({ type: z.literal('statement'), permission: addPermissionSchema }),
])
export type Grant = z.infer<typeof grantSchema>
