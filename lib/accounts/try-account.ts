import 'server-only'
import { trustedPrincipal, trustOf } from '@/lib/accounts/install-roles'
import { type AccountCheck, type AccountTest, accountInputSchema } from '@/lib/accounts/schema'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { failureOf } from '@/lib/aws/failure-of'
import { ownPrincipal, type TriedSession, tryRole } from '@/lib/aws/try-account'
import type { Failure } from '@/lib/failures/result'
import type { AccountTarget } from '@/lib/identity/account-target'
import { OPTIONAL_ACTIONS } from '@/lib/settings/reader-policy'
import { listed } from '@/lib/text/listed'

/** Assumes the role as it would be used, with and without its ExternalId, and makes each call that reads once in each region. */
export const testAccount = verb({
  name: 'testAccount',
  input: accountInputSchema,
  operation: 'account:manage',
  resource: () => ({}),
  work: async ({ permit, input }): Promise<AccountTest> => {
    assertOperation(permit, 'account:manage')
    const own = await ownPrincipal(permit).catch((error: unknown) => credentialsFailed(error))
    if (typeof own !== 'string') return { checks: [own] }
    return testedBy(permit, input, trustedPrincipal(own))
  },
})

const credentialsFailed = (error: unknown): AccountCheck => ({
  id: 'credentials',
  title: 'The console’s own credentials',
  outcome: 'failed',
  says: [failureOf(error, { operation: 'GetCallerIdentity', service: 'sts' }).message],
})

async function testedBy(permit: Permit, target: AccountTarget, own: string): Promise<AccountTest> {
  const first = await tryRole(permit, target)
  const { session, checks }: Refused =
    'failure' in first
      ? await refused(permit, target, first.failure, own)
      : { session: first, checks: [entered(first, target), carried(target)] }
  if (!session) return { checks }
  if (!checks.some(({ id }) => id === 'external-id'))
    checks.push(...(await withoutExternalId(permit, target, own)))
  const regions = await inTurns(target.regions, (region) => regionCheck(session, target, region))
  return { principal: session.principalArn, checks: [...checks, ...regions] }
}

const ROLE = { id: 'role', title: 'The role' } as const
const PERSON = { id: 'person', title: 'The person at each session' } as const

const entered = ({ principalArn }: TriedSession, { account }: AccountTarget): AccountCheck => ({
  ...ROLE,
  outcome: 'ok',
  says: [`It can be assumed in account ${account}: the console is ${principalArn} there.`],
})

interface Refused {
  session?: TriedSession
  checks: AccountCheck[]
}

/** What AWS tells of a role that could not be assumed, and what it does not. */
async function refused(
  permit: Permit,
  target: AccountTarget,
  failure: Failure,
  own: string,
): Promise<Refused> {
  if (failure.code !== 'access-denied')
    return { checks: [{ ...ROLE, outcome: 'failed', says: sentencesOf(failure) }] }
  const action = failure.missing?.action
  if (action === 'sts:TagSession' || action === 'sts:SetSourceIdentity')
    return refusedPerson(permit, target, action, own)
  if (/no identity-based policy allows the sts:AssumeRole/.test(failure.aws?.message ?? ''))
    return { checks: [ownRightMissing(target)] }
  if (/service control policy/.test(failure.aws?.message ?? ''))
    return { checks: [{ ...ROLE, outcome: 'failed', says: [BY_ORGANIZATION] }] }
  const without = target.externalId && (await tryRole(permit, { ...target, externalId: undefined }))
  if (without && !('failure' in without)) return wrongExternalId(without)
  return { checks: [cannotBeTold(target, failure, own)] }
}

const BY_ORGANIZATION =
  'A service control policy of the organization forbids it. Whoever manages the organization can change that.'

/** The role is there and lets the console in, but not with what carries the person. */
async function refusedPerson(
  permit: Permit,
  target: AccountTarget,
  action: string,
  own: string,
): Promise<Refused> {
  const plain = { ...target, sendsSourceIdentity: false, sendsSessionTags: false }
  const session = await tryRole(permit, plain)
  const check: AccountCheck = {
    ...PERSON,
    outcome: 'failed',
    says: [
      `The role’s trust policy does not allow ${action} to the console. Add the statement to it, or switch this off: without it the name of the session alone tells who it was.`,
    ],
    cure: { where: 'Into the role’s trust policy', statement: json(trustFor(target, own).Statement[1]) },
  }
  if ('failure' in session) return { checks: [check] }
  return { session, checks: [entered(session, target), check] }
}

const ownRightMissing = ({ roleArn }: AccountTarget): AccountCheck => ({
  ...ROLE,
  outcome: 'failed',
  says: ['The console’s own user or role may not assume it: its own policy does not allow sts:AssumeRole.'],
  cure: {
    where: 'Into the policy of the console’s own user or role',
    statement: json({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }),
  },
})

const wrongExternalId = (session: TriedSession): Refused => ({
  session,
  checks: [
    {
      id: 'external-id',
      title: 'ExternalId',
      outcome: 'failed',
      says: [
        'The ExternalId is the reason: with it the role refuses the console, without one it lets the console in.',
      ],
    },
  ],
})

function cannotBeTold(target: AccountTarget, failure: Failure, own: string): AccountCheck {
  const { roleArn, externalId } = target
  return {
    ...ROLE,
    outcome: 'failed',
    says: [
      `AWS does not let the console assume ${roleArn}. It answers the same in each of these cases, so that the console cannot tell them apart:`,
      'There is no role of this name in the account.',
      `Its trust policy does not name ${own}.`,
      externalId
        ? 'Its trust policy asks for another ExternalId than the one above.'
        : 'Its trust policy asks for an ExternalId, and none is given above.',
      'The console’s own user or role may not call sts:AssumeRole on it.',
      ...(failure.aws?.requestId ? [`AWS’s request id: ${failure.aws.requestId}.`] : []),
    ],
    ...(externalId && {
      cure: {
        where: 'The role’s trust policy, as the console needs it',
        statement: json(trustFor(target, own)),
      },
    }),
  }
}

const trustFor = (target: AccountTarget, own: string) =>
  trustOf({
    principal: own,
    externalId: target.externalId ?? '',
    carriesPerson: target.sendsSourceIdentity || target.sendsSessionTags,
  })

/** A role that does not ask for the ExternalId can be reached through any other console that trusts the same principal. */
async function withoutExternalId(
  permit: Permit,
  target: AccountTarget,
  own: string,
): Promise<AccountCheck[]> {
  const check = { id: 'external-id', title: 'ExternalId' } as const
  if (!target.externalId)
    return [
      {
        ...check,
        outcome: 'warning',
        says: ['None is sent. A role that asks for one can be assumed by nobody who does not know it.'],
      },
    ]
  const plain = { ...target, sendsSourceIdentity: false, sendsSessionTags: false, externalId: undefined }
  const without = await tryRole(permit, plain)
  if (!('failure' in without))
    return [
      {
        ...check,
        outcome: 'warning',
        says: [
          'The role does not ask for it: the console was let in without it too. Whoever can make the console assume a role could make it assume this one. Add the condition to the trust policy.',
        ],
        cure: {
          where: 'The role’s trust policy, with the condition',
          statement: json(trustFor(target, own)),
        },
      },
    ]
  if (without.failure.code === 'access-denied')
    return [{ ...check, outcome: 'ok', says: ['The role asks for it: without it the console is refused.'] }]
  return [{ ...check, outcome: 'unknown', says: sentencesOf(without.failure) }]
}

function carried({ sendsSourceIdentity, sendsSessionTags }: AccountTarget): AccountCheck {
  const sent = [
    'the session’s name',
    ...(sendsSourceIdentity ? ['SourceIdentity'] : []),
    ...(sendsSessionTags ? ['session tags'] : []),
  ]
  const off = [
    ...(sendsSourceIdentity ? [] : ['SourceIdentity']),
    ...(sendsSessionTags ? [] : ['session tags']),
  ]
  return {
    ...PERSON,
    outcome: 'ok',
    says: [
      `Who changes something is told to AWS by ${listed(sent)}.`,
      ...(off.length > 0 ? [`Off for this account: ${listed(off)}.`] : []),
    ],
  }
}

async function regionCheck(
  session: TriedSession,
  target: AccountTarget,
  region: string,
): Promise<AccountCheck> {
  const check = { id: 'region', title: region } as const
  const failed = await session.read({ account: target.account, region })
  const denied = failed.filter(({ failure }) => failure.code === 'access-denied')
  const [other] = failed.filter(({ failure }) => failure.code !== 'access-denied')
  const says = [...(other ? otherTrouble(other.failure, region) : []), ...deniedSentences(denied)]
  if (says.length === 0)
    return { ...check, outcome: 'ok', says: ['Everything that the console reads can be read.'] }
  const isNeeded = denied.some(({ action }) => !OPTIONAL_ACTIONS[action])
  const outcome = isNeeded || (other && other.failure.code !== 'throttled') ? 'failed' : 'warning'
  const actions = denied.map(({ action }) => action)
  const statement = json({ Effect: 'Allow', Action: actions, Resource: '*' })
  return {
    ...check,
    outcome,
    says,
    ...(actions.length > 0 && { cure: { where: 'Into the role’s policy', statement } }),
  }
}

/** STS answered, so the session is good: a region that does not know it is most likely not switched on. */
function otherTrouble(failure: Failure, region: string): string[] {
  if (failure.code === 'credentials-invalid')
    return [
      `${region} does not know the session, although it is valid elsewhere: most likely the region is not enabled in this account. Enable it, or leave it out.`,
    ]
  if (failure.code === 'throttled')
    return [`${failure.message} What was asked after that is not known: test again in a while.`]
  if (failure.code === 'unreachable')
    return [`${failure.message} The region may not exist, or the network does not lead there.`]
  return sentencesOf(failure)
}

function deniedSentences(denied: readonly { action: string; failure: Failure }[]): string[] {
  if (denied.length === 0) return []
  const isByOrganization = denied.some(({ failure }) =>
    /service control policy/.test(failure.aws?.message ?? ''),
  )
  const optional = denied.flatMap(({ action }) => {
    const purpose = OPTIONAL_ACTIONS[action]
    return purpose ? [`Without ${action} the console does not know ${purpose}; the rest works.`] : []
  })
  const needed = denied.filter(({ action }) => !OPTIONAL_ACTIONS[action]).map(({ action }) => action)
  return [
    ...(needed.length > 0 ? [`The role may not call ${listed(needed)}.`] : []),
    ...optional,
    ...(isByOrganization ? [BY_ORGANIZATION] : []),
  ]
}

const sentencesOf = (failure: Failure): string[] =>
  failure.aws ? [failure.message, `AWS said: ${failure.aws.message}`] : [failure.message]

const json = (value: unknown) => JSON.stringify(value, null, 2)

const AT_ONCE = 4

/** All of them, a few at a time, in their order. */
async function inTurns<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = []
  for (let i = 0; i < items.length; i += AT_ONCE)
    done.push(...(await Promise.all(items.slice(i, i + AT_ONCE).map(work))))
  return done
}
