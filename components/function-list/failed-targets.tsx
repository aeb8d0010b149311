import { type AccountNames, longTarget } from '@/components/function-list/target-text'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { TextLink } from '@/components/ui/text-link'
import { FAILURES } from '@/lib/failures/failure-table'
import type { Failure, FailureCode } from '@/lib/failures/result'
import type { TargetReading } from '@/lib/functions/reading'
import { identityKey } from '@/lib/identity/names'
import { failurePath } from '@/lib/identity/paths'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

interface FailedTarget {
  reading: TargetReading
  /** Its place among all targets. */
  index: number
  failure: Failure
}

interface FailedTargetsProps {
  readings: TargetReading[]
  accountNames: AccountNames
  retry: (index: number) => void
}

/** Which accounts and regions could not be read, why, what is missing, and the way to try again; by cause. */
export function FailedTargets({ readings, accountNames, retry }: FailedTargetsProps) {
  const groups = byCause(readings)
  if (groups.size === 0) return null
  return (
    <div className="mb-4 flex flex-col gap-2">
      {[...groups].map(([code, failed]) => (
        <FailedGroup
          key={code}
          code={code}
          failed={failed}
          isEverything={
            failed.length === readings.length && failed.every(({ reading }) => reading.pages.length === 0)
          }
          accountNames={accountNames}
          retry={retry}
        />
      ))}
    </div>
  )
}

function byCause(readings: TargetReading[]): Map<FailureCode, FailedTarget[]> {
  const groups = new Map<FailureCode, FailedTarget[]>()
  for (const [index, reading] of readings.entries()) {
    const { failure } = reading
    if (failure) groups.set(failure.code, [...(groups.get(failure.code) ?? []), { reading, index, failure }])
  }
  return groups
}

interface FailedGroupProps {
  code: FailureCode
  failed: FailedTarget[]
  isEverything: boolean
  accountNames: AccountNames
  retry: (index: number) => void
}

function FailedGroup({ code, failed, isEverything, accountNames, retry }: FailedGroupProps) {
  const isDenied = failed.some(({ failure }) => failure.missing)
  const isRetrying = failed.some(({ reading }) => reading.isReading)
  const retryAll = () => {
    for (const { index } of failed) retry(index)
  }
  return (
    <Callout
      role="alert"
      tone={code === 'throttled' ? 'warn' : 'bad'}
      title={failedTitle(failed, isEverything, accountNames)}
      actions={
        <Button pending={isRetrying} onClick={retryAll}>
          Try again
        </Button>
      }
    >
      <Sentences failed={failed} accountNames={accountNames} />
      <p>
        {FAILURES[code].cure} <TextLink href={failurePath(code)}>More about this</TextLink>
      </p>
      <Disclosure
        className="mt-1"
        summary={isDenied ? 'What AWS said, and the policy that would allow it' : 'Details'}
      >
        <ul className="flex flex-col gap-3">
          {failed.map(({ reading, failure }) => (
            <li key={identityKey(reading.target)}>
              <FailureDetails failure={failure} where={longTarget(reading.target, accountNames)} />
            </li>
          ))}
        </ul>
      </Disclosure>
    </Callout>
  )
}

function failedTitle(failed: FailedTarget[], isEverything: boolean, accountNames: AccountNames): string {
  const [only] = failed
  if (isEverything && failed.length > 1) return 'None of the accounts and regions could be read'
  if (failed.length === 1 && only) return `${longTarget(only.reading.target, accountNames)} could not be read`
  return `${counted(failed.length, 'account and region', 'accounts and regions')} could not be read`
}

/** One sentence where all say the same, otherwise one for each target. */
function Sentences({ failed, accountNames }: { failed: FailedTarget[]; accountNames: AccountNames }) {
  const [first, ...others] = failed
  if (!first) return null
  if (others.every(({ failure }) => failure.message === first.failure.message))
    return <p>{failureSentence(first.failure)}</p>
  return (
    <ul>
      {failed.map(({ reading, failure }) => (
        <li key={identityKey(reading.target)}>
          {longTarget(reading.target, accountNames)}: {failureSentence(failure)}
        </li>
      ))}
    </ul>
  )
}

function failureSentence({ message, missing }: Failure): string {
  return missing ? `${message} Missing permission: ${missing.action}.` : message
}

function FailureDetails({ failure, where }: { failure: Failure; where: string }) {
  const { aws, missing, logId } = failure
  return (
    <div className="flex flex-col gap-1">
      <p className="font-strong">{where}</p>
      {aws && (
        <p className="break-words text-mono">
          {aws.operation}: {aws.name}: {visibleText(aws.message)}
          {aws.requestId && ` (request id ${aws.requestId})`}
        </p>
      )}
      {logId && <p className="text-mono">log id {logId}</p>}
      {!aws && !logId && <p>{failure.message}</p>}
      {missing && (
        <CodeBlock
          wrap
          label={`Policy statement for ${where}`}
          code={JSON.stringify(
            { Effect: 'Allow', Action: missing.action, Resource: missing.resource },
            null,
            2,
          )}
        />
      )}
    </div>
  )
}
