import type * as z from 'zod/mini'
import { KnownError } from '@/lib/failures/known-error'

/** Stable ids of everything that can go wrong in a way the console expects; each has a row in `lib/failures.ts`. */
export const FAILURE_CODES = [
  'invalid-input',
  'unknown-target',
  'not-found',
  'not-a-function-url',
  'already-exists',
  'changed-elsewhere',
  'refused-by-aws',
  'policy-too-large',
  'public-policy',
  'operation-unknown',
  'access-denied',
  'credentials-missing',
  'credentials-expired',
  'credentials-invalid',
  'clock-skew',
  'role-not-assumable',
  'throttled',
  'timed-out',
  'unreachable',
  'aws-failed',
  'not-from-aws',
  'aborted',
  'signed-out',
  'token-refused',
  'token-limit',
  'sign-in-refused',
  'not-allowed',
  'proof-needed',
  'second-person',
  'read-only',
  'confirmation-mismatch',
  'busy',
  'sending-limit',
  'record-unavailable',
  'record-locked',
  'record-full',
  'record-read-only',
  'record-damaged',
  'record-gone',
  'database-down',
  'database-refused',
  'database-untrusted',
  'database-crowded',
  'database-slow',
  'record-tampered',
  'new-version',
  'internal',
] as const

export type FailureCode = (typeof FAILURE_CODES)[number]

/** What AWS itself said, kept word for word for the person who has to search for it. */
export interface AwsAnswer {
  operation: string
  name: string
  message: string
  httpStatus?: number
  requestId?: string
}

/** A problem of one input field: `path` is the field's name in the form and in the API (`Cors.AllowOrigins.0`). */
export interface Issue {
  path: string
  message: string
}

/**
 * An expected failure: a value, never thrown to the browser. `message` is one whole sentence for people;
 * cause and cure stand in the table of failures under `code`.
 */
export interface Failure {
  code: FailureCode
  message: string
  aws?: AwsAnswer
  /** For `access-denied`: the IAM action and resource that are missing, as AWS names them. */
  missing?: { action: string; resource: string; principal?: string }
  /** For `not-allowed`: the operation of the table of rights that is missing, and whether somebody can be asked for it. */
  right?: { operation: string; canBeAskedFor: boolean }
  issues?: Issue[]
  /** For addresses that name nothing: which part is unknown, and the nearest that exists. */
  unknown?: { part: 'account' | 'region' | 'functionName' | 'qualifier'; value: string; nearest?: string }
  /** Seconds after which it may be tried again, for `token-limit`. */
  retryAfter?: number
  /** All is as it was asked for already. */
  isNothingToDo?: true
  /** Id of the log line that holds what must not be shown, for `internal`. */
  logId?: string
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const failed = (failure: Failure): Result<never> => ({ ok: false, failure })

/** The one exception of ours: verbs throw it (through `fail`), doorways turn it into a `Result`. */
export class FailureError extends KnownError {
  static override readonly errorName = 'FailureError'

  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

/** For `fail`: what was asked for is so already. */
export const NOTHING_TO_DO = { isNothingToDo: true } as const

/** Ends a verb with an expected failure. */
export function fail(
  code: FailureCode,
  message: string,
  rest: Omit<Failure, 'code' | 'message'> = {},
): never {
  throw new FailureError({ code, message, ...rest })
}

/** A zod error as a failure whose issues carry dotted paths and so land on their fields. */
export function invalidInput(error: z.core.$ZodError): Failure {
  return {
    code: 'invalid-input',
    message: 'Some of what was entered is not valid.',
    issues: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  }
}
