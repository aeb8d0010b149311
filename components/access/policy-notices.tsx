'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { isSameStatements } from '@/lib/changes/plan/state-difference'
import { statementsMoved } from '@/lib/changes/plan/statements-moved'
import { FailureError } from '@/lib/failures/result'
import { functionQuery } from '@/lib/functions/queries'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { editOf, type PolicyEdit } from '@/lib/permissions/policy-edit'
import type { Policy } from '@/lib/permissions/schema'
import { visibleText } from '@/lib/text/visible-text'

interface PolicyNoticesProps {
  identity: FunctionUrlIdentity
  /** As it is now. */
  policy: Policy | null
  edit: PolicyEdit
  isRestored: boolean
  lacksPolicyApi: boolean
  onRebase: (edit: PolicyEdit) => void
}

/** What to know before the policy is edited. */
export function PolicyNotices(props: PolicyNoticesProps) {
  const { identity, policy, edit, isRestored, lacksPolicyApi, onRebase } = props
  const isElsewhere = !isSameStatements(edit.from, policy?.statements ?? [])
  return (
    <>
      {isRestored && <Callout role="status" title="What you had entered is here again" />}
      {lacksPolicyApi && (
        <Callout
          title={`${identity.region} does not know PutResourcePolicy yet: only what AddPermission and RemovePermission can write can be changed, one statement at a time.`}
        />
      )}
      {isElsewhere && <ChangedElsewhere policy={policy} edit={edit} onRebase={onRebase} />}
      <StackNotice identity={identity} />
    </>
  )
}

function ChangedElsewhere({
  policy,
  edit,
  onRebase,
}: Pick<PolicyNoticesProps, 'policy' | 'edit' | 'onRebase'>) {
  const moved = rebased(edit, policy)
  return (
    <Callout
      tone="warn"
      role="alert"
      title="This policy was changed elsewhere since you began"
      actions={moved && <Button onClick={() => onRebase(moved)}>Bring in their changes</Button>}
    >
      {moved
        ? 'Nothing of theirs is overwritten: only the statements that you changed are written.'
        : 'They gave an id that you use to another statement. Change that id, or discard your edits.'}
    </Callout>
  )
}

function rebased({ from, to }: PolicyEdit, policy: Policy | null): PolicyEdit | undefined {
  const now = editOf(policy)
  try {
    return { ...now, to: statementsMoved(from, to, now.from) }
  } catch (error) {
    if (error instanceof FailureError) return undefined
    throw error
  }
}

/** CloudFormation user guide, "AWS::Lambda::ResourcePolicy"; whether the stack has one cannot be read here. */
function StackNotice({ identity }: { identity: FunctionUrlIdentity }) {
  const { data } = useQuery(functionQuery(identity))
  const stack = data?.tags.ok ? data.tags.value['aws:cloudformation:stack-name'] : undefined
  if (stack === undefined) return null
  return (
    <Callout tone="warn" title={`This function belongs to the CloudFormation stack ${visibleText(stack)}`}>
      The stack may manage this policy too (AWS::Lambda::ResourcePolicy or AWS::Lambda::Permission). If it
      does, its next deployment may overwrite what you change here.
    </Callout>
  )
}
