import 'server-only'
import { maySee } from '@/lib/auth/judge'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { type CredentialOwner, ownerOf } from '@/lib/aws/credential-owner'
import { baseCredentials, type Credentials, forgetSessions, roleCredentials } from '@/lib/aws/credentials'
import { endedBy } from '@/lib/aws/ended-by'
import { type CallDescription, failureOf } from '@/lib/aws/failure-of'
import { CONSOLE_SESSION, type RoleSession } from '@/lib/aws/role-session'
import { type KnownAccount, knownAccounts } from '@/lib/aws/targets'
import { env } from '@/lib/env'
import { type Failure, FailureError, fail } from '@/lib/failures/result'
import type { Target } from '@/lib/identity/schema'
import { nearestOf } from '@/lib/text/nearest'

/** An account that the console may talk to, or the reason why it cannot now. */
interface AccountAccess {
  account: string
  regions: string[]
  roleArn?: string
  principalArn?: string
  failure?: Failure
}

export interface AccessOverview {
  accounts: AccountAccess[]
  /** The console's own credentials do not work: then its own account is not even known. */
  failure?: Failure
}

/** An account that does not answer by then is shown as failing; the others are not held up. In milliseconds. */
const OVERVIEW_LIMIT_MS = 6000

/**
 * Every account of the console with whom it is there. A role that cannot be assumed is that account's failure; of one
 * that does not answer within `patience` nothing is said yet.
 */
export async function accessOverview(
  permit: Permit,
  patience = Number.POSITIVE_INFINITY,
): Promise<AccessOverview> {
  assertOperation(permit, 'connection:read')
  const signal = AbortSignal.any([permit.context.signal, AbortSignal.timeout(OVERVIEW_LIMIT_MS)])
  const known = await knownAccounts()
  const [base, ...assumed] = await Promise.all([
    ownAccess(signal),
    ...known.map((target) => soFar(roleAccess(target, signal), target, patience)),
  ])
  if ('failure' in base) {
    const accounts = known.map((target) => ({ ...placeOfRole(target), failure: base.failure }))
    return { accounts, failure: base.failure }
  }
  const isKnown = assumed.some(({ account }) => account === base.account)
  return { accounts: isKnown ? assumed : [{ ...base, regions: env().regions }, ...assumed] }
}

const placeOfRole = ({ account, regions, roleArn }: KnownAccount) => ({ account, regions, roleArn })

async function ownAccess(signal: AbortSignal): Promise<CredentialOwner | { failure: Failure }> {
  try {
    return await endedBy(signal, baseCaller())
  } catch (error) {
    baseCredentials().forget()
    return { failure: failureOf(error, IDENTIFY) }
  }
}

const baseCaller = async () => identify(await baseCredentials().get())

function soFar(
  access: Promise<AccountAccess>,
  target: KnownAccount,
  patience: number,
): Promise<AccountAccess> {
  if (!Number.isFinite(patience)) return access
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<AccountAccess>((resolve) => {
    timer = setTimeout(() => resolve(placeOfRole(target)), patience)
  })
  return Promise.race([access, late]).finally(() => clearTimeout(timer))
}

async function roleAccess(target: KnownAccount, signal: AbortSignal): Promise<AccountAccess> {
  const place = placeOfRole(target)
  try {
    const { principalArn } = await endedBy(signal, assume(target, CONSOLE_SESSION).then(identify))
    return { ...place, principalArn }
  } catch (error) {
    return { ...place, failure: failureOf(error, IDENTIFY) }
  }
}

const IDENTIFY: CallDescription = { operation: 'GetCallerIdentity', service: 'sts' }

/** Whose credentials these are. A failure is told as this call's, whatever call it was asked for. @throws {FailureError} */
async function identify(credentials: Credentials): Promise<CredentialOwner> {
  try {
    return await ownerOf(credentials)
  } catch (error) {
    const failure = failureOf(error, IDENTIFY)
    // What nobody knows goes on as it is, so that the log gets its stack.
    if (failure.code === 'internal') throw error
    throw Object.assign(new FailureError(failure), { cause: error })
  }
}

/** @throws {FailureError} `role-not-assumable` with AWS's reason, or what is wrong with the console's own credentials. */
async function assume(target: KnownAccount, session: RoleSession): Promise<Credentials> {
  const { roleArn } = target
  try {
    return await roleCredentials(target, session).get()
  } catch (error) {
    const failure = failureOf(error, { operation: 'AssumeRole', service: 'sts', resource: roleArn })
    if (failure.code !== 'access-denied' && failure.code !== 'refused-by-aws' && failure.code !== 'not-found')
      throw new FailureError(failure)
    throw new FailureError({
      ...failure,
      code: 'role-not-assumable',
      message: `The console is not allowed to assume the role ${roleArn}.`,
      missing: { action: 'sts:AssumeRole', ...failure.missing, resource: roleArn },
    })
  }
}

const knownAs = async (account: string) => (await knownAccounts()).find((known) => known.account === account)

/**
 * Credentials for exactly this account, of a session that names who acts. They are checked each time they are handed
 * out, so that a profile which suddenly leads elsewhere never makes the console act on another account.
 * @throws {FailureError} `unknown-target`, `role-not-assumable` or what is wrong with the credentials.
 */
export async function credentialsFor(account: string, session: RoleSession): Promise<Credentials> {
  const known = await knownAs(account)
  const credentials = known ? await assume(known, session) : await baseCredentials().get()
  const caller = await identify(credentials)
  if (caller.account !== account)
    fail(
      'unknown-target',
      `The console’s credentials belong to account ${caller.account}, not to ${account}.`,
    )
  return credentials
}

/** AWS does not take this account's credentials any more: the next call asks for new ones. */
export async function forgetCredentials(account: string): Promise<void> {
  baseCredentials().forget()
  const known = await knownAs(account)
  if (known) forgetSessions(known.roleArn)
}

/**
 * Refuses an account or region that the console was not told about; the failure names the nearest one that it was
 * and that the permit's holder may see.
 * @throws {FailureError} `unknown-target`; or what AWS or the SDK throws about the console's own credentials.
 */
export async function requireTarget(permit: Permit, { account, region }: Target): Promise<void> {
  const known = await knownAccounts()
  const found = known.find((each) => each.account === account)
  if (found?.regions.includes(region)) return
  const regions = found?.regions ?? env().regions
  const own = found ? undefined : (await baseCaller()).account
  if (!found && own !== account) {
    const accounts = [own ?? '', ...known.map((each) => each.account)]
    throw unknownTarget(
      'account',
      account,
      accounts.filter((each) => maySee(permit, 'account:read', { account: each })),
    )
  }
  if (regions.includes(region)) return
  throw unknownTarget(
    'region',
    region,
    regions.filter((each) => maySee(permit, 'function:list', { account, region: each })),
  )
}

function unknownTarget(part: 'account' | 'region', value: string, seen: string[]): FailureError {
  return new FailureError({
    code: 'unknown-target',
    message: `The ${part} ${value} is not among the console’s ${part}s.`,
    unknown: { part, value, nearest: nearestOf(value, seen) },
  })
}
