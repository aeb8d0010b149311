import 'server-only'

/** An HTTP answer as it came, before the SDK reads anything into it. */
export interface RawAnswer {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>
  body: string
}

/** What was asked, as far as the answer tells what it belongs to. */
export interface Asked {
  operation: string
  /** The parameters that went out. */
  input: object
  /** The function, the alias or the account and region that the call is about, as the end of an ARN. */
  place: string
}

type Body = Record<string, unknown>
type Shape = (body: Body, asked: Asked) => string | undefined

const NOTHING_OF_AWS = 'nothing that shows that it comes from AWS'
const NOT_JSON = 'a body that is not the JSON object that AWS sends'

/** What the body lacks to be AWS's answer to this operation, by operation; nothing where it is one. */
const SHAPES: Readonly<Record<string, Shape>> = {
  ListFunctions: each('Functions', 'FunctionArn'),
  ListFunctionUrlConfigs: each('FunctionUrlConfigs', 'FunctionArn'),
  ListAliases: each('Aliases', 'AliasArn'),
  ListVersionsByFunction: each('Versions', 'FunctionArn'),
  GetFunctionConfiguration: named('FunctionArn', 'FunctionName'),
  GetAlias: named('AliasArn', 'Name'),
  GetFunctionUrlConfig: named('FunctionArn', 'FunctionUrl', 'AuthType'),
  CreateFunctionUrlConfig: named('FunctionArn', 'FunctionUrl', 'AuthType'),
  UpdateFunctionUrlConfig: named('FunctionArn', 'FunctionUrl', 'AuthType'),
  GetPolicy: policyOf,
  GetResourcePolicy: policyOf,
  PutResourcePolicy: policyOf,
  AddPermission: addedStatement,
  PutFunctionConcurrency: ({ ReservedConcurrentExecutions: reserved }, { input }) =>
    'ReservedConcurrentExecutions' in input && input.ReservedConcurrentExecutions === reserved
      ? undefined
      : 'another reservation than was asked for',
  GetAccountSettings: ({ AccountLimit }) => (isObject(AccountLimit) ? undefined : 'no AccountLimit'),
}

/** These answer 204 and nothing (Lambda API reference, "HTTP Status Code: 204"). */
const EMPTY: ReadonlySet<string> = new Set([
  'DeleteFunctionUrlConfig',
  'RemovePermission',
  'DeleteResourcePolicy',
  'DeleteFunctionConcurrency',
])

/**
 * Why this is no answer of Lambda's to what was asked, in words that follow "it answered with"; `undefined` where it is one.
 * A proxy, a sign-in page or a gateway on the way answers in AWS's place with any status, also a good one. Whoever
 * believes that takes a page of HTML for "no functions", and a refusal after the effect for "nothing was changed".
 */
export function foreignPart(answer: RawAnswer, asked: Asked): string | undefined {
  if (answer.status >= 300)
    return isErrorOfAws(answer) ? undefined : `status ${answer.status}, ${kindOf(answer)}`
  const problem = EMPTY.has(asked.operation) ? notEmpty(answer) : notShaped(answer, asked)
  return problem && `status ${answer.status}, ${problem}`
}

/**
 * The same for the services whose answers the console does not take apart (STS, CloudWatch): AWS signs every answer
 * with a request id.
 */
export function foreignEnvelope(answer: RawAnswer): string | undefined {
  return hasRequestId(answer) && !isHtml(answer) ? undefined : `status ${answer.status}, ${kindOf(answer)}`
}

/** AWS names every error of its own, in a header or in the body, and in the body only beside a request id. */
function isErrorOfAws(answer: RawAnswer): boolean {
  if (isHtml(answer) || answer.status < 400) return false
  if (answer.headers['x-amzn-errortype']) return true
  if (!hasRequestId(answer)) return false
  const body = objectOf(answer.body)
  // To a path that it does not know AWS answers without a type, in XML or JSON.
  return (
    typeof (body?.__type ?? body?.code) === 'string' || /^<(\w+Exception|ErrorResponse)\b/.test(answer.body)
  )
}

function notEmpty(answer: RawAnswer): string | undefined {
  if (answer.status === 204 && answer.body === '' && hasRequestId(answer)) return undefined
  return answer.body === '' ? NOTHING_OF_AWS : isHtml(answer) ? kindOf(answer) : 'a body where AWS sends none'
}

function notShaped(answer: RawAnswer, asked: Asked): string | undefined {
  const body = objectOf(answer.body)
  if (!body || isHtml(answer)) return answer.body === '' ? 'an empty body' : kindOf(answer)
  const shape = SHAPES[asked.operation]
  if (shape) return shape(body, asked)
  // What may be empty (tags, a reservation) shows nothing but its sender.
  return hasRequestId(answer) ? undefined : NOTHING_OF_AWS
}

const hasRequestId = ({ headers }: RawAnswer) =>
  Boolean(headers['x-amzn-requestid'] ?? headers['x-amzn-request-id'] ?? headers['x-amz-request-id'])

const isHtml = ({ headers, body }: RawAnswer) =>
  /html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)\b/i.test(body)

function kindOf(answer: RawAnswer): string {
  if (isHtml(answer)) return 'a page of HTML'
  if (answer.body === '') return answer.headers.location ? 'a redirection' : 'an empty body'
  const location = answer.headers.location
  if (answer.status < 400 && location) return 'a redirection'
  return objectOf(answer.body) ? 'an error that AWS does not know' : NOT_JSON
}

function objectOf(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Members that are texts. */
function texts(...names: string[]): Shape {
  return (body) => {
    const missing = names.find((name) => typeof body[name] !== 'string')
    return missing && `no ${missing}`
  }
}

/** One thing, which must be the one that was asked for. */
function named(arn: string, ...others: string[]): Shape {
  return (body, asked) => {
    const missing = texts(arn, ...others)(body, asked)
    return (
      missing ?? (placeOf(String(body[arn])) === asked.place ? undefined : 'what belongs to another function')
    )
  }
}

/** A page of things, each of which must be in the place that was asked about. */
function each(member: string, arn: string): Shape {
  return (body, { place }) => {
    const items = body[member]
    if (!Array.isArray(items)) return `no ${member}`
    const isOwn = (item: unknown) => {
      const found = isObject(item) && typeof item[arn] === 'string' ? placeOf(item[arn]) : ''
      return found === place || found.startsWith(`${place}:`)
    }
    return items.every(isOwn) ? undefined : 'what belongs to another account, region or function'
  }
}

function addedStatement({ Statement }: Body, { input, place }: Asked): string | undefined {
  const statement = typeof Statement === 'string' ? objectOf(Statement) : undefined
  if (!statement) return 'no Statement'
  const isOther =
    ('StatementId' in input && statement.Sid !== input.StatementId) || isElsewhere(statement, place)
  return isOther ? 'another statement than was asked for' : undefined
}

/** A policy, in which something is about the function that was asked about. */
function policyOf(body: Body, asked: Asked): string | undefined {
  const missing = texts('Policy', 'RevisionId')(body, asked)
  if (missing) return missing
  const statements = objectOf(String(body.Policy))?.Statement
  if (!Array.isArray(statements) || statements.length === 0) return undefined
  const isOther = statements.every((statement) => isObject(statement) && isElsewhere(statement, asked.place))
  return isOther ? 'the policy of another function' : undefined
}

/** Whether a statement names one function of Lambda's as its resource, and another one. */
function isElsewhere({ Resource }: Body, place: string): boolean {
  const found = typeof Resource === 'string' ? /^arn:[\w-]+:lambda:[^*?]+$/.exec(Resource)?.[0] : undefined
  return found !== undefined && functionOf(placeOf(found)) !== functionOf(place)
}

const functionOf = (place: string) => place.split(':').slice(0, 4).join(':')

/** `eu-central-1:111111111111:function:name:alias`: an ARN without its partition and service. */
export const placeOf = (arn: string) => arn.split(':').slice(3).join(':')
