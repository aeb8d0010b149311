import { textsOf } from '@/lib/sandbox/data-plane/policy/match-condition'
import type { WireStatement } from '@/lib/sandbox/state'

// What Lambda itself counts as public was not recorded. AWS Config's rule lambda-function-public-access-prohibited says
// how AWS reads a Lambda policy: a principal with a wildcard is public unless access is granted to fixed values only,
// values without a wildcard and without a policy variable. The keys that narrow a grant are those of "The meaning of
// public" in the Amazon S3 user guide and the organization keys of IAM.
const NARROWING_KEYS = new Set(
  [
    'aws:SourceArn',
    'aws:SourceAccount',
    'aws:SourceOwner',
    'aws:SourceOrgID',
    'aws:SourceOrgPaths',
    'aws:SourceIp',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:userid',
    'lambda:EventSourceToken',
  ].map((key) => key.toLowerCase()),
)

/** Operators that hold only when the key is there and has one of the values. */
const NARROWING_OPERATOR =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/

/** An organization's paths end with a star by design: what must be fixed is the organization. */
const ORGANIZATION_PATH = /^o-[a-z0-9]+\//

function isFixed(key: string, value: string): boolean {
  if (key.endsWith('orgpaths')) return ORGANIZATION_PATH.test(value)
  if (key === 'aws:sourceip') return !value.endsWith('/0')
  return !/[*?]|\$\{/.test(value)
}

function isNarrowed({ Condition = {} }: WireStatement): boolean {
  return Object.entries(Condition).some(
    ([operator, keys]) =>
      NARROWING_OPERATOR.test(operator) &&
      Object.entries(keys).some(([key, values]) => {
        const name = key.toLowerCase()
        return NARROWING_KEYS.has(name) && textsOf(values).every((value) => isFixed(name, value))
      }),
  )
}

function namesEverybody({ Principal, NotPrincipal }: WireStatement): boolean {
  if (NotPrincipal !== undefined || Principal === '*') return true
  if (typeof Principal !== 'object' || Principal === null) return false
  return textsOf((Principal as Record<string, unknown>).AWS).includes('*')
}

/** Whether statements let everybody in. A Deny beside them does not count: it may be taken away by itself. */
export function grantsPublicAccess(statements: readonly WireStatement[]): boolean {
  return statements.some(
    (statement) => statement.Effect === 'Allow' && namesEverybody(statement) && !isNarrowed(statement),
  )
}
