import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { TextLink } from '@/components/ui/text-link'
import { FAILURES } from '@/lib/failures/failure-table'
import type { Failure } from '@/lib/failures/result'
import { failurePath } from '@/lib/identity/paths'
import { visibleText } from '@/lib/text/visible-text'

/** A failure as people need it: what failed, what to do, what AWS called it, and the policy that would allow it. */
export function FailureCallout({ failure, actions }: { failure: Failure; actions?: ReactNode }) {
  const { cure } = FAILURES[failure.code]
  const tone = failure.code === 'throttled' ? 'warn' : 'bad'
  return (
    <Callout tone={tone} title={failure.message} actions={actions} role="alert">
      <p>
        {cure} <TextLink href={failurePath(failure.code)}>More about this</TextLink>
      </p>
      {failure.issues && failure.issues.length > 0 && (
        <ul className="list-disc pl-5">
          {failure.issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {failure.missing && (
        <CodeBlock
          wrap
          label="Policy statement that would allow it"
          code={policySnippet(failure.missing)}
          className="mt-2"
        />
      )}
      <AwsAnswerLine failure={failure} />
    </Callout>
  )
}

/** AWS's own name, text and request id: what one searches for, and what support asks for. */
function AwsAnswerLine({ failure: { aws, logId } }: { failure: Failure }) {
  if (!aws && !logId) return null
  return (
    <p className="mt-1 text-mono text-mute break-words">
      {aws && visibleText(`${aws.operation}: ${aws.name}: ${aws.message}`)}
      {aws?.requestId && ` (request id ${aws.requestId})`}
      {logId && ` log id ${logId}`}
    </p>
  )
}

function policySnippet({ action, resource }: { action: string; resource: string }): string {
  return JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource }, null, 2)
}
