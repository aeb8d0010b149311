import { AffectedCallers } from '@/components/changes/affected-callers'
import { CallList, CliCommands } from '@/components/changes/call-list'
import { StateDifference } from '@/components/changes/state-difference'
import { OwnerNotice } from '@/components/owner/owner-notice'
import { Callout } from '@/components/ui/callout'
import type { PlannedChange } from '@/lib/changes/change'
import { replacesPolicy } from '@/lib/changes/plan/replaces-policy'
import { counted } from '@/lib/text/counted'

const THEIRS_AND_YOURS = { before: 'Theirs, current', after: 'With your change' }

interface ChangePlanProps {
  plan: PlannedChange
  /** What is there now is somebody else’s work. */
  isChangedElsewhere: boolean
  /** What stands above says already what is lost: the warnings and the calls are enough. */
  isBrief: boolean
}

/** The plan as people review it: what changes, what to know, and every call that will be made. */
export function ChangePlan({ plan, isChangedElsewhere, isBrief }: ChangePlanProps) {
  const { before, after, warnings, calls, undo, request } = plan
  const { identity } = request
  const isReplaced = replacesPolicy(plan) && after.policy !== null
  return (
    <div className="flex flex-col gap-4">
      <OwnerNotice plan={plan} />
      {warnings.map(({ id, tone, message }) => (
        <Callout key={id} tone={tone}>
          {message}
        </Callout>
      ))}
      {isBrief ? (
        <CliCommands calls={calls} region={identity.region} summary={counted(calls.length, 'call')} />
      ) : (
        <>
          <AffectedCallers plan={plan} />
          {isReplaced && (
            <Callout title="The whole policy is replaced in one call">
              It writes the statements added and kept below; nothing else stays. RevisionId makes AWS refuse
              it if somebody else changes the policy first.
            </Callout>
          )}
          <StateDifference
            withKept={isReplaced}
            before={before}
            after={after}
            identity={identity}
            titles={isChangedElsewhere ? THEIRS_AND_YOURS : undefined}
          />
          <CallList calls={calls} region={identity.region} />
          {!undo.possible && <Callout tone="warn">{undo.reason}</Callout>}
        </>
      )}
    </div>
  )
}
