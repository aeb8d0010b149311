import { shownValue } from '@/lib/permissions/shown-value'
import { listOf } from '@/lib/permissions/statement-parts'

/** Someone whom a statement names. */
export interface NamedPrincipal {
  /** As the statement writes it. */
  name: string
  /** "the role deployer of the account 111122223333" */
  phrase: string
  kind: 'everyone' | 'account' | 'identity' | 'deleted' | 'service' | 'other'
  /** The account it belongs to, where the principal tells. */
  account?: string
}

const EVERYONE: NamedPrincipal = { name: '*', phrase: 'everyone', kind: 'everyone' }

/** Everybody that a Principal or NotPrincipal element names, in its order (IAM user guide, "Principal"). */
export function principalsOf(principal: unknown): NamedPrincipal[] {
  if (principal === undefined || principal === null) return []
  if (principal === '*') return [EVERYONE]
  if (typeof principal !== 'object' || Array.isArray(principal)) return listOf(principal).map(other)
  return Object.entries(principal).flatMap(([type, names]) => listOf(names).map((name) => named(type, name)))
}

const other = (name: string): NamedPrincipal => ({
  name,
  phrase: `the principal ${shownValue(name)}`,
  kind: 'other',
})

function named(type: string, name: string): NamedPrincipal {
  switch (type) {
    case 'AWS':
      return awsPrincipal(name)
    case 'Service':
      return { name, phrase: `the service ${shownValue(name)}`, kind: 'service' }
    case 'Federated':
      return { name, phrase: `whoever is signed in through ${shownValue(name)}`, kind: 'other' }
    case 'CanonicalUser':
      return { name, phrase: `the canonical user ${shownValue(name)}`, kind: 'other' }
    default:
      return {
        name,
        phrase: `the principal ${shownValue(name)} of the kind ${shownValue(type)}`,
        kind: 'other',
      }
  }
}

/** A role or user that is gone stands in policies by its unique id (IAM user guide, "IAM identifiers"). */
const UNIQUE_ID = /^A(RO|ID|GP)A[A-Z0-9]+$/
const IDENTITY_KINDS: Record<string, string> = {
  user: 'user',
  role: 'role',
  'assumed-role': 'role session',
  'federated-user': 'federated user',
}

function awsPrincipal(name: string): NamedPrincipal {
  if (name === '*') return EVERYONE
  if (/^\d{12}$/.test(name)) return accountPrincipal(name, name)
  if (UNIQUE_ID.test(name)) return { name, phrase: `the deleted user or role ${name}`, kind: 'deleted' }
  const [, account, resource] = /^arn:[^:]*:(?:iam|sts)::(\d{12}):(.+)$/su.exec(name) ?? []
  if (account === undefined || resource === undefined) return other(name)
  if (resource === 'root') return accountPrincipal(name, account)
  const [kind = '', ...path] = resource.split('/')
  const word = IDENTITY_KINDS[kind]
  if (word === undefined || path.length === 0) return { ...other(name), account }
  return {
    name,
    phrase: `the ${word} ${shownValue(path.join('/'))} of the account ${account}`,
    kind: 'identity',
    account,
  }
}

const accountPrincipal = (name: string, account: string): NamedPrincipal => ({
  name,
  phrase: `the account ${account}`,
  kind: 'account',
  account,
})
