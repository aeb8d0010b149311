/** An answer that a service gives on purpose: status, error name, and the members of its body as AWS spells them. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly body: Readonly<Record<string, unknown>>,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(String(body.message ?? body.Message ?? code))
  }
}

/** 404; like PublicPolicyException, and unlike every other Lambda error, it spells its text member with a capital M. */
export function resourceNotFound(message: string): ServiceError {
  return new ServiceError(404, 'ResourceNotFoundException', { Type: 'User', Message: message })
}

/** What Get, Delete and GetPolicy say whatever it is that is missing. */
export function requestedResourceNotFound(): ServiceError {
  return resourceNotFound('The resource you requested does not exist.')
}

export function functionNotFound(arn: string): ServiceError {
  return resourceNotFound(`Function not found: ${arn}`)
}

export function resourceConflict(message: string): ServiceError {
  return new ServiceError(409, 'ResourceConflictException', { Type: 'User', message })
}

export function invalidParameterValue(message: string): ServiceError {
  return new ServiceError(400, 'InvalidParameterValueException', { Type: 'User', message })
}

export function preconditionFailed(message: string): ServiceError {
  return new ServiceError(412, 'PreconditionFailedException', { Type: 'User', message })
}

export function policyLengthExceeded(message: string): ServiceError {
  return new ServiceError(400, 'PolicyLengthExceededException', { Type: 'User', message })
}

/**
 * The account or its organization allows no grant to everybody. The text is the API model's: the service's own words
 * were not recorded.
 */
export function publicPolicy(): ServiceError {
  return new ServiceError(400, 'PublicPolicyException', {
    Type: 'User',
    Message:
      'The resource-based policy you tried to add to the Lambda resource would grant public access to it, ' +
      "which isn't allowed.",
  })
}

export function accessDenied(message: string): ServiceError {
  return new ServiceError(403, 'AccessDeniedException', { Message: message })
}

/** What Lambda's front end says to a path and method that belong to none of its operations. */
export function unknownOperation(): ServiceError {
  return accessDenied('Unable to determine service/operation name to be authorized')
}

/** The caller asked faster than the account and region may; `Retry-After` is in seconds. */
export function rateExceeded(): ServiceError {
  return new ServiceError(
    429,
    'TooManyRequestsException',
    { Reason: 'CallerRateLimitExceeded', Type: 'User', message: 'Rate exceeded' },
    { 'Retry-After': '1' },
  )
}

/** The front end's answer to input that breaks the model, all violations in one message; it has no Type member. */
export function validationFailed(violations: readonly string[]): ServiceError {
  const noun = violations.length === 1 ? 'error' : 'errors'
  const message = `${violations.length} validation ${noun} detected: ${violations.join('; ')}`
  return new ServiceError(400, 'ValidationException', { message })
}
