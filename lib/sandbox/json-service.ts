import { CREDENTIAL_ERROR_NAMES, type Signer } from '@/lib/sandbox/credentials'
import type { SandboxContext, SandboxRequest, SandboxRoute } from '@/lib/sandbox/route'
import { ServiceError } from '@/lib/sandbox/service-error'
import { type Dialect, type SignedCall, serveSignedCall, type WireAnswer } from '@/lib/sandbox/signed-call'

/** One call of an operation: who asks, and with what. */
export interface JsonCall {
  context: SandboxContext
  signer: Signer
  body: unknown
}

/** A service that speaks AWS JSON 1.1, with the operations that the sandbox has of it. */
export interface JsonService {
  name: string
  /** Prefix of its IAM actions. */
  service: string
  /** What stands in front of the operation in the header X-Amz-Target; SDKs may differ in it. */
  targets: readonly string[]
  /** Operations with a rate of their own. */
  throttled?: readonly string[]
  operations: Readonly<Record<string, (call: JsonCall) => object>>
}

const BAD_REQUEST = 400

function answer(status: number, requestId: string, body: object): WireAnswer {
  const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': requestId }
  return { status, headers, body: JSON.stringify(body) }
}

// The error's name is in the body's __type, and every error of the caller is a 400, throttling too.
const dialect: Dialect = {
  credentialFailure: (error) =>
    new ServiceError(BAD_REQUEST, CREDENTIAL_ERROR_NAMES[error.failure], { message: error.message }),
  render: ({ status, code, message }, requestId) => {
    const name = code === 'TooManyRequestsException' ? 'ThrottlingException' : code
    return answer(status < 500 ? BAD_REQUEST : status, requestId, { __type: name, message })
  },
}

function readBody(request: SandboxRequest): unknown {
  try {
    return JSON.parse(request.body.toString() || '{}')
  } catch {
    return undefined
  }
}

/** The operation that a request names; undefined where it is one of another service. */
function operationAsked({ targets }: JsonService, { headers }: SandboxRequest): string | undefined {
  const asked = headers['x-amz-target'] ?? ''
  const prefix = targets.find((target) => asked.startsWith(target))
  return prefix === undefined ? undefined : asked.slice(prefix.length)
}

function signedCall(service: JsonService, context: SandboxContext, request: SandboxRequest): SignedCall {
  const operation = operationAsked(service, request) ?? ''
  const body = readBody(request)
  return {
    service: service.service,
    operation,
    parameters: typeof body === 'object' && body !== null ? { ...body } : {},
    isThrottled: service.throttled?.includes(operation) ?? false,
    dialect,
    resource: () => '*',
    run: (signer, requestId) => {
      const work = service.operations[operation]
      if (work === undefined) throw new ServiceError(BAD_REQUEST, 'UnknownOperationException', {})
      if (typeof body !== 'object' || body === null)
        throw new ServiceError(BAD_REQUEST, 'SerializationException', {})
      return answer(200, requestId, work({ context, signer, body }))
    },
  }
}

/** The route of a service: every request whose X-Amz-Target names it. */
export function jsonRoute(service: JsonService): SandboxRoute {
  return {
    name: service.name,
    matches: (request) => operationAsked(service, request) !== undefined,
    handle: (context, request, response) =>
      serveSignedCall(context, request, response, signedCall(service, context, request)),
  }
}

/** The page that begins behind a token, and the token of the next; undefined for a token of somebody else's. */
export function pageBehind<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
  /** What the pages belong to: a token holds for the same question only. */
  question: string,
): { items: readonly T[]; next: string | undefined } | undefined {
  const [at = '0', asked = question] =
    token === undefined ? [] : Buffer.from(token, 'base64url').toString().split(/:(.*)/s)
  if (!/^\d+$/.test(at) || asked !== question) return undefined
  const end = Number(at) + size
  const next = end < items.length ? Buffer.from(`${end}:${question}`).toString('base64url') : undefined
  return { items: items.slice(Number(at), end), next }
}
