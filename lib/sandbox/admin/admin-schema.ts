import * as z from 'zod/mini'

const accountId = z.string().check(z.regex(/^\d{12}$/))
const operations = z.array(z.string())
const texts = z.record(z.string(), z.string())

const effect = z.union([
  z.object({
    status: z.int().check(z.minimum(400), z.maximum(599)),
    code: z.string(),
    message: z.optional(z.string()),
  }),
  z.literal('reset'),
  z.literal('hang'),
  z.object({ slowMs: z.number().check(z.minimum(0)) }),
  z.object({
    foreign: z.object({
      status: z.int().check(z.minimum(200), z.maximum(599)),
      headers: z.optional(texts),
      body: z.optional(z.string()),
    }),
  }),
])

const faultSchema = z.strictObject({
  operation: z.string(),
  functionName: z.optional(z.string()),
  account: z.optional(accountId),
  region: z.optional(z.string()),
  when: z.enum(['before', 'after']),
  what: effect,
  times: z.int().check(z.positive()),
  skip: z.optional(z.int().check(z.minimum(0))),
})

export const faultsSchema = z.strictObject({ faults: z.array(faultSchema) })

export const throttleSchema = z.strictObject({
  rates: z.union([
    z.literal(false),
    z.literal('aws'),
    z.strictObject({
      shared: z.number().check(z.positive()),
      getPolicy: z.number().check(z.positive()),
      getFunction: z.number().check(z.positive()),
    }),
  ]),
})

export const credentialSchema = z.strictObject({
  account: accountId,
  accessKeyId: z.optional(z.string().check(z.minLength(16))),
  secretAccessKey: z.optional(z.string()),
  sessionToken: z.optional(z.string()),
  arn: z.optional(z.string()),
  userId: z.optional(z.string()),
  /** Milliseconds since the epoch. */
  expiresAt: z.optional(z.number()),
  denied: z.optional(operations),
})

export const accountSchema = z.strictObject({
  id: accountId,
  name: z.optional(z.string()),
  organizationId: z.optional(z.string()),
  organizationPath: z.optional(z.string()),
  /** Regions that answer PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy as unknown operations. */
  lacksResourcePolicyApi: z.optional(z.union([z.literal('everywhere'), z.array(z.string())])),
  /** Whether AddPermission and PutResourcePolicy refuse what would make a function public. */
  forbidsPublicGrants: z.optional(z.boolean()),
  hasTwoPermissionException: z.optional(z.boolean()),
  concurrentExecutions: z.optional(z.int().check(z.positive())),
  regions: z.optional(z.array(z.string())),
  roles: z.optional(
    z.array(
      z.strictObject({
        name: z.string(),
        denied: z.optional(operations),
        /** Accounts whose principals may assume the role. */
        trustedAccounts: z.array(accountId),
      }),
    ),
  ),
})

const cors = z.strictObject({
  AllowCredentials: z.optional(z.boolean()),
  AllowHeaders: z.optional(z.array(z.string())),
  AllowMethods: z.optional(z.array(z.string())),
  AllowOrigins: z.optional(z.array(z.string())),
  ExposeHeaders: z.optional(z.array(z.string())),
  MaxAge: z.optional(z.number()),
})

const stringOrList = z.union([z.string(), z.array(z.string())])

const statementSchema = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(z.unknown()),
  NotPrincipal: z.optional(z.unknown()),
  Action: z.optional(stringOrList),
  NotAction: z.optional(stringOrList),
  Resource: z.optional(stringOrList),
  NotResource: z.optional(stringOrList),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), stringOrList))),
})

const behaviour = z.union([
  z.strictObject({ kind: z.literal('echo') }),
  z.strictObject({ kind: z.literal('returns'), value: z.unknown() }),
  z.strictObject({ kind: z.literal('slow'), value: z.unknown(), delayMs: z.number().check(z.minimum(0)) }),
  z.strictObject({
    kind: z.literal('streams'),
    statusCode: z.optional(z.int()),
    headers: z.optional(texts),
    chunks: z.array(z.string()),
    gapMs: z.number().check(z.minimum(0)),
  }),
  z.strictObject({ kind: z.literal('throws') }),
])

const functionSchema = z.strictObject({
  name: z.string().check(z.regex(/^[a-zA-Z0-9-_]{1,64}$/)),
  runtime: z.optional(z.string()),
  description: z.optional(z.string()),
  memorySize: z.optional(z.int()),
  timeout: z.optional(z.int()),
  architectures: z.optional(z.array(z.string())),
  environment: z.optional(texts),
  tags: z.optional(texts),
  reservedConcurrency: z.optional(z.int().check(z.minimum(0))),
  behaviour: z.optional(behaviour),
  /** How many versions are published; aliases may name them. */
  versions: z.optional(z.int().check(z.minimum(0))),
  aliases: z.optional(
    z.array(
      z.strictObject({
        name: z.string(),
        functionVersion: z.optional(z.string()),
        description: z.optional(z.string()),
        routing: z.optional(z.record(z.string(), z.number())),
      }),
    ),
  ),
  urls: z.optional(
    z.array(
      z.strictObject({
        qualifier: z.optional(z.string()),
        authType: z.optional(z.enum(['NONE', 'AWS_IAM'])),
        invokeMode: z.optional(z.enum(['BUFFERED', 'RESPONSE_STREAM'])),
        cors: z.optional(cors),
        urlId: z.optional(z.string().check(z.regex(/^[a-z0-9]{32}$/))),
      }),
    ),
  ),
  /** By qualifier, `$LATEST` for the unqualified function. */
  policies: z.optional(z.record(z.string(), z.array(statementSchema))),
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
