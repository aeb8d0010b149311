import type { SandboxPrincipal, SandboxRole, WireStatement } from '@/lib/sandbox/state'

/** What is passed when a role is assumed. */
interface Asked {
  externalId: string | undefined
  sourceIdentity: string | undefined
  sessionName: string
  sessionTags: Readonly<Record<string, string>>
}

const listOf = (value: unknown): string[] => [value ?? []].flat().map(String)

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>` is also its role; whom an account trusts, it trusts wholly. */
function isPrincipal(named: unknown, { account, arn }: SandboxPrincipal): boolean {
  const [, role] = /:assumed-role\/([^/]+)\//.exec(arn) ?? []
  const accepted = [
    account,
    `arn:aws:iam::${account}:root`,
    arn,
    role && `arn:aws:iam::${account}:role/${role}`,
  ]
  const aws = typeof named === 'object' && named !== null && 'AWS' in named ? named.AWS : named
  return listOf(aws).some((each) => each === '*' || accepted.includes(each))
}

function keyOf(name: string, asked: Asked): string | undefined {
  const [, tag] = /^aws:RequestTag\/(.+)$/i.exec(name) ?? []
  if (tag) return asked.sessionTags[tag]
  const keys: Record<string, string | undefined> = {
    'sts:externalid': asked.externalId,
    'sts:sourceidentity': asked.sourceIdentity,
    'sts:rolesessionname': asked.sessionName,
  }
  return keys[name.toLowerCase()]
}

const globOf = (text: string) =>
  new RegExp(
    `^${text
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )

/** The operators that trust policies are written with; one that is not known holds for nothing. */
function holds(operator: string, value: string | undefined, wanted: string[]): boolean {
  if (operator === 'StringEquals') return value !== undefined && wanted.includes(value)
  if (operator === 'StringLike') return value !== undefined && wanted.some((each) => globOf(each).test(value))
  if (operator === 'StringNotEquals') return value === undefined || !wanted.includes(value)
  if (operator === 'Null') return wanted.includes(String(value === undefined))
  return false
}

const conditionsHold = ({ Condition = {} }: WireStatement, asked: Asked): boolean =>
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([name, wanted]) => holds(operator, keyOf(name, asked), listOf(wanted))),
  )

function allows(role: SandboxRole, principal: SandboxPrincipal, action: string, asked: Asked): boolean {
  if (!role.trustPolicy) return role.trusted?.(principal) ?? false
  const fits = role.trustPolicy.Statement.filter(
    (statement) =>
      listOf(statement.Action).some((each) => globOf(each).test(action)) &&
      isPrincipal(statement.Principal, principal) &&
      conditionsHold(statement, asked),
  )
  return fits.some(({ Effect }) => Effect === 'Allow') && !fits.some(({ Effect }) => Effect === 'Deny')
}

/**
 * The first action that a role's trust does not let the caller do; undefined: it may assume it so. A role that does not
 * exist and one that does not trust the caller are told apart by nobody. A source identity once set cannot be changed.
 * Source: IAM user guide, "Passing session tags in AWS STS", "Monitor and control actions taken with assumed roles".
 */
export function refusedAction(
  role: SandboxRole | undefined,
  principal: SandboxPrincipal,
  asked: Asked,
): string | undefined {
  if (!role) return 'sts:AssumeRole'
  const { sourceIdentity, sessionTags } = asked
  const isChanged = principal.sourceIdentity !== undefined && principal.sourceIdentity !== sourceIdentity
  const needed = [
    'sts:AssumeRole',
    ...(Object.keys(sessionTags).length > 0 ? ['sts:TagSession'] : []),
    ...((sourceIdentity ?? principal.sourceIdentity) === undefined ? [] : ['sts:SetSourceIdentity']),
  ]
  if (sourceIdentity !== undefined && isChanged) return 'sts:SetSourceIdentity'
  return needed.find((action) => !allows(role, principal, action, asked))
}
