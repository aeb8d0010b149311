import 'server-only'
import type { FailureCode } from '@/lib/result'

/** AWS's error names (JSON, REST and Query services spell some differently) and what they mean to us. */
export const AWS_ERROR_NAMES: Readonly<Record<string, FailureCode>> = {
  ResourceNotFoundException: 'not-found',
  ResourceConflictException: 'refused-by-aws',
  ResourceInUseException: 'refused-by-aws',
  ResourceNotReadyException: 'refused-by-aws',
  InvalidParameterValueException: 'refused-by-aws',
  InvalidParameterValue: 'refused-by-aws',
  InvalidParameterCombinationException: 'refused-by-aws',
  InvalidRequestContentException: 'refused-by-aws',
  ValidationException: 'refused-by-aws',
  ValidationError: 'refused-by-aws',
  PublicPolicyException: 'refused-by-aws',
  RequestTooLargeException: 'refused-by-aws',
  UnsupportedMediaTypeException: 'refused-by-aws',
  MalformedPolicyDocumentException: 'refused-by-aws',
  PreconditionFailedException: 'changed-elsewhere',
  PolicyLengthExceededException: 'policy-too-large',
  TooManyRequestsException: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  ThrottledException: 'throttled',
  RequestLimitExceeded: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  LimitExceededException: 'refused-by-aws',
  SlowDown: 'throttled',
  ServiceException: 'aws-failed',
  InternalFailure: 'aws-failed',
  InternalServiceError: 'aws-failed',
  InternalServerError: 'aws-failed',
  InternalServiceFault: 'aws-failed',
  InternalServiceException: 'aws-failed',
  ServiceUnavailable: 'aws-failed',
  ServiceUnavailableException: 'aws-failed',
  AccessDeniedException: 'access-denied',
  AccessDenied: 'access-denied',
  UnauthorizedOperation: 'access-denied',
  NotAuthorized: 'access-denied',
  ExpiredToken: 'credentials-expired',
  ExpiredTokenException: 'credentials-expired',
  UnrecognizedClientException: 'credentials-invalid',
  InvalidClientTokenId: 'credentials-invalid',
  InvalidAccessKeyId: 'credentials-invalid',
  InvalidSignatureException: 'credentials-invalid',
  InvalidSignature: 'credentials-invalid',
  SignatureDoesNotMatch: 'credentials-invalid',
  IncompleteSignature: 'credentials-invalid',
  IncompleteSignatureException: 'credentials-invalid',
  MissingAuthenticationToken: 'credentials-invalid',
  MissingAuthenticationTokenException: 'credentials-invalid',
  AuthFailure: 'credentials-invalid',
  OptInRequired: 'credentials-invalid',
  RegionDisabledException: 'credentials-invalid',
  RequestExpired: 'clock-skew',
  RequestTimeTooSkewed: 'clock-skew',
  CredentialsProviderError: 'credentials-missing',
  TokenProviderError: 'credentials-missing',
  ProviderError: 'credentials-missing',
  TimeoutError: 'timed-out',
  AbortError: 'aborted',
}

/** The connection never came about, so nothing was asked. */
export const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** The connection broke; whether the request had arrived is not known. */
export const BROKE: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'ERR_SOCKET_CLOSED',
])

/** Node's names for certificates that do not convince. */
export const isCertificateProblem = (code: string): boolean =>
  /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|EPROTO|ERR_SSL)/.test(code)
