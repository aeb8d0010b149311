import type { Policy, PolicyHead, Statement } from '@/lib/permissions/schema'
import { canonicalJson } from '@/lib/text/canonical-json'
import { formatNumber } from '@/lib/text/counted'
import { printableJson } from '@/lib/text/printable-json'

/** Longest policy of a function, all statements together (Lambda developer guide, "Lambda quotas"; API model: 20,480). */
export const MAX_POLICY_LENGTH = 20_480

/** A policy as PutResourcePolicy takes it. */
export interface PolicyDocument extends PolicyHead {
  Statement: Statement[]
}

/** The head of a policy that AddPermission began. */
const DEFAULT_HEAD: PolicyHead = { Version: '2012-10-17', Id: 'default' }

/** The document of a policy, or the one that a first statement would begin. */
export function documentOf(policy: Pick<Policy, 'statements' | 'head'> | null): PolicyDocument {
  return { ...(policy?.head ?? DEFAULT_HEAD), Statement: policy?.statements ?? [] }
}

/** The reverse: no head where it is the usual one. */
export function policyOf({ Statement, Version, Id }: PolicyDocument): Pick<Policy, 'statements' | 'head'> {
  const head = { ...(Version === undefined ? {} : { Version }), ...(Id === undefined ? {} : { Id }) }
  return { statements: Statement, ...(isSameHead(head, undefined) ? {} : { head }) }
}

export function isSameHead(a: PolicyHead | undefined, b: PolicyHead | undefined): boolean {
  return canonicalJson(a ?? DEFAULT_HEAD) === canonicalJson(b ?? DEFAULT_HEAD)
}

/** The document as it goes to AWS; its length is what the limit is about. */
export const policyText = (document: PolicyDocument) => printableJson(document)

/** "1,204 of 20,480 characters" */
export function policySizeText(document: PolicyDocument): string {
  return `${formatNumber(policyText(document).length)} of ${formatNumber(MAX_POLICY_LENGTH)} characters`
}
