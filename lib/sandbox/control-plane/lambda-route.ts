import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { regionOf } from '@/lib/sandbox/build'
import { INPUT_RULES, type InputRules, type LambdaOperationName } from '@/lib/sandbox/constraints'
import { readFunctionReference } from '@/lib/sandbox/control-plane/function-target'
import type { LambdaAnswer, LambdaCall } from '@/lib/sandbox/control-plane/lambda-call'
import { findOperation, OPERATIONS } from '@/lib/sandbox/control-plane/operations'
import { CREDENTIAL_ERROR_NAMES, type Signer } from '@/lib/sandbox/credentials'
import type { SandboxContext, SandboxRequest, SandboxRoute } from '@/lib/sandbox/route'
import { ServiceError, unknownOperation } from '@/lib/sandbox/service-error'
import { type Dialect, type SignedCall, serveSignedCall, type WireAnswer } from '@/lib/sandbox/signed-call'
import { validateInput } from '@/lib/sandbox/validation'

function baseHeaders(requestId: string): Record<string, string> {
  return { 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId }
}

const dialect: Dialect = {
  credentialFailure: (error) =>
    new ServiceError(403, CREDENTIAL_ERROR_NAMES[error.failure], { message: error.message }),
  render: (error, requestId) => ({
    status: error.status,
    headers: { ...baseHeaders(requestId), 'x-amzn-ErrorType': error.code, ...error.headers },
    body: JSON.stringify(error.body),
  }),
}

function render(answer: LambdaAnswer, requestId: string): WireAnswer {
  const body = answer.body === undefined ? '' : JSON.stringify(answer.body)
  return { status: answer.status, headers: baseHeaders(requestId), body }
}

// Query members arrive as text; the input rules say which are numbers or lists.
function queryMembers(request: SandboxRequest, rules: InputRules): Record<string, unknown> {
  const query = request.url.searchParams
  const members: Record<string, unknown> = {}
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.in !== 'query') continue
    const wireName = name === 'TagKeys' ? 'tagKeys' : name
    const value = query.get(wireName)
    if (value === null) continue
    if (rule.shape.type === 'integer') members[name] = Number(value)
    else members[name] = rule.shape.type === 'list' ? query.getAll(wireName) : value
  }
  return members
}

function bodyMembers(request: SandboxRequest, rules: InputRules): Record<string, unknown> {
  if (request.body.length === 0) return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(request.body.toString('utf8'))
  } catch {
    throw unreadableBody()
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw unreadableBody()
  const isBodyMember = ([name]: [string, unknown]) => rules[name]?.in === 'body'
  // A member sent as null is a member not sent.
  return Object.fromEntries(
    Object.entries(parsed).filter((entry) => isBodyMember(entry) && entry[1] !== null),
  )
}

function unreadableBody(): ServiceError {
  return new ServiceError(400, 'InvalidRequestContentException', {
    Type: 'User',
    message: 'Could not parse request body into json.',
  })
}

// An unreadable body is reported by the call itself, after the signature; here it only leaves nothing to note.
function readableBodyMembers(request: SandboxRequest, rules: InputRules): Record<string, unknown> {
  try {
    return bodyMembers(request, rules)
  } catch {
    return {}
  }
}

function run<Name extends LambdaOperationName>(
  operation: Name,
  call: Omit<LambdaCall<Name>, 'input'>,
  input: Readonly<Record<string, unknown>>,
): LambdaAnswer {
  validateInput(input, INPUT_RULES[operation])
  // validateInput has just checked that the members are what LambdaInputs says they are.
  return OPERATIONS[operation]({ ...call, input: input as LambdaCall<Name>['input'] })
}

function resourceArn(caller: Signer, functionName: string | undefined, qualifier: unknown): string {
  if (functionName === undefined) return '*'
  const arn = `arn:aws:lambda:${caller.region}:${caller.account.id}:function:${functionName}`
  return typeof qualifier === 'string' ? `${arn}:${qualifier}` : arn
}

// An API reaches regions one by one; where it has not, its paths are as unknown as any other.
function isOffered(operation: LambdaOperationName, { account, region }: Signer): boolean {
  if (!operation.endsWith('ResourcePolicy')) return true
  const lacking = account.lacksResourcePolicyApi
  return lacking !== 'everywhere' && !lacking.includes(region)
}

function signedCall(
  context: SandboxContext,
  request: SandboxRequest,
  operation: LambdaOperationName,
  pathMembers: Readonly<Record<string, string>>,
): SignedCall {
  const rules: InputRules = INPUT_RULES[operation]
  const parameters = {
    ...pathMembers,
    ...queryMembers(request, rules),
    ...readableBodyMembers(request, rules),
  }
  const { FunctionName, Resource, ResourceArn } = pathMembers
  const named = FunctionName ?? Resource ?? ResourceArn ?? parameters.FunctionName
  const reference = typeof named === 'string' ? readFunctionReference(named) : undefined
  return {
    service: 'lambda',
    operation,
    functionName: reference?.name,
    parameters,
    isThrottled: true,
    dialect,
    resource: (caller) => resourceArn(caller, reference?.name, parameters.Qualifier ?? reference?.qualifier),
    run: (caller, requestId) => {
      if (!isOffered(operation, caller)) throw unknownOperation()
      bodyMembers(request, rules)
      const region = regionOf(caller.account, caller.region)
      return render(
        run(operation, { context, caller, account: caller.account, region }, parameters),
        requestId,
      )
    },
  }
}

function pathSegments(rawPath: string): string[] | undefined {
  try {
    return rawPath
      .replace(/\/functions\/$/, '/functions')
      .split('/')
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}

async function handle(context: SandboxContext, request: SandboxRequest, response: ServerResponse) {
  const segments = pathSegments(request.rawPath)
  const found = segments && findOperation(request.method, segments)
  if (found === undefined) {
    const answer = dialect.render(unknownOperation(), randomUUID())
    response.writeHead(answer.status, answer.headers).end(answer.body)
    return
  }
  await serveSignedCall(
    context,
    request,
    response,
    signedCall(context, request, found.operation, found.members),
  )
}

/** Lambda's REST API: every path that begins with a date of an API version. */
export const lambdaRoute: SandboxRoute = {
  name: 'lambda',
  matches: (request) => /^\/\d{4}-\d{2}-\d{2}\//.test(request.rawPath),
  handle,
}
