import { z } from 'zod'

const accountId = z.string().regex(/^\d{12}$/)
const operations = z.array(z.string())
const texts = z.record(z.string(), z.string())

const effect = z.union([
  z.object({
    status: z.number().int().min(400).max(599),
    code: z.string(),
    message: z.string().optional(),
  }),
  z.literal('reset'),
  z.literal('hang'),
  z.object({ slowMs: z.number().min(0) }),
])

const faultSchema = z.strictObject({
  operation: z.string(),
  functionName: z.string().optional(),
  account: accountId.optional(),
  region: z.string().optional(),
  when: z.enum(['before', 'after']),
  what: effect,
  times: z.number().int().positive(),
  skip: z.number().int().min(0).optional(),
})

export const faultsSchema = z.strictObject({ faults: z.array(faultSchema) })

export const throttleSchema = z.strictObject({
  rates: z.union([
    z.literal(false),
    z.literal('aws'),
    z.strictObject({
      shared: z.number().positive(),
      getPolicy: z.number().positive(),
      getFunction: z.number().positive(),
    }),
  ]),
})

export const credentialSchema = z.strictObject({
  account: accountId,
  accessKeyId: z.string().min(16).optional(),
  secretAccessKey: z.string().optional(),
  sessionToken: z.string().optional(),
  arn: z.string().optional(),
  userId: z.string().optional(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number().optional(),
  denied: operations.optional(),
})

export const accountSchema = z.strictObject({
  id: accountId,
  name: z.string().optional(),
  organizationId: z.string().optional(),
  organizationPath: z.string().optional(),
  /** Regions that answer PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy as unknown operations. */
  lacksResourcePolicyApi: z.union([z.literal('everywhere'), z.array(z.string())]).optional(),
  /** Whether AddPermission and PutResourcePolicy refuse what would make a function public. */
  forbidsPublicGrants: z.boolean().optional(),
  hasTwoPermissionException: z.boolean().optional(),
  concurrentExecutions: z.number().int().positive().optional(),
  regions: z.array(z.string()).optional(),
  roles: z
    .array(
      z.strictObject({
        name: z.string(),
        denied: operations.optional(),
        /** Accounts whose principals may assume the role. */
        trustedAccounts: z.array(accountId),
      }),
    )
    .optional(),
})

const cors = z.strictObject({
  AllowCredentials: z.boolean().optional(),
  AllowHeaders: z.array(z.string()).optional(),
  AllowMethods: z.array(z.string()).optional(),
  AllowOrigins: z.array(z.string()).optional(),
  ExposeHeaders: z.array(z.string()).optional(),
  MaxAge: z.number().optional(),
})

const stringOrList = z.union([z.string(), z.array(z.string())])

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  NotPrincipal: z.unknown().optional(),
  Action: stringOrList.optional(),
  NotAction: stringOrList.optional(),
  Resource: stringOrList.optional(),
  NotResource: stringOrList.optional(),
  Condition: z.record(z.string(), z.record(z.string(), stringOrList)).optional(),
})

const behaviour = z.union([
  z.strictObject({ kind: z.literal('echo') }),
  z.strictObject({ kind: z.literal('returns'), value: z.unknown() }),
  z.strictObject({ kind: z.literal('slow'), value: z.unknown(), delayMs: z.number().min(0) }),
  z.strictObject({
    kind: z.literal('streams'),
    statusCode: z.number().int().optional(),
    headers: texts.optional(),
    chunks: z.array(z.string()),
    gapMs: z.number().min(0),
  }),
  z.strictObject({ kind: z.literal('throws') }),
])

const functionSchema = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/),
  runtime: z.string().optional(),
  description: z.string().optional(),
  memorySize: z.number().int().optional(),
  timeout: z.number().int().optional(),
  architectures: z.array(z.string()).optional(),
  environment: texts.optional(),
  tags: texts.optional(),
  reservedConcurrency: z.number().int().min(0).optional(),
  behaviour: behaviour.optional(),
  /** How many versions are published; aliases may name them. */
  versions: z.number().int().min(0).optional(),
  aliases: z
    .array(
      z.strictObject({
        name: z.string(),
        functionVersion: z.string().optional(),
        description: z.string().optional(),
        routing: z.record(z.string(), z.number()).optional(),
      }),
    )
    .optional(),
  urls: z
    .array(
      z.strictObject({
        qualifier: z.string().optional(),
        authType: z.enum(['NONE', 'AWS_IAM']).optional(),
        invokeMode: z.enum(['BUFFERED', 'RESPONSE_STREAM']).optional(),
        cors: cors.optional(),
        urlId: z
          .string()
          .regex(/^[a-z0-9]{32}$/)
          .optional(),
      }),
    )
    .optional(),
  /** By qualifier, `$LATEST` for the unqualified function. */
  policies: z.record(z.string(), z.array(statementSchema)).optional(),
})

export const functionsSchema = z.strictObject({
  account: accountId,
  region: z.string(),
  functions: z.array(functionSchema),
})

export const stateQuerySchema = z.strictObject({
  account: accountId,
  region: z.string(),
  functionName: z.string(),
})

export type AdminThrottle = z.infer<typeof throttleSchema>
export type AdminCredential = z.infer<typeof credentialSchema>
export type AdminAccount = z.infer<typeof accountSchema>
export type AdminFunction = z.infer<typeof functionSchema>
export type AdminFunctions = z.infer<typeof functionsSchema>
export type AdminStateQuery = z.infer<typeof stateQuerySchema>
