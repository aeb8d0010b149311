import {
  type ConditionKeys,
  matchesCondition,
  textsOf,
} from '@/lib/sandbox/data-plane/policy/match-condition'
import { matchesPattern } from '@/lib/sandbox/data-plane/policy/match-pattern'
import { matchesPrincipal, type PolicyCaller } from '@/lib/sandbox/data-plane/policy/match-principal'
import type { PolicyState, WireStatement } from '@/lib/sandbox/state'

/** One action that somebody wants to do on one resource. */
export interface PolicyQuestion {
  caller: PolicyCaller
  /** `lambda:InvokeFunctionUrl` */
  action: string
  /** The ARN the URL stands for: of the function, or of the alias. */
  resource: string
  keys: ConditionKeys
}

/** `silent`: no statement speaks about it, which for a resource policy alone means no. */
export type PolicyVerdict = 'allowed' | 'denied' | 'silent'

function matchesAction(statement: WireStatement, action: string): boolean {
  const isListed = (element: unknown) =>
    textsOf(element).some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()))
  return statement.NotAction === undefined ? isListed(statement.Action) : !isListed(statement.NotAction)
}

function matchesResource(statement: WireStatement, resource: string): boolean {
  const isListed = (element: unknown) => textsOf(element).some((pattern) => matchesPattern(pattern, resource))
  return statement.NotResource === undefined ? isListed(statement.Resource) : !isListed(statement.NotResource)
}

function isAbout(statement: WireStatement, question: PolicyQuestion): boolean {
  return (
    matchesPrincipal(statement, question.caller) &&
    matchesAction(statement, question.action) &&
    matchesResource(statement, question.resource) &&
    matchesCondition(statement, question.keys)
  )
}

/**
 * What a resource policy says about one action: an explicit Deny wins over every Allow.
 * Source: IAM user guide, "Policy evaluation logic".
 */
export function evaluatePolicy(policy: PolicyState | undefined, question: PolicyQuestion): PolicyVerdict {
  const effects = new Set<WireStatement['Effect']>()
  for (const statement of policy?.statements ?? []) {
    if (isAbout(statement, question)) effects.add(statement.Effect)
  }
  if (effects.has('Deny')) return 'denied'
  return effects.has('Allow') ? 'allowed' : 'silent'
}
