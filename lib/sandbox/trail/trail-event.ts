import { randomUUID } from 'node:crypto'
import type { Signer } from '@/lib/sandbox/credentials'
import type { SandboxPrincipal } from '@/lib/sandbox/state'
import type { TrailEvent, TrailResource } from '@/lib/sandbox/trail/trail'

/**
 * Names with the version of their API in them; all others, those of function URLs among them, are the operation's.
 * Source: recordings of September 2026; CloudTrail user guide, Lambda.
 */
const DATED_NAMES: Readonly<Record<string, string>> = {
  AddPermission: 'AddPermission20150331v2',
  RemovePermission: 'RemovePermission20150331v2',
  GetPolicy: 'GetPolicy20150331v2',
  CreateAlias: 'CreateAlias20150331',
  UpdateAlias: 'UpdateAlias20150331',
  DeleteAlias: 'DeleteAlias20150331',
  ListAliases: 'ListAliases20150331',
  CreateFunction: 'CreateFunction20150331',
  DeleteFunction: 'DeleteFunction20150331',
  ListFunctions: 'ListFunctions20150331',
  GetFunction: 'GetFunction20150331v2',
  GetFunctionConfiguration: 'GetFunctionConfiguration20150331v2',
  PublishVersion: 'PublishVersion20150331',
  PutFunctionConcurrency: 'PutFunctionConcurrency20171031',
  DeleteFunctionConcurrency: 'DeleteFunctionConcurrency20171031',
  TagResource: 'TagResource20170331v2',
  UntagResource: 'UntagResource20170331v2',
  ListTags: 'ListTags20170331',
}

const SECOND = 1000

/** What the event history calls an operation of Lambda. */
const eventNameOf = (operation: string) => DATED_NAMES[operation] ?? operation

/** A call as it is told to the trail. */
export interface TrailedCall {
  operation: string
  functionName?: string
  parameters: Readonly<Record<string, unknown>>
  /** The answer's members, where the call was answered with success. */
  response?: Readonly<Record<string, unknown>>
  error?: { code: string; message: string }
  requestId: string
  /** Made up where it is left out. */
  eventId?: string
  sourceIp: string
  userAgent: string
  /** Milliseconds since the epoch. */
  at: number
}

/** Never told: code, environments, which are secrets, and tokens. */
const LEFT_OUT = new Set(['Code', 'Environment', 'EventSourceToken', 'ZipFile'])

/** Members of the API in lower camel case, as far down as they are objects. */
function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamel)
  if (typeof value !== 'object' || value === null) return value
  const told = Object.entries(value).filter(([name]) => !LEFT_OUT.has(name))
  return Object.fromEntries(
    told.map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), lowerCamel(member)]),
  )
}

const isReadOnly = (operation: string) => /^(Get|List)/.test(operation)

/** URL operations have none. Source: recorded; for the others, code that was built from recordings. */
function resourcesOf({ operation, functionName, parameters }: TrailedCall): TrailResource[] {
  if (isReadOnly(operation) || /FunctionUrl/.test(operation)) return []
  const tagged = parameters.Resource
  if (typeof tagged === 'string') return [{ ResourceType: 'AWS::Lambda::Function', ResourceName: tagged }]
  if (functionName === undefined) return []
  const ResourceType = operation.endsWith('Alias') ? 'AWS::Lambda::Alias' : 'AWS::Lambda::Function'
  return [{ ResourceType, ResourceName: functionName }]
}

/** Who it was, in the forms of the CloudTrail user guide, "userIdentity element". */
function identityOf({ arn, userId, account, accessKeyId, sourceIdentity }: SandboxPrincipal) {
  const common = { principalId: userId, arn, accountId: account, accessKeyId }
  const [, kind = '', name = ''] = /:(user|assumed-role)\/(.+)$/.exec(arn) ?? []
  const [roleName = '', session = ''] = name.split('/')
  if (kind !== 'assumed-role') return { type: 'IAMUser', ...common, userName: name.split('/').at(-1) ?? '' }
  const issuer = `arn:aws:iam::${account}:role/${roleName}`
  const sessionIssuer = { type: 'Role', arn: issuer, accountId: account, userName: roleName }
  return { type: 'AssumedRole', ...common, sessionContext: { sessionIssuer, sourceIdentity }, session }
}

/** Only what creates or changes tells what came of it; of the URL operations that is recorded. */
const tellsResponse = (operation: string) =>
  !isReadOnly(operation) && !/^(Delete|Remove|Untag|Tag)/.test(operation)

/** A call of Lambda's API as CloudTrail tells it. Source: recordings of September 2026 of management events. */
export function trailEventOf(call: TrailedCall, { principal, account, region }: Signer): TrailEvent {
  const { operation, requestId, error, response } = call
  // The event history knows whole seconds.
  const at = Math.floor(call.at / SECOND) * SECOND
  const { session, ...userIdentity } = { session: undefined, ...identityOf(principal) }
  const eventID = call.eventId ?? randomUUID()
  const eventName = eventNameOf(operation)
  return {
    account: account.id,
    region,
    at,
    eventId: eventID,
    eventName,
    isReadOnly: isReadOnly(operation),
    accessKeyId: principal.accessKeyId,
    username: session ?? ('userName' in userIdentity ? userIdentity.userName : ''),
    resources: resourcesOf(call),
    event: {
      eventVersion: '1.11',
      userIdentity,
      eventTime: new Date(at).toISOString().replace(/\.\d{3}/, ''),
      eventSource: 'lambda.amazonaws.com',
      eventName,
      awsRegion: region,
      sourceIPAddress: call.sourceIp,
      userAgent: call.userAgent,
      // The wire's AccessDeniedException has another name here.
      ...(error && { errorCode: error.code.replace(/^AccessDeniedException$/, 'AccessDenied') }),
      ...(error && { errorMessage: error.message }),
      requestParameters: lowerCamel(call.parameters),
      responseElements: response && tellsResponse(operation) ? lowerCamel(response) : null,
      requestID: requestId,
      eventID,
      readOnly: isReadOnly(operation),
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account.id,
      eventCategory: 'Management',
    },
  }
}
