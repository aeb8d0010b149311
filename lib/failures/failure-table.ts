import type { FailureCode } from '@/lib/failures/result'
import type { AwsDocumentation } from '@/lib/text/aws-documentation'

/** What people read beside the failure's own sentence. */
export interface FailureText {
  /** Two to five words. */
  title: string
  /** Why it happens, in whole sentences. */
  cause: string
  /** What to do next, in whole sentences. */
  cure: string
  /** What AWS says about it. */
  documentation?: AwsDocumentation
}

/** Every failure the console knows, with its cause and its next step. */
export const FAILURES: Record<FailureCode, FailureText> = {
  'invalid-input': {
    title: 'Not valid',
    cause: 'A value breaks one of the rules that AWS or the console has for it.',
    cure: 'Correct what is marked and try again.',
  },
  'unknown-target': {
    title: 'Unknown account or region',
    cause:
      'The console was not told about this account or region, or its credentials belong to another account now.',
    cure: 'Check the address, or add the region to CONSOLE_REGIONS or a role to CONSOLE_ROLE_ARNS and restart the console.',
  },
  'not-found': {
    title: 'Not found',
    cause: 'It does not exist in this account and region, or no longer.',
    cure: 'Check the name, or go back to the list and read it again.',
  },
  'not-a-function-url': {
    title: 'Not a function URL',
    cause:
      'The address is not one of the host pattern of function URLs, or its name leads to an address that is not public.',
    cure: 'Check CONSOLE_FUNCTION_URL_HOST and the name service of the console’s computer; nothing was sent.',
  },
  'already-exists': {
    title: 'Already there',
    cause: 'Something of this name exists already, perhaps made by somebody else a moment ago.',
    cure: 'Read the current state, then decide whether to change it or to choose another name.',
  },
  'changed-elsewhere': {
    title: 'Changed elsewhere',
    cause: 'Somebody or something else changed it after the console had read it.',
    cure: 'Look at the current state and review your change again; nothing of theirs was overwritten.',
  },
  'refused-by-aws': {
    title: 'Refused by AWS',
    cause: 'AWS checked the request and did not accept it.',
    cure: 'AWS’s own message below says what it wants changed.',
  },
  'policy-too-large': {
    title: 'Policy too large',
    cause: 'A resource-based policy of a function has at most 20,480 characters, all statements together.',
    cure: 'Remove statements that are no longer needed, or replace several by one.',
    documentation: 'quotas',
  },
  'public-policy': {
    title: 'Public grants are forbidden',
    cause: 'Your organization or account forbids statements that grant access to everyone.',
    cure: 'Grant to accounts, roles or an organization instead, or ask whoever manages the organization or the account.',
    documentation: 'urlAccess',
  },
  'operation-unknown': {
    title: 'Not available here yet',
    cause:
      'AWS does not know this operation in this region, partition or endpoint yet; it is not a missing permission.',
    cure: 'Use what the console offers instead, or try again when the region has it.',
  },
  'access-denied': {
    title: 'Access denied',
    cause:
      'The console’s credentials may not do this: an identity policy lacks the action, or a policy denies it.',
    cure: 'Have the missing IAM action added to the console’s role or user, then try again.',
  },
  'credentials-missing': {
    title: 'No credentials',
    cause: 'The console found no AWS credentials in its environment, its profile or its container.',
    cure: 'Set AWS_PROFILE or the AWS access keys, or sign in with “aws sso login”, and restart the console.',
  },
  'credentials-expired': {
    title: 'Credentials expired',
    cause: 'The temporary credentials that the console uses have run out.',
    cure: 'Renew them, for instance with “aws sso login”, and try again; what you entered is kept.',
  },
  'credentials-invalid': {
    title: 'Credentials not accepted',
    cause:
      'AWS does not know the access key, the secret does not belong to it, or the region is not enabled in the account.',
    cure: 'Check the access key, the secret and the session token, and whether the account has enabled this region.',
  },
  'clock-skew': {
    title: 'Clock is wrong',
    cause: 'AWS refuses signatures whose time differs from its own by more than a few minutes.',
    cure: 'Correct the clock of the computer that the console runs on, then try again.',
    documentation: 'signatures',
  },
  'role-not-assumable': {
    title: 'Role cannot be assumed',
    cause:
      'The role’s trust policy does not name the console, the console is not allowed to call sts:AssumeRole, or the role is gone.',
    cure: 'Allow the console’s principal in the role’s trust policy and sts:AssumeRole in its own policy.',
  },
  throttled: {
    title: 'Too many requests',
    cause:
      'AWS allows few control-plane calls a second for each account and region, shared by everything in the account.',
    cure: 'Wait a few seconds and try again.',
    documentation: 'quotas',
  },
  'timed-out': {
    title: 'Timed out',
    cause: 'AWS or the network did not respond in time.',
    cure: 'Try again; if it happens often, check the network between the console and AWS.',
  },
  unreachable: {
    title: 'Not reachable',
    cause:
      'No connection could be made, or it broke: the network, a proxy, the name service or the endpoint is the cause.',
    cure: 'Check the network and the endpoint that the console was given, then try again.',
  },
  'aws-failed': {
    title: 'AWS failed',
    cause: 'AWS responded with an internal error, or with something that is not a valid response.',
    cure: 'Try again in a moment; the AWS Health Dashboard tells of longer disturbances.',
  },
  'not-from-aws': {
    title: 'Not a response from AWS',
    cause:
      'Something between the console and AWS answered in its place, or AWS’s response arrived broken: a proxy, a sign-in page of the network, a gateway.',
    cure: 'Open the network’s sign-in page if it has one, or let requests to AWS pass the proxy, then try again; nothing in that response was used.',
  },
  aborted: {
    title: 'Cancelled',
    cause: 'The request was ended before it was finished, usually because the page was left.',
    cure: 'Try again if you still want it.',
  },
  'signed-out': {
    title: 'Not signed in',
    cause: 'Nobody has signed in here, or the session has ended or was ended by somebody.',
    cure: 'Sign in again; what you typed is kept.',
  },
  'token-refused': {
    title: 'Token refused',
    cause:
      'The token of this request is none of this console, has expired, was revoked, or whoever made it may not sign in any more. Tokens are for GET requests below /api/ alone.',
    cure: 'Make a new token under Settings, Tokens, and send it as “Authorization: Bearer fuc_…”.',
  },
  'token-limit': {
    title: 'Token asks too often',
    cause: 'A token may ask 600 times a minute, so that one script does not take the console from everybody.',
    cure: 'Wait as many seconds as Retry-After says, then ask less often.',
  },
  'sign-in-refused': {
    title: 'Sign-in was not accepted',
    cause:
      'Login or password are not right or were tried too often, a link was used or is too old, or what the provider of sign-in answered cannot be believed.',
    cure: 'Begin the sign-in once more. If it goes on, ask an administrator of this console: the log says why.',
  },
  'not-allowed': {
    title: 'Not allowed for you',
    cause: 'Your role lets you see this, and not do what you asked for.',
    cure: 'Send it as a request where that is offered, or ask an administrator of this console for the role.',
  },
  'proof-needed': {
    title: 'Prove that it is you',
    cause:
      'What opens, deletes or gives rights takes a sign-in, or your password once more, of the last five minutes.',
    cure: 'Prove it and go on; what you typed is kept.',
  },
  'second-person': {
    title: 'This takes a second person',
    cause:
      'The function URL is protected: deleting it and making it public take somebody who asks and somebody else who approves.',
    cure: 'Send it as a request where people sign in. Otherwise an administrator removes the mark first, which stands in the record.',
  },
  'read-only': {
    title: 'Read-only',
    cause: 'The console was started with CONSOLE_READ_ONLY=true.',
    cure: 'Restart it without that setting to make changes.',
  },
  'confirmation-mismatch': {
    title: 'Confirmation does not match',
    cause: 'The text typed to confirm is not the one that was asked for.',
    cure: 'Type the text exactly as shown.',
  },
  busy: {
    title: 'Another change is under way',
    cause: 'The console changes one function at a time, so that two changes never mix.',
    cure: 'Wait until the other change is done, look at its result, and try again.',
  },
  'sending-limit': {
    title: 'Too many requests at once',
    cause: 'The console sends a person’s requests to function URLs one by one, and not as a load test would.',
    cure: 'Wait until other requests have finished, or for a minute, and send it again; nothing was sent.',
  },
  'record-unavailable': {
    title: 'Record not available',
    cause: 'The database cannot be read or written.',
    cure: 'Check what the message names, then try again; until then nothing is changed.',
  },
  'record-locked': {
    title: 'Record is locked',
    cause: 'Another program has held the database locked for several seconds.',
    cure: 'End that program, or wait until it is done, then try again; until then nothing is changed.',
  },
  'record-full': {
    title: 'No room for the record',
    cause: 'The disk that the database lies on is full, or its quota is used up.',
    cure: 'Free space, then try again; no restart is needed, and until then nothing is changed.',
  },
  'record-read-only': {
    title: 'Record is read-only',
    cause:
      'The database may not be written by the user that the console runs as, or its server is a standby.',
    cure: 'Make it writable for that user, or name the primary server; until then nothing is changed.',
  },
  'record-damaged': {
    title: 'Record is damaged',
    cause:
      'The database holds something that it did not write itself: a fault of the disk, or another program.',
    cure: 'Keep a copy, put back a good one in its place and try again; the console takes it without a restart.',
  },
  'record-gone': {
    title: 'Record file is gone',
    cause: 'The database file was removed or moved while the console was running.',
    cure: 'Put it back and try again; no restart is needed, and until then nothing is changed.',
  },
  'database-down': {
    title: 'Database not reachable',
    cause: 'The PostgreSQL server does not answer, or cut the connection.',
    cure: 'Start it, or correct DATABASE_URL; no restart of the console is needed, and until then nothing is changed.',
  },
  'database-refused': {
    title: 'Database refuses the console',
    cause: 'The PostgreSQL server does not let this user in, or gives it no right to what the console needs.',
    cure: 'Correct user, password, database or rights; until then nothing is changed.',
  },
  'database-untrusted': {
    title: 'Database cannot be trusted',
    cause:
      'The PostgreSQL server has no TLS, or a certificate that is not of this name or of no known authority.',
    cure: 'Give it one, or say in DATABASE_URL which authority is trusted; until then nothing is changed.',
  },
  'database-crowded': {
    title: 'Too many database connections',
    cause: 'The PostgreSQL server has given all its connections away.',
    cure: 'Raise its limit or lower that of each console, then try again; until then nothing is changed.',
  },
  'database-slow': {
    title: 'Database too slow',
    cause: 'The PostgreSQL server did not answer a statement in time.',
    cure: 'Look at its load and at what waits there, then try again.',
  },
  'record-tampered': {
    title: 'Record was changed',
    cause:
      'The record is not what the console wrote: an entry was edited, removed or moved, or the file was replaced.',
    cure: 'Find out who changed the file, keep a copy of it, and acknowledge on Activity what was found; until then nothing is changed.',
  },
  'new-version': {
    title: 'New version running',
    cause: 'The console was updated while this page was open.',
    cure: 'Reload the page; what you entered is kept.',
  },
  internal: {
    title: 'Something went wrong',
    cause: 'The console met a situation that it does not know.',
    cure: 'Try again; if it stays, look for the id in the console’s log.',
  },
}
