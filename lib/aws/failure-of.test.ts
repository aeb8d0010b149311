import { describe, expect, test } from 'vitest'
import { type CallDescription, failureOf, isSafeToRepeat, isUnclear } from '@/lib/aws/failure-of'
import { AWS_ERROR_NAMES } from '@/lib/failures/aws-error-names'
import { FAILURES } from '@/lib/failures/failure-table'
import { type FailureCode, FailureError } from '@/lib/failures/result'

const about: CallDescription = {
  operation: 'GetPolicy',
  resource: 'arn:aws:lambda:eu-central-1:111111111111:function:checkout-api:live',
  target: { account: '111111111111', region: 'eu-central-1' },
}

interface Said {
  message?: string
  code?: string
  status?: number
}

function awsError(name: string, { message = 'As AWS says.', code, status }: Said = {}): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status, requestId: 'r-1' } }
  return Object.assign(new Error(message), { name, ...metadata, ...(code ? { code } : {}) })
}

/** What the SDK, Node and AWS throw, and what a write may take from it. */
const CASES: [name: string, said: Said, code: FailureCode, effect: 'none' | 'repeat' | 'unclear'][] = [
  ['ResourceNotFoundException', { status: 404 }, 'not-found', 'none'],
  ['ResourceConflictException', { status: 409 }, 'refused-by-aws', 'none'],
  ['InvalidParameterValueException', { status: 400 }, 'refused-by-aws', 'none'],
  ['ValidationException', { status: 400 }, 'refused-by-aws', 'none'],
  ['PreconditionFailedException', { status: 412 }, 'changed-elsewhere', 'none'],
  ['PolicyLengthExceededException', { status: 400 }, 'policy-too-large', 'none'],
  ['TooManyRequestsException', { status: 429 }, 'throttled', 'repeat'],
  ['ThrottlingException', { status: 400 }, 'throttled', 'repeat'],
  ['ServiceException', { status: 500 }, 'aws-failed', 'unclear'],
  ['InternalFailure', { status: 500 }, 'aws-failed', 'unclear'],
  ['ServiceUnavailableException', { status: 503 }, 'aws-failed', 'unclear'],
  ['AccessDeniedException', { status: 403 }, 'access-denied', 'none'],
  ['ExpiredTokenException', { status: 403 }, 'credentials-expired', 'none'],
  ['ExpiredToken', { status: 403 }, 'credentials-expired', 'none'],
  ['UnrecognizedClientException', { status: 403 }, 'credentials-invalid', 'none'],
  ['InvalidClientTokenId', { status: 403 }, 'credentials-invalid', 'none'],
  ['InvalidSignatureException', { status: 403 }, 'credentials-invalid', 'none'],
  [
    'InvalidSignatureException',
    { status: 403, message: 'Signature expired: 20261123T100000Z is now earlier than …' },
    'clock-skew',
    'none',
  ],
  [
    'SignatureDoesNotMatch',
    { status: 403, message: 'Signature not yet current: 20261123T120000Z' },
    'clock-skew',
    'none',
  ],
  ['IncompleteSignatureException', { status: 400 }, 'credentials-invalid', 'none'],
  ['MissingAuthenticationTokenException', { status: 403 }, 'credentials-invalid', 'none'],
  [
    'CredentialsProviderError',
    { message: 'Could not load credentials from any providers' },
    'credentials-missing',
    'none',
  ],
  ['CredentialsProviderError', { message: 'The SSO session has expired.' }, 'credentials-expired', 'none'],
  ['SomethingNewException', { status: 400 }, 'refused-by-aws', 'none'],
  ['SomethingNewException', { status: 403 }, 'access-denied', 'none'],
  ['SomethingNewException', { status: 429 }, 'throttled', 'repeat'],
  ['SomethingNewException', { status: 502 }, 'aws-failed', 'unclear'],
  ['SyntaxError', { status: 200, message: 'Unexpected token < in JSON' }, 'aws-failed', 'unclear'],
  [
    'TimeoutError',
    { message: 'a request has exceeded the configured 5000 ms requestTimeout' },
    'timed-out',
    'unclear',
  ],
  [
    'TimeoutError',
    {
      message:
        'the request socket did not establish a connection with the server within the configured timeout',
    },
    'timed-out',
    'repeat',
  ],
  ['AbortError', { message: 'Request aborted' }, 'aborted', 'unclear'],
  ['Error', { code: 'ECONNREFUSED' }, 'unreachable', 'repeat'],
  ['AggregateError', { code: 'ECONNREFUSED' }, 'unreachable', 'repeat'],
  ['Error', { code: 'ENOTFOUND' }, 'unreachable', 'repeat'],
  ['Error', { code: 'EAI_AGAIN' }, 'unreachable', 'repeat'],
  ['Error', { code: 'ECONNRESET' }, 'unreachable', 'unclear'],
  ['TimeoutError', { code: 'ECONNRESET', message: 'socket hang up' }, 'unreachable', 'unclear'],
  ['Error', { code: 'EPIPE' }, 'unreachable', 'unclear'],
  ['Error', { message: 'socket hang up' }, 'unreachable', 'unclear'],
  ['Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'unreachable', 'none'],
  ['TypeError', { message: 'x is not a function' }, 'internal', 'unclear'],
]

describe('failureOf', () => {
  test.each(CASES)('%s %j is %s', (name, said, code) => {
    const failure = failureOf(awsError(name, said), about)
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(/^[A-Z].*\.$/)
  })

  test.each(['CreateFunctionUrlConfig', 'AddPermission'])(
    'a conflict of %s means that it is there already',
    (operation) => {
      const error = awsError('ResourceConflictException', { status: 409 })
      expect(failureOf(error, { ...about, operation }).code).toBe('already-exists')
    },
  )

  test.each(Object.entries(AWS_ERROR_NAMES))('the name %s leads to a row of the table', (name, code) => {
    expect(FAILURES[code]).toBeDefined()
    expect(failureOf(awsError(name), about).message).toMatch(/^[A-Z].*\.$/)
  })

  test('keeps what AWS said word for word', () => {
    const error = awsError('ValidationException', { status: 400, message: '1 validation error detected' })
    expect(failureOf(error, about).aws).toEqual({
      operation: 'GetPolicy',
      name: 'ValidationException',
      message: '1 validation error detected',
      httpStatus: 400,
      requestId: 'r-1',
    })
  })

  test('names who lacks which action on what', () => {
    const message =
      'User: arn:aws:iam::111111111111:user/mia is not authorized to perform: lambda:GetPolicy on resource: arn:aws:lambda:eu-central-1:111111111111:function:checkout-api because no identity-based policy allows the lambda:GetPolicy action'
    expect(failureOf(awsError('AccessDeniedException', { status: 403, message }), about).missing).toEqual({
      action: 'lambda:GetPolicy',
      resource: 'arn:aws:lambda:eu-central-1:111111111111:function:checkout-api',
      principal: 'arn:aws:iam::111111111111:user/mia',
    })
  })

  test('names action and resource also when AWS does not', () => {
    const denied = awsError('AccessDenied', { status: 403, message: 'No.' })
    expect(failureOf(denied, about).missing).toMatchObject({
      action: 'lambda:GetPolicy',
      resource: about.resource,
    })
    expect(failureOf(denied, { operation: 'GetMetricData', service: 'cloudwatch' }).missing).toMatchObject({
      action: 'cloudwatch:GetMetricData',
      resource: '*',
    })
  })

  test('says what it was about', () => {
    const { message } = failureOf(awsError('Error', { code: 'ECONNRESET' }), about)
    expect(message).toBe(
      'AWS could not be reached to call GetPolicy for checkout-api:live in eu-central-1 of account 111111111111 (ECONNRESET).',
    )
  })

  test('a failure stays what it is', () => {
    const failure = { code: 'read-only' as const, message: 'No.' }
    expect(failureOf(new FailureError(failure), about)).toBe(failure)
  })
})

describe('isUnclear and isSafeToRepeat', () => {
  test.each(CASES)('%s %j (%s): %s', (name, said, _, effect) => {
    const error = awsError(name, said)
    const wrapped = Object.assign(new FailureError(failureOf(error, about)), { cause: error })
    for (const each of [error, wrapped]) {
      expect(isUnclear(each)).toBe(effect === 'unclear')
      expect(isSafeToRepeat(each)).toBe(effect === 'repeat')
    }
  })

  test('what never went out had no effect', () => {
    const error = new FailureError({ code: 'unknown-target', message: 'No.' })
    expect([isUnclear(error), isSafeToRepeat(error)]).toEqual([false, false])
  })
})
