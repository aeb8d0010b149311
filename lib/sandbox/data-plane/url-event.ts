import type { Signer } from '@/lib/sandbox/credentials'
import { readFunctionUrlHost } from '@/lib/sandbox/data-plane/function-url-host'
import type { SandboxRequest } from '@/lib/sandbox/route'

/** The event a function receives through its URL, payload format 2.0. */
export interface UrlEvent {
  version: '2.0'
  routeKey: '$default'
  rawPath: string
  rawQueryString: string
  cookies?: string[]
  headers: Record<string, string>
  queryStringParameters?: Record<string, string>
  requestContext: {
    accountId: string
    apiId: string
    authorizer?: { iam: Record<string, string | null> }
    domainName: string
    domainPrefix: string
    http: {
      method: string
      path: string
      protocol: string
      sourceIp: string
      userAgent: string
    }
    requestId: string
    routeKey: '$default'
    stage: '$default'
    time: string
    timeEpoch: number
  }
  body?: string
  isBase64Encoded: boolean
}

// They belong to one connection and are not passed on (RFC 9110, section 7.6.1).
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const TEXT_TYPE = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[^;]*\+(json|xml)))/i

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `15/Sep/2026:11:59:39 +0000` */
function logTime(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T')
  const [year, month, day] = date.split('-')
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`
}

function traceId(requestId: string, ms: number): string {
  return `Root=1-${Math.trunc(ms / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)}`
}

// In AWS a request always arrives over TLS at port 443; the event says so, whatever the sandbox listens on.
function headersSeen(request: SandboxRequest, sourceIp: string, trace: string): Record<string, string> {
  const passed = Object.entries(request.headers).filter(
    ([name]) => !HOP_BY_HOP.has(name) && name !== 'cookie',
  )
  return {
    ...Object.fromEntries(passed),
    'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
    'x-amzn-tls-version': 'TLSv1.3',
    'x-amzn-trace-id': trace,
    'x-forwarded-for': sourceIp,
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  }
}

/** The path as the recorded events have it in `requestContext.http`; an escape that is none stays as it is. */
function decodedPath(rawPath: string): string {
  return rawPath.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString(),
  )
}

/** Query parameters by name, the values of a repeated one joined with a comma. */
function queryOf(url: URL): Record<string, string> | undefined {
  const names = [...new Set(url.searchParams.keys())]
  if (names.length === 0) return undefined
  return Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name).join(',')]))
}

function bodyOf({ body, headers }: SandboxRequest): Pick<UrlEvent, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) return { isBase64Encoded: false }
  const isText = TEXT_TYPE.test(headers['content-type'] ?? '')
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText }
}

function authorizerOf({ principal, account }: Signer): { iam: Record<string, string | null> } {
  return {
    iam: {
      accessKey: principal.accessKeyId,
      accountId: principal.account,
      callerId: principal.userId,
      cognitoIdentity: null,
      principalOrgId: account.organizationId,
      userArn: principal.arn,
      userId: principal.userId,
    },
  }
}

export interface EventSource {
  requestId: string
  /** Milliseconds since the epoch. */
  nowMs: number
  /** Who signed, on an AWS_IAM URL; nobody on one with auth type NONE. */
  caller: Signer | undefined
}

/**
 * What the function sees of a request to its URL.
 * Source: Lambda developer guide, "Invoking Lambda function URLs", request payload format.
 */
export function urlEvent(request: SandboxRequest, { requestId, nowMs, caller }: EventSource): UrlEvent {
  const { method, rawPath, headers, host, url, raw } = request
  const sourceIp = raw.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1'
  const urlId = readFunctionUrlHost(host)?.urlId ?? ''
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: url.search.slice(1),
    ...(headers.cookie && { cookies: headers.cookie.split('; ') }),
    headers: headersSeen(request, sourceIp, traceId(requestId, nowMs)),
    queryStringParameters: queryOf(url),
    requestContext: {
      accountId: caller?.principal.account ?? 'anonymous',
      apiId: urlId,
      ...(caller && { authorizer: authorizerOf(caller) }),
      domainName: host.replace(/:\d+$/, ''),
      domainPrefix: urlId,
      http: {
        method,
        path: decodedPath(rawPath),
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: logTime(nowMs),
      timeEpoch: nowMs,
    },
    ...bodyOf(request),
  }
}
