import { timingSafeEqual } from 'node:crypto'
import type { SandboxContext, SandboxRequest } from '@/lib/sandbox/route'
import { type SignatureClaim, type SignedRequest, signatureOf } from '@/lib/sandbox/signature'
import type { AccountState, SandboxPrincipal } from '@/lib/sandbox/state'

/** Who calls, and which account and region the signature says it is about. */
export interface Signer {
  principal: SandboxPrincipal
  account: AccountState
  region: string
}

export type CredentialFailure = 'missing' | 'unknown-key' | 'bad-signature' | 'expired-token' | 'clock-skew'

/** How the JSON services, Lambda's front end among them, name each failure. */
export const CREDENTIAL_ERROR_NAMES: Readonly<Record<CredentialFailure, string>> = {
  missing: 'MissingAuthenticationTokenException',
  'unknown-key': 'UnrecognizedClientException',
  'bad-signature': 'InvalidSignatureException',
  'expired-token': 'ExpiredTokenException',
  'clock-skew': 'InvalidSignatureException',
}

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

interface Claim extends SignatureClaim {
  accessKeyId: string
  signature: string
  sessionToken: string | undefined
  /** Seconds that a signed address is good for; a header has no such time. */
  expires?: number
}

const ALGORITHM = 'AWS4-HMAC-SHA256'
const CREDENTIAL = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/
const SIGNATURE = /^[0-9a-f]{64}$/

const SECOND = 1000
const SKEW_MS = 5 * 60 * SECOND

interface ClaimParts {
  credential: string | null | undefined
  signedHeaders: string | null | undefined
  signature: string | null | undefined
  stamp: string | null | undefined
  sessionToken: string | null | undefined
  expires?: number
}

function readClaim({ credential, signedHeaders, signature, stamp, ...rest }: ClaimParts): Claim | undefined {
  const scope = CREDENTIAL.exec(credential ?? '')
  if (scope === null || !signedHeaders || !SIGNATURE.test(signature ?? '')) return undefined
  const [, accessKeyId = '', date = '', region = '', service = ''] = scope
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    signature: signature ?? '',
    stamp: stamp ?? '',
    sessionToken: rest.sessionToken ?? undefined,
    expires: rest.expires,
  }
}

/** The claim of a SigV4 Authorization header, or undefined when there is none that can be read. */
export function readAuthorization({ headers }: SandboxRequest): Claim | undefined {
  const [algorithm, text = ''] = (headers.authorization ?? '').split(/ (.*)/s)
  if (algorithm !== ALGORITHM) return undefined
  const parts = new Map(
    text.split(',').map((part) => {
      const [, name = '', value = ''] = /^\s*([^=]*)=(.*?)\s*$/s.exec(part) ?? []
      return [name, value] as const
    }),
  )
  return readClaim({
    credential: parts.get('Credential'),
    signedHeaders: parts.get('SignedHeaders'),
    signature: parts.get('Signature'),
    stamp: headers['x-amz-date'],
    sessionToken: headers['x-amz-security-token'],
  })
}

/** The claim of a signed address. Source: IAM user guide, "Authentication methods", query parameters. */
function readSignedAddress({ url }: SandboxRequest): Claim | undefined {
  const query = url.searchParams
  const expires = query.get('X-Amz-Expires') ?? ''
  if (query.get('X-Amz-Algorithm') !== ALGORITHM || !/^\d{1,6}$/.test(expires)) return undefined
  return readClaim({
    credential: query.get('X-Amz-Credential'),
    signedHeaders: query.get('X-Amz-SignedHeaders'),
    signature: query.get('X-Amz-Signature'),
    stamp: query.get('X-Amz-Date'),
    sessionToken: query.get('X-Amz-Security-Token'),
    expires: Number(expires),
  })
}

function linesOf(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []))
}

function signedRequestOf({ method, rawPath, body, raw }: SandboxRequest): SignedRequest {
  const [, rawQuery = ''] = (raw.url ?? '').split(/\?(.*)/s)
  return { method, rawPath, rawQuery, headerLines: linesOf(raw.rawHeaders), body }
}

function basicTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function checkClock({ stamp, expires }: Claim, now: number): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)
  if (parts === null) throw new CredentialError('missing', 'Missing Authentication Token')
  const [, y, mo, d, h, mi, s] = parts
  const signedAt = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
  const goodMs = expires === undefined ? SKEW_MS : expires * SECOND
  if (signedAt < now - goodMs) {
    const span = expires === undefined ? '5 min.' : `${expires} sec.`
    const text = `Signature expired: ${stamp} is now earlier than ${basicTime(now - goodMs)} (${basicTime(now)} - ${span})`
    throw new CredentialError('clock-skew', text)
  }
  if (signedAt > now + SKEW_MS) {
    const text = `Signature not yet current: ${stamp} is still later than ${basicTime(now + SKEW_MS)} (${basicTime(now)} + 5 min.)`
    throw new CredentialError('clock-skew', text)
  }
}

/** Where a signature must be for; a region only where the address says which. */
export interface SignatureScope {
  service: string
  region?: string
}

function checkScope({ service, region, date, stamp, signedHeaders }: Claim, wanted: SignatureScope): void {
  const problems = [
    wanted.region !== undefined && region !== wanted.region
      ? 'Credential should be scoped to a valid region. '
      : '',
    service === wanted.service ? '' : `Credential should be scoped to correct service: '${wanted.service}'. `,
    stamp.startsWith(date)
      ? ''
      : `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${stamp.slice(0, 8)}', from '${stamp}'. `,
    signedHeaders.includes('host') ? '' : "'Host' must be a 'SignedHeader' in the AWS Authorization. ",
  ].join('')
  if (problems !== '') throw new CredentialError('bad-signature', problems)
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

/** Whether the request says that it is signed, rightly or not. */
export function isSigned(request: SandboxRequest): boolean {
  return (readAuthorization(request) ?? readSignedAddress(request)) !== undefined
}

/**
 * Checks a request's Signature Version 4, in a header or in the address, and says who sent it.
 * Throws CredentialError for a missing, unknown, wrong or expired credential, for a signature that is for something
 * else, and for a clock more than 5 minutes off.
 * Source: IAM user guide, "Create a signed AWS API request".
 */
export function authenticate(
  context: Pick<SandboxContext, 'state' | 'now'>,
  request: SandboxRequest,
  wanted: SignatureScope,
): Signer {
  const claim = readAuthorization(request) ?? readSignedAddress(request)
  if (claim === undefined) throw new CredentialError('missing', 'Missing Authentication Token')
  const principal = context.state.credentials.get(claim.accessKeyId)
  const account = principal && context.state.accounts.get(principal.account)
  if (principal === undefined || account === undefined || principal.sessionToken !== claim.sessionToken) {
    throw new CredentialError('unknown-key', 'The security token included in the request is invalid')
  }
  // A region that is not switched on knows no token of the account; what STS answers for it is not regional here.
  if (claim.service !== 'sts' && account.disabledRegions.includes(claim.region)) {
    throw new CredentialError('unknown-key', 'The security token included in the request is invalid')
  }
  checkClock(claim, context.now())
  checkScope(claim, wanted)
  const expected = Buffer.from(signatureOf(signedRequestOf(request), claim, principal.secretAccessKey))
  if (!timingSafeEqual(expected, Buffer.from(claim.signature))) {
    throw new CredentialError('bad-signature', MISMATCH)
  }
  if (principal.expiresAt !== undefined && principal.expiresAt <= context.now()) {
    throw new CredentialError('expired-token', 'The security token included in the request is expired')
  }
  return { principal, account, region: claim.region }
}

/** Whether the principal may not call this action, by exact name (`lambda:GetPolicy`) or service (`lambda:*`). */
export function isDenied(principal: SandboxPrincipal, action: string): boolean {
  if (principal.allowed && !principal.allowed.has(action)) return true
  return principal.denied.has(action) || principal.denied.has(`${action.split(':')[0]}:*`)
}
