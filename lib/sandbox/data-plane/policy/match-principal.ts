import { textsOf } from '@/lib/sandbox/data-plane/policy/match-condition'
import type { WireStatement } from '@/lib/sandbox/state'

/** Who calls, as a policy sees it. */
export type PolicyCaller =
  | { kind: 'anonymous' }
  | {
      kind: 'signed'
      account: string
      /** `arn:aws:iam::…:user/…` or `arn:aws:sts::…:assumed-role/<role>/<session>`. */
      arn: string
      /** Whether the caller's own policies allow the action: what an account-wide grant delegates to. */
      isAllowedByIdentity: boolean
    }

const ASSUMED_ROLE = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/
const ACCOUNT_ROOT = /^arn:aws[a-z-]*:iam::(\d{12}):root$/

/**
 * Who a caller is for aws:PrincipalArn: for a role session the role, else itself.
 * Source: IAM user guide, "AWS global condition context keys".
 */
export function principalArnOf(arn: string): string {
  const session = ASSUMED_ROLE.exec(arn)
  return session === null ? arn : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`
}

/** The ARNs that name this caller: its own and, for a role session, the role's. */
const namesOf = (arn: string): string[] => [arn, principalArnOf(arn)]

function isWholeAccount(principal: string, account: string): boolean {
  return principal === account || ACCOUNT_ROOT.exec(principal)?.[1] === account
}

/** The AWS principals of a Principal or NotPrincipal element; other kinds (Service, Federated) never call URLs. */
function awsPrincipalsOf(element: unknown): string[] {
  if (element === '*') return ['*']
  if (typeof element !== 'object' || element === null) return []
  return textsOf((element as Record<string, unknown>).AWS)
}

function isNamed(element: unknown, caller: PolicyCaller, effect: WireStatement['Effect']): boolean {
  return awsPrincipalsOf(element).some((principal) => {
    if (principal === '*') return true
    if (caller.kind === 'anonymous') return false
    if (namesOf(caller.arn).includes(principal)) return true
    // Allowing an account leaves it to that account's own policies; denying one denies everybody in it.
    return isWholeAccount(principal, caller.account) && (effect === 'Deny' || caller.isAllowedByIdentity)
  })
}

/**
 * Whether a statement is about this caller. An unsigned caller is only ever named by `*`.
 * Source: IAM user guide, "AWS JSON policy elements: Principal" and "… NotPrincipal".
 */
export function matchesPrincipal(statement: WireStatement, caller: PolicyCaller): boolean {
  if (statement.NotPrincipal !== undefined) return !isNamed(statement.NotPrincipal, caller, 'Deny')
  return isNamed(statement.Principal, caller, statement.Effect)
}
