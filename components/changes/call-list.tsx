import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { StepList } from '@/components/ui/steps'
import type { CallProgress } from '@/lib/changes/change'
import { type Call, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import { inSequence, toCli } from '@/lib/changes/plan/to-cli'
import { counted } from '@/lib/text/counted'

/** The calls of a plan in their order, and the same as AWS CLI commands. */
export function CallList({ calls, region }: { calls: Call[]; region: string }) {
  return (
    <Calls calls={calls} region={region}>
      <ol className="flex flex-col gap-2">
        {calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a call is its place in the order
          <li key={index} className="flex gap-2.5">
            <span
              aria-hidden
              className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full bg-chip text-small tabular-nums"
            >
              {index + 1}
            </span>
            <div className="min-w-0">
              <p className="font-strong">{call.operation}</p>
              <p className="break-words text-mute text-small">{callSubject(call)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Calls>
  )
}

/** The calls of a change that has begun, with how far each has come. */
export function CallProgressList({ calls, region }: { calls: CallProgress[]; region: string }) {
  return (
    <Calls calls={calls.map(({ call }) => call)} region={region}>
      <StepList
        steps={calls.map((progress) => ({
          title: progress.call.operation,
          description: callSubject(progress.call),
          status: progress.status,
          word: isTryingAgain(progress) ? 'Waiting to try again' : undefined,
          children: detailsOf(progress),
        }))}
      />
    </Calls>
  )
}

function Calls({ calls, region, children }: { calls: Call[]; region: string; children: ReactNode }) {
  const title = `${counted(calls.length, 'call')} to AWS${calls.length > 1 ? ', in this order' : ''}`
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="font-semibold text-small">{title}</h3>
      {children}
      <CliCommands calls={calls} region={region} />
    </section>
  )
}

/** The calls as one could make them oneself. */
export function CliCommands({
  calls,
  region,
  summary = 'The same as AWS CLI commands',
}: {
  calls: Call[]
  region: string
  summary?: string
}) {
  return (
    <Disclosure summary={summary}>
      <CodeBlock label="AWS CLI" code={inSequence(calls.map((call) => toCli(call, region)))} />
    </Disclosure>
  )
}

/** A call is repeated only where AWS has throttled it or was never reached. */
const isTryingAgain = ({ status, attempts = 1 }: CallProgress) => status === 'running' && attempts > 1

function callSubject<Name extends CallOperation>({ operation, input }: Call<Name>): string {
  return OPERATIONS[operation].subject(input)
}

function detailsOf({ note, failure, requestId, attempts }: CallProgress) {
  const facts = [
    requestId && `request id ${requestId}`,
    attempts && attempts > 1 && counted(attempts, 'attempt'),
  ]
  const line = facts.filter(Boolean).join(' · ')
  if (!note && !failure && !line) return null
  return (
    <div className="text-small">
      {note && <p>{note}</p>}
      {/* The outcome above has the whole failure. */}
      {failure && !note && <p>{failure.aws?.name ?? failure.message}</p>}
      {line && <p className="break-all text-mono text-mute">{line}</p>}
    </div>
  )
}
