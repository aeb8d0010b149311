import { randomBytes } from 'node:crypto'
import { addCredential } from '@/lib/sandbox/build'
import type { InputRules } from '@/lib/sandbox/constraints'
import { type CredentialFailure, readAuthorization, type Signer } from '@/lib/sandbox/credentials'
import type { SandboxContext, SandboxRequest, SandboxRoute } from '@/lib/sandbox/route'
import { accessDenied, ServiceError } from '@/lib/sandbox/service-error'
import { type Dialect, type SignedCall, serveSignedCall, type WireAnswer } from '@/lib/sandbox/signed-call'
import type { SandboxState } from '@/lib/sandbox/state'
import { refusedAction } from '@/lib/sandbox/trust-policy'
import { validateInput } from '@/lib/sandbox/validation'

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'
const VERSION = '2011-06-15'
const SECOND = 1000
const DEFAULT_DURATION_SECONDS = 3600

const CODES: Readonly<Record<CredentialFailure, string>> = {
  missing: 'MissingAuthenticationToken',
  'unknown-key': 'InvalidClientTokenId',
  'bad-signature': 'SignatureDoesNotMatch',
  'expired-token': 'ExpiredToken',
  'clock-skew': 'SignatureDoesNotMatch',
}

// The Query protocol's names of errors that the REST services spell with Exception at the end.
const QUERY_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ValidationException: 'ValidationError',
  TooManyRequestsException: 'Throttling',
}

const ASSUME_ROLE_RULES: InputRules = {
  RoleArn: { in: 'body', isRequired: true, shape: { type: 'string', min: 20, max: 2048, pattern: '\\S+' } },
  RoleSessionName: {
    in: 'body',
    isRequired: true,
    shape: { type: 'string', min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
  },
  DurationSeconds: { in: 'body', shape: { type: 'integer', min: 900, max: 43200 } },
  ExternalId: { in: 'body', shape: { type: 'string', min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' } },
  SourceIdentity: { in: 'body', shape: { type: 'string', min: 2, max: 64, pattern: '[\\w+=,.@-]*' } },
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

type XmlTree = { readonly [name: string]: string | XmlTree }

function toXml(tree: XmlTree): string {
  const element = ([name, value]: [string, string | XmlTree]) =>
    `<${name}>${typeof value === 'string' ? escapeXml(value) : toXml(value)}</${name}>`
  return Object.entries(tree).map(element).join('')
}

function xmlAnswer(status: number, root: string, tree: XmlTree, requestId: string): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId },
    body: `<${root} xmlns="${NAMESPACE}">${toXml(tree)}</${root}>`,
  }
}

function success(operation: string, result: XmlTree, requestId: string): WireAnswer {
  const tree = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: requestId } }
  return xmlAnswer(200, `${operation}Response`, tree, requestId)
}

const dialect: Dialect = {
  credentialFailure: (error) => new ServiceError(403, CODES[error.failure], { message: error.message }),
  render: (error, requestId) => {
    const Code = QUERY_CODES[error.code] ?? error.code
    const Type = error.status < 500 ? 'Sender' : 'Receiver'
    const tree = { Error: { Type, Code, Message: error.message }, RequestId: requestId }
    return xmlAnswer(error.status, 'ErrorResponse', tree, requestId)
  },
}

function getCallerIdentity(caller: Signer, requestId: string): WireAnswer {
  const { arn, userId, account } = caller.principal
  return success('GetCallerIdentity', { Arn: arn, UserId: userId, Account: account }, requestId)
}

function dropExpired(state: SandboxState, now: number): void {
  // Kept for a while after their end, so that a late use is told that it expired.
  const longGone = now - 24 * 3600 * SECOND
  for (const [key, { expiresAt }] of state.credentials) {
    if (expiresAt !== undefined && expiresAt < longGone) state.credentials.delete(key)
  }
}

/** A session that assumes a further role lasts an hour at most. Source: IAM user guide, "Role chaining". */
function checkChain({ principal }: Signer, duration: number | undefined): void {
  if (principal.sessionToken === undefined || (duration ?? 0) <= DEFAULT_DURATION_SECONDS) return
  const message =
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
  throw new ServiceError(400, 'ValidationException', { message })
}

/** `Tags.member.1.Key` and `.Value`: lists in the Query protocol. */
function tagsOf(form: Readonly<Record<string, string>>): Record<string, string> {
  const tags: Record<string, string> = {}
  for (const [name, value] of Object.entries(form)) {
    const [, index] = /^Tags\.member\.(\d+)\.Key$/.exec(name) ?? []
    if (index) tags[value] = form[`Tags.member.${index}.Value`] ?? ''
  }
  return tags
}

function assumeRole(
  context: SandboxContext,
  caller: Signer,
  form: Readonly<Record<string, string>>,
  requestId: string,
): WireAnswer {
  const { RoleArn = '', RoleSessionName = '', DurationSeconds, ExternalId, SourceIdentity } = form
  const duration = DurationSeconds === undefined ? undefined : Number(DurationSeconds)
  validateInput(
    {
      ...{ RoleArn: form.RoleArn, RoleSessionName: form.RoleSessionName, DurationSeconds: duration },
      ...{ ExternalId, SourceIdentity },
    },
    ASSUME_ROLE_RULES,
  )
  checkChain(caller, duration)
  const [, account = '', roleName = ''] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(RoleArn) ?? []
  const role = context.state.accounts.get(account)?.roles.get(roleName)
  const sessionTags = tagsOf(form)
  const asked = {
    externalId: ExternalId,
    sourceIdentity: SourceIdentity,
    sessionName: RoleSessionName,
    sessionTags,
  }
  const refused = refusedAction(role, caller.principal, asked)
  if (refused) {
    throw accessDenied(
      `User: ${caller.principal.arn} is not authorized to perform: ${refused} on resource: ${RoleArn}`,
    )
  }
  const expiresAt = context.now() + (duration ?? DEFAULT_DURATION_SECONDS) * SECOND
  const roleId = `AROA${Buffer.from(roleName).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17)}`
  const principal = addCredential(context.state, {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${RoleSessionName}`,
    userId: `${roleId}:${RoleSessionName}`,
    sessionToken: randomBytes(96).toString('base64'),
    expiresAt,
    denied: role?.denied,
    allowed: role?.allowed,
    sourceIdentity: SourceIdentity ?? caller.principal.sourceIdentity,
    sessionTags,
  })
  dropExpired(context.state, context.now())
  const result = {
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
    ...(principal.sourceIdentity && { SourceIdentity: principal.sourceIdentity }),
    Credentials: {
      AccessKeyId: principal.accessKeyId,
      SecretAccessKey: principal.secretAccessKey,
      SessionToken: principal.sessionToken ?? '',
      Expiration: new Date(expiresAt).toISOString().replace(/\.\d{3}/, ''),
    },
  }
  return success('AssumeRole', result, requestId)
}

function readForm(request: SandboxRequest): Record<string, string> {
  const source = request.method === 'GET' ? request.url.search : request.body.toString('utf8')
  return Object.fromEntries(new URLSearchParams(source))
}

function signedCall(context: SandboxContext, form: Readonly<Record<string, string>>): SignedCall {
  const { Action = '', Version: _version, ...parameters } = form
  return {
    service: 'sts',
    operation: Action,
    parameters,
    isThrottled: false,
    isAlwaysAllowed: Action === 'GetCallerIdentity',
    dialect,
    resource: () => form.RoleArn ?? '*',
    run: (caller, requestId) => {
      if (Action === 'GetCallerIdentity') return getCallerIdentity(caller, requestId)
      if (Action === 'AssumeRole') return assumeRole(context, caller, form, requestId)
      const message = `Could not find operation ${Action} for version ${VERSION}`
      throw new ServiceError(400, 'InvalidAction', { message })
    },
  }
}

/** STS in the Query protocol: GetCallerIdentity and AssumeRole, with the roles that the world's accounts have. */
export const stsRoute: SandboxRoute = {
  name: 'sts',
  matches: (request) =>
    request.rawPath === '/' &&
    (readAuthorization(request)?.service === 'sts' || readForm(request).Version === VERSION),
  handle: (context, request, response) =>
    serveSignedCall(context, request, response, signedCall(context, readForm(request))),
}
