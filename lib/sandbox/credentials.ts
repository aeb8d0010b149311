import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { SandboxContext, SandboxRequest } from './route'
import type { AccountState, SandboxPrincipal } from './state'

/** Who calls, and which account and region the signature says it is about. */
export interface Signer {
  readonly principal: SandboxPrincipal
  readonly account: AccountState
  readonly region: string
  readonly service: string
}

export type CredentialFailure = 'missing' | 'unknown-key' | 'bad-signature' | 'expired-token' | 'clock-skew'

/** A request that cannot be attributed; each service names the failure in its own words. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError'

  constructor(
    readonly failure: CredentialFailure,
    message: string,
  ) {
    super(message)
  }
}

interface Authorization {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/

const SKEW_MS = 5 * 60 * 1000

/** The parts of a SigV4 Authorization header, or undefined when there is none that can be read. */
export function readAuthorization(request: SandboxRequest): Authorization | undefined {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? '')
  if (match === null) return undefined
  const [, accessKeyId = '', date = '', region = '', service = '', headers = '', signature = ''] = match
  return { accessKeyId, date, region, service, signedHeaders: headers.split(';'), signature }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

// Every service but S3 signs the path encoded once more than it is sent.
function canonicalPath(rawPath: string): string {
  return rawPath.split('/').map(encode).join('/')
}

function canonicalQuery(request: SandboxRequest): string {
  return [...request.url.searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? Number(x > y) - Number(x < y) : Number(a > b) - Number(a < b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function payloadHash(request: SandboxRequest): string {
  return request.headers['x-amz-content-sha256'] === 'UNSIGNED-PAYLOAD'
    ? 'UNSIGNED-PAYLOAD'
    : sha256(request.body)
}

function signatureOf(request: SandboxRequest, authorization: Authorization, secret: string): string {
  const { date, region, service, signedHeaders } = authorization
  const headers = signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`,
  )
  const canonical = [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash(request),
  ].join('\n')
  const scope = `${date}/${region}/${service}/aws4_request`
  const toSign = `AWS4-HMAC-SHA256\n${request.headers['x-amz-date'] ?? ''}\n${scope}\n${sha256(canonical)}`
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request')
  return hmac(key, toSign).toString('hex')
}

function basicTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function checkClock(request: SandboxRequest, now: number): void {
  const stamp = request.headers['x-amz-date'] ?? ''
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)
  if (parts === null) throw new CredentialError('missing', 'Missing Authentication Token')
  const [, y, mo, d, h, mi, s] = parts
  const signedAt = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
  if (signedAt < now - SKEW_MS) {
    const text = `Signature expired: ${stamp} is now earlier than ${basicTime(now - SKEW_MS)} (${basicTime(now)} - 5 min.)`
    throw new CredentialError('clock-skew', text)
  }
  if (signedAt > now + SKEW_MS) {
    const text = `Signature not yet current: ${stamp} is still later than ${basicTime(now + SKEW_MS)} (${basicTime(now)} + 5 min.)`
    throw new CredentialError('clock-skew', text)
  }
}

/**
 * Checks a request's Signature Version 4 and says who sent it.
 * Throws CredentialError for a missing, unknown, wrong or expired credential and for a clock more than 5 minutes off.
 * Source: IAM user guide, "Create a signed AWS API request".
 */
export function authenticate(
  context: Pick<SandboxContext, 'state' | 'now'>,
  request: SandboxRequest,
): Signer {
  const authorization = readAuthorization(request)
  if (authorization === undefined) throw new CredentialError('missing', 'Missing Authentication Token')
  const principal = context.state.credentials.get(authorization.accessKeyId)
  const account = principal && context.state.accounts.get(principal.account)
  const token = request.headers['x-amz-security-token']
  if (principal === undefined || account === undefined || principal.sessionToken !== token) {
    throw new CredentialError('unknown-key', 'The security token included in the request is invalid')
  }
  checkClock(request, context.now())
  const expected = Buffer.from(signatureOf(request, authorization, principal.secretAccessKey))
  if (!timingSafeEqual(expected, Buffer.from(authorization.signature))) {
    const text =
      'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
    throw new CredentialError('bad-signature', text)
  }
  if (principal.expiresAt !== undefined && principal.expiresAt <= context.now()) {
    throw new CredentialError('expired-token', 'The security token included in the request is expired')
  }
  return { principal, account, region: authorization.region, service: authorization.service }
}

/** Whether the principal may not call this action, by exact name (`lambda:GetPolicy`) or service (`lambda:*`). */
export function isDenied(principal: SandboxPrincipal, action: string): boolean {
  return principal.denied.has(action) || principal.denied.has(`${action.split(':')[0]}:*`)
}
