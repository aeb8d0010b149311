/**
 * What Lambda's API model allows, for the operations the sandbox speaks.
 * Source: the Lambda service model of botocore 1.43.11; patterns that recordings of the live service show to be
 * different from the model (`eusc-` regions, 64-character names on function URL operations) are the live ones.
 * The resource policy operations of 2026-07-09 are from the newer model that @aws-sdk/client-lambda 3.1164.0 carries.
 */
export type Shape =
  | { type: 'string'; min?: number; max?: number; pattern?: string }
  | { type: 'enum'; values: readonly string[] }
  | { type: 'integer'; min?: number; max?: number }
  | { type: 'number'; min?: number; max?: number }
  | { type: 'boolean' }
  | { type: 'list'; max?: number; member: Shape }
  | { type: 'structure'; members: Readonly<Record<string, Shape>> }
  | { type: 'map'; value: Shape }

export interface MemberRule {
  in: 'path' | 'query' | 'body'
  shape: Shape
  isRequired?: boolean
}

export type InputRules = Readonly<Record<string, MemberRule>>

const ARN_PREFIX =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?'

const text: Shape = { type: 'string' }
const flag: Shape = { type: 'boolean' }
const textMap: Shape = { type: 'map', value: text }

const urlFunctionName: Shape = {
  type: 'string',
  min: 1,
  max: 140,
  pattern: `${ARN_PREFIX}([a-zA-Z0-9-_]{1,64})(:((?!\\d+$)[0-9a-zA-Z-_]+))?`,
}
const functionName: Shape = {
  type: 'string',
  min: 1,
  max: 140,
  pattern: `${ARN_PREFIX}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
}
const namespacedFunctionName: Shape = {
  type: 'string',
  min: 1,
  max: 256,
  pattern: `${ARN_PREFIX}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
}
const urlQualifier: Shape = { type: 'string', min: 1, max: 128, pattern: '((?!^\\d+$)^[0-9a-zA-Z-_]+$)' }
const qualifier: Shape = {
  type: 'string',
  min: 1,
  max: 128,
  pattern: '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+',
}
// The live service lists both sets in another order than the model does.
const authType: Shape = { type: 'enum', values: ['AWS_IAM', 'NONE'] }
const invokeMode: Shape = { type: 'enum', values: ['RESPONSE_STREAM', 'BUFFERED'] }

const headerList: Shape = {
  type: 'list',
  max: 100,
  member: { type: 'string', min: 0, max: 1024, pattern: '.*' },
}
const cors: Shape = {
  type: 'structure',
  members: {
    AllowCredentials: flag,
    AllowHeaders: headerList,
    AllowMethods: { type: 'list', max: 6, member: { type: 'string', min: 0, max: 6, pattern: '.*' } },
    AllowOrigins: { type: 'list', max: 100, member: { type: 'string', min: 1, max: 253, pattern: '.*' } },
    ExposeHeaders: headerList,
    MaxAge: { type: 'integer', min: 0, max: 86400 },
  },
}

const alias: Shape = { type: 'string', min: 1, max: 128, pattern: '(?!^[0-9]+$)([a-zA-Z0-9-_]+)' }
const version: Shape = { type: 'string', min: 1, max: 1024, pattern: '(\\$LATEST|[0-9]+)' }
const description: Shape = { type: 'string', min: 0, max: 256 }
const routing: Shape = {
  type: 'structure',
  members: { AdditionalVersionWeights: { type: 'map', value: { type: 'number', min: 0, max: 1 } } },
}

const path = (shape: Shape): MemberRule => ({ in: 'path', shape, isRequired: true })
const query = (shape: Shape): MemberRule => ({ in: 'query', shape })
const body = (shape: Shape): MemberRule => ({ in: 'body', shape })
const required = (rule: MemberRule): MemberRule => ({ ...rule, isRequired: true })

const page = (max: number) => ({ Marker: query(text), MaxItems: query({ type: 'integer', min: 1, max }) })
const urlTarget = { Qualifier: query(urlQualifier), FunctionName: path(urlFunctionName) }
const qualified = { Qualifier: query(qualifier), FunctionName: path(namespacedFunctionName) }
// Recordings of Create without an AuthType name every other problem and not this one, so Create asks for it last.
const urlConfig = { AuthType: body(authType), Cors: body(cors), InvokeMode: body(invokeMode) }

const aliasDetails = { Description: body(description), RoutingConfig: body(routing) }
const resource = path(text)
const policyResourceArn = path({
  type: 'string',
  min: 0,
  max: 256,
  pattern:
    'arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:function:' +
    '[a-zA-Z0-9-_]+(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_])+)?',
})
const policyRevision: Shape = {
  type: 'string',
  min: 36,
  max: 36,
  pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
}

/** Members of every operation's input, in the order in which their violations are reported. */
export const INPUT_RULES = {
  CreateFunctionUrlConfig: { ...urlTarget, ...urlConfig },
  GetFunctionUrlConfig: urlTarget,
  UpdateFunctionUrlConfig: { ...urlTarget, ...urlConfig },
  DeleteFunctionUrlConfig: urlTarget,
  ListFunctionUrlConfigs: { FunctionName: path(urlFunctionName), ...page(50) },
  AddPermission: {
    ...qualified,
    StatementId: required(body({ type: 'string', min: 1, max: 100, pattern: '([a-zA-Z0-9-_]+)' })),
    Action: required(body({ type: 'string', pattern: '(lambda:[*]|lambda:[a-zA-Z]+|[*])' })),
    Principal: required(body({ type: 'string', pattern: '[^\\s]+' })),
    SourceArn: body({
      type: 'string',
      pattern: 'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
    }),
    SourceAccount: body({ type: 'string', min: 0, max: 12, pattern: '\\d{12}' }),
    EventSourceToken: body({ type: 'string', min: 0, max: 256, pattern: '[a-zA-Z0-9._\\-]+' }),
    RevisionId: body(text),
    PrincipalOrgID: body({ type: 'string', min: 12, max: 34, pattern: 'o-[a-z0-9]{10,32}' }),
    FunctionUrlAuthType: body(authType),
    InvokedViaFunctionUrl: body(flag),
  },
  RemovePermission: {
    ...qualified,
    StatementId: path({ type: 'string', min: 1, max: 100, pattern: '([a-zA-Z0-9-_.]+)' }),
    RevisionId: query(text),
  },
  GetPolicy: qualified,
  PutResourcePolicy: {
    ResourceArn: policyResourceArn,
    Policy: required(body({ type: 'string', min: 1, max: 20480, pattern: '[\\s\\S]+' })),
    RevisionId: body(policyRevision),
  },
  GetResourcePolicy: { ResourceArn: policyResourceArn },
  DeleteResourcePolicy: { ResourceArn: policyResourceArn, RevisionId: query(policyRevision) },
  ListFunctions: {
    MasterRegion: query({ type: 'string', pattern: 'ALL|[a-z]{2}(-gov)?-[a-z]+-\\d{1}' }),
    FunctionVersion: query({ type: 'enum', values: ['ALL'] }),
    ...page(10000),
  },
  GetFunction: qualified,
  GetFunctionConfiguration: qualified,
  CreateFunction: {
    FunctionName: required(body(functionName)),
    Role: required(
      body({ type: 'string', pattern: 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' }),
    ),
    Code: required(body({ type: 'structure', members: {} })),
    Runtime: body(text),
    Handler: body({ type: 'string', min: 0, max: 128, pattern: '[^\\s]+' }),
    Description: body(description),
    Timeout: body({ type: 'integer', min: 1 }),
    MemorySize: body({ type: 'integer', min: 128, max: 10240 }),
    Publish: body(flag),
    Architectures: body({ type: 'list', member: { type: 'enum', values: ['x86_64', 'arm64'] } }),
    Environment: body({ type: 'structure', members: { Variables: textMap } }),
    Tags: body(textMap),
  },
  DeleteFunction: qualified,
  PublishVersion: {
    FunctionName: path(functionName),
    CodeSha256: body(text),
    Description: body(description),
    RevisionId: body(text),
  },
  ListVersionsByFunction: { FunctionName: path(namespacedFunctionName), ...page(10000) },
  CreateAlias: {
    FunctionName: path(functionName),
    Name: required(body(alias)),
    FunctionVersion: required(body(version)),
    ...aliasDetails,
  },
  GetAlias: { FunctionName: path(functionName), Name: path(alias) },
  UpdateAlias: {
    FunctionName: path(functionName),
    Name: path(alias),
    FunctionVersion: body(version),
    ...aliasDetails,
    RevisionId: body(text),
  },
  DeleteAlias: { FunctionName: path(functionName), Name: path(alias) },
  ListAliases: {
    FunctionName: path(functionName),
    FunctionVersion: query({
      type: 'string',
      min: 1,
      max: 1024,
      pattern: '(\\$LATEST(\\.PUBLISHED)?|[0-9]+)',
    }),
    ...page(10000),
  },
  PutFunctionConcurrency: {
    FunctionName: path(functionName),
    ReservedConcurrentExecutions: required(body({ type: 'integer', min: 0 })),
  },
  GetFunctionConcurrency: { FunctionName: path(functionName) },
  DeleteFunctionConcurrency: { FunctionName: path(functionName) },
  ListTags: { Resource: resource },
  TagResource: { Resource: resource, Tags: required(body(textMap)) },
  UntagResource: { Resource: resource, TagKeys: required(query({ type: 'list', member: text })) },
  GetAccountSettings: {},
} satisfies Record<string, InputRules>

export type LambdaOperationName = keyof typeof INPUT_RULES
