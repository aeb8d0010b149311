import { CONDITION_CHOICES, valuesOf, withValues } from '@/lib/permissions/condition-choices'
import type { Statement } from '@/lib/permissions/schema'

/** Who a statement is about, by kind; `json` is everything else. */
export type PrincipalKind = 'everyone' | 'account' | 'identity' | 'organization' | 'service' | 'json'

const ORGANIZATION = CONDITION_CHOICES.find(({ id }) => id === 'organization') ?? CONDITION_CHOICES[3]

const ROOT = /^arn:[^:]*:iam::(\d{12}):root$/

/** The kind that a statement's principal has, and its one value; several names, NotPrincipal and the like are `json`. */
export function principalChoice(statement: Statement): { kind: PrincipalKind; value: string } {
  const { Principal, NotPrincipal } = statement
  const json = { kind: 'json' as const, value: '' }
  if (NotPrincipal !== undefined) return json
  if (Principal === '*') return everyone(statement)
  if (Principal === null || typeof Principal !== 'object') return json
  const [[kind, name] = [], ...more] = Object.entries(Principal)
  if (more.length > 0 || typeof name !== 'string') return json
  if (kind === 'Service') return { kind: 'service', value: name }
  if (kind !== 'AWS') return json
  if (name === '*') return everyone(statement)
  const account = ROOT.exec(name)?.[1] ?? (/^\d*$/.test(name) ? name : undefined)
  return account === undefined ? { kind: 'identity', value: name } : { kind: 'account', value: account }
}

function everyone(statement: Statement): { kind: PrincipalKind; value: string } {
  const organization = valuesOf(statement, ORGANIZATION)
  return organization?.length === 1
    ? { kind: 'organization', value: organization[0] ?? '' }
    : { kind: 'everyone', value: '' }
}

/** The statement for another principal; an organization is everyone under a condition. */
export function withPrincipal(statement: Statement, kind: PrincipalKind, value: string): Statement {
  const isOrganization = principalChoice(statement).kind === 'organization'
  const free = isOrganization ? withValues(statement, ORGANIZATION, undefined) : statement
  const { NotPrincipal: _, ...rest } = free
  switch (kind) {
    case 'everyone':
      return { ...rest, Principal: '*' }
    case 'organization':
      return withValues({ ...rest, Principal: '*' }, ORGANIZATION, [value])
    case 'account':
    case 'identity':
      return { ...rest, Principal: { AWS: value } }
    case 'service':
      return { ...rest, Principal: { Service: value } }
    case 'json':
      return statement
  }
}
