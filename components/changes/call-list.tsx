import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { StepList } from '@/components/ui/steps'
import { toCli } from '@/lib/changes/plan/to-cli'
import type { Call, CallProgress } from '@/lib/changes/schema'

/** The calls of a change in order, with how far each has come, and the same as AWS CLI commands. */
export function CallList({ calls, region }: { calls: CallProgress[]; region: string }) {
  const title = calls.length === 1 ? '1 call to AWS' : `${calls.length} calls to AWS, in this order`
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="text-small font-semibold">{title}</h3>
      <StepList
        steps={calls.map((progress) => ({
          title: progress.call.operation,
          description: subjectOf(progress.call),
          status: progress.status,
          children: detailsOf(progress),
        }))}
      />
      <Disclosure summary="The same as AWS CLI commands">
        <CodeBlock label="AWS CLI" code={calls.map(({ call }) => toCli(call, region)).join('\n\n')} />
      </Disclosure>
    </section>
  )
}

function subjectOf(call: Call): string {
  if ('StatementId' in call.input) return call.input.StatementId
  const { AuthType, InvokeMode, Cors } = call.input as {
    AuthType?: string
    InvokeMode?: string
    Cors?: object
  }
  const cors = Cors && (Object.keys(Cors).length > 0 ? 'CORS' : 'clears CORS')
  return [AuthType, InvokeMode, cors].filter(Boolean).join(' · ')
}

function detailsOf({ note, failure, requestId, attempts }: CallProgress) {
  const facts = [requestId && `request id ${requestId}`, attempts && attempts > 1 && `${attempts} attempts`]
  const line = facts.filter(Boolean).join(' · ')
  if (!note && !failure && !line) return null
  return (
    <div className="text-small">
      {note && <p>{note}</p>}
      {failure && !note && <p>{failure.message}</p>}
      {failure?.aws && (
        <p className="break-words text-mute">
          {failure.aws.name}: {failure.aws.message}
        </p>
      )}
      {line && <p className="break-all text-mono text-mute">{line}</p>}
    </div>
  )
}
