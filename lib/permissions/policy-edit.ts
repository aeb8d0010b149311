import { documentOf, isSameHead, type PolicyDocument, policyOf } from '@/lib/permissions/policy-document'
import type { Policy, PolicyHead, Statement } from '@/lib/permissions/schema'

/** A policy while it is edited. */
export interface PolicyEdit {
  /** The policy that the person began with. */
  from: Statement[]
  fromHead?: PolicyHead
  to: Statement[]
  toHead?: PolicyHead
  /** The text of the JSON view while it is no policy; `null` once it can be read, since `to` has it then. */
  json: string | null
}

/** The edit that has changed nothing yet. */
export function editOf(policy: Policy | null): PolicyEdit {
  const { statements = [], head } = policy ?? {}
  return { from: statements, fromHead: head, to: statements, toHead: head, json: null }
}

export const editedDocument = ({ to, toHead }: PolicyEdit): PolicyDocument =>
  documentOf({ statements: to, head: toHead })

export function withDocument(edit: PolicyEdit, document: PolicyDocument): PolicyEdit {
  const { statements, head } = policyOf(document)
  return { ...edit, to: statements, toHead: head, json: null }
}

/** Version and Id where they were edited, as a request takes them. */
export function editedHead({ fromHead, toHead, to }: PolicyEdit): PolicyHead | undefined {
  if (isSameHead(fromHead, toHead)) return undefined
  const { Statement: _, ...head } = documentOf({ statements: to, head: toHead })
  return head
}

/** Event source tokens are secrets: an edit that holds one is kept nowhere. */
export function holdsEventSourceToken({ from, to, json }: PolicyEdit): boolean {
  return `${JSON.stringify([from, to])} ${json ?? ''}`.toLowerCase().includes('eventsourcetoken')
}
