'use client'

import { Inbox, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { EndSensor } from '@/components/function-list/end-sensor'
import { SkeletonRows } from '@/components/function-list/functions-skeleton'
import { FunctionsTable } from '@/components/function-list/functions-table'
import { FunctionsTableHead } from '@/components/function-list/functions-table-head'
import type { AccountNames } from '@/components/function-list/target-text'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Spinner } from '@/components/ui/spinner'
import { TextLink } from '@/components/ui/text-link'
import type { ReadingPhase } from '@/lib/functions/reading'
import type { FunctionFacts } from '@/lib/functions/schema'
import type { Terms } from '@/lib/functions/search'
import { AWS_DOCUMENTATION } from '@/lib/text/aws-documentation'

interface FunctionsBodyProps {
  functions: FunctionFacts[]
  /** What is looked for. */
  terms: Terms
  /** Whether functions are left whose URLs may match. */
  isReadingUrls: boolean
  phase: ReadingPhase
  isFiltered: boolean
  hasReadAny: boolean
  accountNames: AccountNames
  readOnlyReason?: string
  onClear: () => void
  onContinue: () => void
  /** The end of the list came into sight while reading is stopped. */
  onEnd: () => void
}

/** The rows, or why there are none. */
export function FunctionsBody(props: FunctionsBodyProps) {
  const { functions, terms, phase, isFiltered, hasReadAny, accountNames, readOnlyReason } = props
  if (functions.length > 0)
    return (
      <>
        <FunctionsTable
          functions={functions}
          terms={terms}
          isComplete={phase === 'complete'}
          accountNames={accountNames}
          readOnlyReason={readOnlyReason}
        />
        <ListEnd {...props} />
      </>
    )
  if (phase === 'reading' && !(isFiltered && hasReadAny)) return <Loading />
  if (isFiltered && hasReadAny) return <NoMatch {...props} />
  return <NoFunctions phase={phase} onContinue={props.onContinue} />
}

function Loading() {
  return (
    <table aria-hidden className="w-full table-fixed border-collapse text-left max-lg:block">
      <FunctionsTableHead />
      <SkeletonRows rows={8} />
    </table>
  )
}

function NoMatch({ phase, isReadingUrls, onClear, onContinue }: FunctionsBodyProps) {
  const rest: Record<ReadingPhase, string> = {
    reading: 'Reading goes on; a match may still come.',
    stopped: 'Reading was stopped; there may be a match among what is not read yet.',
    failed: 'Some accounts and regions could not be read; a match may be there.',
    complete: isReadingUrls
      ? 'The URLs of some functions are not read yet; a match may be among them.'
      : 'Every function was searched by name, description, runtime, account and ARN, and by the URLs that were read.',
  }
  return (
    <EmptyState
      icon={phase === 'reading' || (isReadingUrls && phase === 'complete') ? <Spinner /> : <SearchX />}
      title="No function matches"
      actions={
        <>
          <Button onClick={onClear}>Clear filters</Button>
          {phase === 'stopped' && <Button onClick={onContinue}>Continue reading</Button>}
        </>
      }
    >
      {rest[phase]}
    </EmptyState>
  )
}

function NoFunctions({ phase, onContinue }: { phase: ReadingPhase; onContinue: () => void }) {
  if (phase === 'stopped')
    return (
      <EmptyState
        icon={<Inbox />}
        title="Nothing is read yet"
        actions={<Button onClick={onContinue}>Continue reading</Button>}
      >
        Reading was stopped before the first function came.
      </EmptyState>
    )
  if (phase === 'failed')
    return (
      <EmptyState icon={<Inbox />} title="Nothing could be read">
        The reasons and what would help stand above.
      </EmptyState>
    )
  return (
    <EmptyState icon={<Inbox />} title="No functions">
      There is no Lambda function in these accounts and regions. Create one in AWS first, or let the console
      look elsewhere: CONSOLE_REGIONS names its regions and CONSOLE_ROLE_ARNS further accounts. See{' '}
      <TextLink href={AWS_DOCUMENTATION.firstFunction.href}>{AWS_DOCUMENTATION.firstFunction.title}</TextLink>
      .
    </EmptyState>
  )
}

/** The last line: what is still to come. Scrolling to it reads on where the person had stopped reading ahead. */
function ListEnd({ phase, isFiltered, onContinue, onEnd, functions }: FunctionsBodyProps) {
  const reads = phase === 'stopped' && !isFiltered
  return (
    <>
      {reads && <EndSensor key={functions.length} onSeen={onEnd} />}
      {TEXT[phase] !== '' && (
        <EndLine>
          {phase === 'reading' && <Spinner />}
          {TEXT[phase]}
          {phase === 'stopped' && (
            <Button size="sm" onClick={onContinue}>
              Continue reading
            </Button>
          )}
        </EndLine>
      )}
    </>
  )
}

const TEXT: Record<ReadingPhase, string> = {
  reading: 'Reading more functions',
  stopped: 'Reading is stopped; scrolling down reads one page at a time.',
  failed: 'The rest could not be read.',
  complete: '',
}

function EndLine({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-center gap-2 px-4 py-2 text-mute text-small">
      {children}
    </div>
  )
}
