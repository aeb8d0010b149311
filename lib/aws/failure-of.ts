import 'server-only'
import { ForeignAnswerError } from '@/lib/aws/believe-aws'
import { BROKE, isCertificateProblem, NEVER_CONNECTED } from '@/lib/aws/connection-errors'
import { AWS_ERROR_NAMES } from '@/lib/failures/aws-error-names'
import { type AwsAnswer, type Failure, type FailureCode, FailureError } from '@/lib/failures/result'
import type { Target } from '@/lib/identity/schema'

/** Which call went wrong. */
export interface CallDescription {
  /** As the API names it: `GetPolicy`. */
  operation: string
  /** The ARN it is about, where it is about one. */
  resource?: string
  target?: Target
  /** The service's prefix in IAM; `lambda` unless told. */
  service?: string
}

interface SdkError {
  name: string
  message: string
  code: string
  status: number | undefined
  requestId: string | undefined
  /** What somebody else answered in AWS's place. */
  foreign?: string
}

/** The expected failure that an error of the SDK, of the network or of the credentials stands for. */
export function failureOf(error: unknown, about: CallDescription): Failure {
  if (error instanceof FailureError) return error.failure
  const found = readError(error)
  const code = codeOf(found, about)
  const failure: Failure = { code, message: failureSentence(code, found, about) }
  if (code === 'access-denied') failure.missing = missingOf(found, about)
  if (found.foreign) return failure
  if (found.status !== undefined || AWS_ERROR_NAMES[found.name]) failure.aws = awsAnswer(found, about)
  return failure
}

function readError(error: unknown): SdkError {
  if (!(error instanceof Error)) return { ...NO_ERROR, message: String(error) }
  const metadata = '$metadata' in error ? (error.$metadata as Record<string, unknown> | undefined) : undefined
  return {
    name: error.name,
    message: error.message,
    code: 'code' in error ? String(error.code) : '',
    status: typeof metadata?.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined,
    requestId: typeof metadata?.requestId === 'string' ? metadata.requestId : undefined,
    foreign: error instanceof ForeignAnswerError ? error.what : undefined,
  }
}

const NO_ERROR: SdkError = { name: 'Error', message: '', code: '', status: undefined, requestId: undefined }

function codeOf(error: SdkError, { operation }: CallDescription): FailureCode {
  const { name, message, code, status } = error
  if (error.foreign) return 'not-from-aws'
  if (name === 'ResourceConflictException' && /^(Create|AddPermission)/.test(operation))
    return 'already-exists'
  if (/Signature (expired|not yet current)/i.test(message)) return 'clock-skew'
  if (/\brequestTimeout\b/.test(message)) return 'timed-out'
  // Before the name: the SDK calls connections that broke TimeoutError too.
  if (NEVER_CONNECTED.has(code) || BROKE.has(code) || isCertificateProblem(code) || isHangUp(error))
    return 'unreachable'
  if (isUnknownOperation(message)) return 'operation-unknown'
  const known = AWS_ERROR_NAMES[name] ?? AWS_ERROR_NAMES[code]
  if (known === 'credentials-missing' && /expired/i.test(message)) return 'credentials-expired'
  if (known) return known
  return codeOfStatus(status)
}

/** What AWS answers with 403 to a path that it does not know: no permission is missing. */
const isUnknownOperation = (message: string) =>
  /^Unable to determine service\/operation name to be authorized/i.test(message)

const isHangUp = ({ message }: SdkError) => /socket hang up|premature close/i.test(message)

function codeOfStatus(status: number | undefined): FailureCode {
  if (status === undefined) return 'internal'
  if (status === 429) return 'throttled'
  if (status === 403) return 'access-denied'
  return status >= 400 && status < 500 ? 'refused-by-aws' : 'aws-failed'
}

/** "User: <principal> is not authorized to perform: <action> on resource: <arn> because …" (AWS's usual wording). */
const DENIAL =
  /^User: (?<principal>\S+) is not authorized to perform: (?<action>[\w-]+:\w+)(?: on resource: (?<resource>\S+))?/

function missingOf({ message }: SdkError, about: CallDescription): Failure['missing'] {
  const found = DENIAL.exec(message)?.groups
  return {
    action: found?.action ?? `${about.service ?? 'lambda'}:${about.operation}`,
    resource: found?.resource ?? about.resource ?? '*',
    principal: found?.principal,
  }
}

function awsAnswer(
  { name, message, status, requestId }: SdkError,
  { operation }: CallDescription,
): AwsAnswer {
  return { operation, name, message, httpStatus: status, requestId }
}

function failureSentence(code: FailureCode, error: SdkError, about: CallDescription): string {
  const { operation } = about
  const what = calledThing(about)
  switch (code) {
    case 'not-found':
      return `${operation} found nothing for ${what}.`
    case 'already-exists':
      return `AWS did not carry out ${operation} for ${what}, because it is there already.`
    case 'changed-elsewhere':
      return `AWS did not carry out ${operation} for ${what}, because it was changed in the meantime.`
    case 'policy-too-large':
      return `The policy of ${what} would be larger than the 20,480 characters that AWS allows.`
    case 'public-policy':
      return `Your organization or account forbids public grants, so AWS refused ${operation} for ${what}.`
    case 'operation-unknown':
      return `AWS does not know ${operation} in ${about.target?.region ?? 'this region'} yet.`
    case 'access-denied':
      return `The console is not allowed to call ${operation} for ${what}.`
    case 'throttled':
      return `AWS had too many requests when the console called ${operation} for ${what}.`
    case 'timed-out':
      return `${operation} for ${what} timed out.`
    case 'unreachable':
      return `AWS could not be reached to call ${operation} for ${what}${error.code ? ` (${error.code})` : ''}.`
    case 'aborted':
      return `${operation} for ${what} was ended before it was finished.`
    case 'not-from-aws':
      return `What answered ${operation} for ${what} was not AWS: ${error.foreign}.`
    case 'aws-failed':
      return `${operation} for ${what} failed at AWS.`
    case 'internal':
      return `${operation} for ${what} failed in a way that the console does not know.`
    default:
      return code === 'refused-by-aws' ? `AWS refused ${operation} for ${what}.` : credentialSentence(code)
  }
}

function credentialSentence(code: FailureCode): string {
  if (code === 'credentials-missing') return 'The console has no AWS credentials.'
  if (code === 'credentials-expired') return 'The console’s AWS credentials have expired.'
  if (code === 'clock-skew') return 'AWS refused the request’s signature because of its time.'
  return 'AWS does not accept the console’s credentials.'
}

/** `checkout-api:live in eu-central-1 of account 111111111111`, as far as it is known. */
function calledThing({ resource, target }: CallDescription): string {
  const name = resource?.split(':').slice(6).join(':')
  const place = target && `${target.region} of account ${target.account}`
  if (name) return place ? `${name} in ${place}` : name
  return place ?? 'the console’s own credentials'
}

/** The SDK's or network's own error behind ours. */
const rawOf = (error: unknown) => (error instanceof FailureError ? error.cause : error)

const UNCLEAR: ReadonlySet<FailureCode> = new Set([
  'timed-out',
  'aborted',
  'aws-failed',
  'not-from-aws',
  'internal',
])

/** After this error a write may have had its effect: no answer came back, or AWS answered with a fault of its own. */
export function isUnclear(error: unknown): boolean {
  const found = rawErrorOf(error)
  if (!found || isNeverConnected(found)) return false
  const code = codeOf(found, { operation: '' })
  if (UNCLEAR.has(code)) return true
  return code === 'unreachable' && !isCertificateProblem(found.code)
}

/** This error certainly had no effect and may not happen again: AWS was too busy, or was never reached. */
export function isSafeToRepeat(error: unknown): boolean {
  const found = rawErrorOf(error)
  return found !== undefined && (isNeverConnected(found) || isThrottled(error))
}

/** AWS refused the call because there were too many. */
export function isThrottled(error: unknown): boolean {
  const found = rawErrorOf(error)
  return found !== undefined && codeOf(found, { operation: '' }) === 'throttled'
}

/**
 * AWS refused the signature for its time, so nothing was done. The client has read AWS's own time from that answer and
 * signs by it from now on (SDK, "clock skew correction"): one repeat tells whether that was all.
 */
export function isClockSkew(error: unknown): boolean {
  const found = rawErrorOf(error)
  return found !== undefined && codeOf(found, { operation: '' }) === 'clock-skew'
}

function rawErrorOf(error: unknown): SdkError | undefined {
  const raw = rawOf(error)
  return raw === undefined || raw instanceof FailureError ? undefined : readError(raw)
}

function isNeverConnected({ name, code, message }: SdkError): boolean {
  return (
    NEVER_CONNECTED.has(code) || (name === 'TimeoutError' && /did not establish a connection/.test(message))
  )
}
