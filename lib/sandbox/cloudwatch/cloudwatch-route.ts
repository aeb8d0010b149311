import { getMetricData } from '@/lib/sandbox/cloudwatch/get-metric-data'
import { listMetrics } from '@/lib/sandbox/cloudwatch/list-metrics'
import { CREDENTIAL_ERROR_NAMES } from '@/lib/sandbox/credentials'
import { metricsOf } from '@/lib/sandbox/metrics'
import type { SandboxContext, SandboxRequest, SandboxRoute } from '@/lib/sandbox/route'
import { ServiceError } from '@/lib/sandbox/service-error'
import { type Dialect, type SignedCall, serveSignedCall, type WireAnswer } from '@/lib/sandbox/signed-call'

const TARGET = 'GraniteServiceVersion20100801.'

/** Codes that the service's older, query-shaped protocol spells otherwise; clients are told both. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ExpiredTokenException: 'ExpiredToken',
  InvalidParameterValueException: 'InvalidParameterValue',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
}

function answer(status: number, requestId: string, body: unknown): WireAnswer {
  const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': requestId }
  return { status, headers, body: JSON.stringify(body) }
}

// AWS JSON 1.0: the error's name is in the body's __type; the header carries the query protocol's name.
const dialect: Dialect = {
  credentialFailure: (error) =>
    new ServiceError(403, CREDENTIAL_ERROR_NAMES[error.failure], { message: error.message }),
  render: (error, requestId) => {
    const plain = answer(error.status, requestId, { __type: error.code, ...error.body })
    const fault = error.status < 500 ? 'Sender' : 'Receiver'
    const queryError = `${QUERY_CODES[error.code] ?? error.code};${fault}`
    return { ...plain, headers: { ...plain.headers, ...error.headers, 'x-amzn-query-error': queryError } }
  },
}

function readBody(request: SandboxRequest): unknown {
  try {
    return JSON.parse(request.body.toString() || '{}')
  } catch {
    return undefined
  }
}

function signedCall(context: SandboxContext, request: SandboxRequest): SignedCall {
  const operation = (request.headers['x-amz-target'] ?? '').slice(TARGET.length)
  const body = readBody(request)
  return {
    service: 'cloudwatch',
    operation,
    parameters: typeof body === 'object' && body !== null ? { ...body } : {},
    isThrottled: false,
    dialect,
    resource: () => '*',
    run: ({ account, region }, requestId) => {
      if (body === undefined) throw new ServiceError(400, 'SerializationException', {})
      const metrics = metricsOf(context.state)
      metrics.catchUp(context.now())
      if (operation === 'GetMetricData')
        return answer(200, requestId, getMetricData({ metrics, account, region }, body))
      if (operation === 'ListMetrics')
        return answer(200, requestId, listMetrics({ metrics, account, region, now: context.now() }, body))
      throw new ServiceError(400, 'UnknownOperationException', {})
    },
  }
}

/** CloudWatch's two operations that the console needs, in the protocol that the SDKs speak (AWS JSON 1.0). */
export const cloudwatchRoute: SandboxRoute = {
  name: 'CloudWatch',
  matches: (request) => (request.headers['x-amz-target'] ?? '').startsWith(TARGET),
  handle: (context, request, response) =>
    serveSignedCall(context, request, response, signedCall(context, request)),
}
