'use client'

import type { SearchProgress } from '@/components/diagnosis/find-function-url'
import { FoundUrl } from '@/components/diagnosis/found-url'
import { type PlaceSearch, usePlaceSearch } from '@/components/diagnosis/use-place-search'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Spinner } from '@/components/ui/spinner'
import { TextLink } from '@/components/ui/text-link'
import type { Diagnosis } from '@/lib/diagnosis/diagnose'
import type { Place } from '@/lib/diagnosis/places'
import { changePath } from '@/lib/identity/paths'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

interface PlaceAnswerProps {
  place: Place
  diagnosis: Diagnosis
  onLeave: () => void
}

/** What the console knows of something that the text names. */
export function PlaceAnswer({ place, diagnosis, onLeave }: PlaceAnswerProps) {
  const search = usePlaceSearch(place)
  const { result, state } = search
  return (
    <section aria-label={nameOf(place)} className="flex flex-col gap-2">
      {!result?.matches.length && <h3 className="break-words font-semibold">{nameOf(place)}</h3>}
      <div aria-live="polite" className="flex flex-col gap-2">
        {(state === 'searching' || state === 'waiting') && <Searching search={search} />}
        {state === 'stopped' && <Stopped search={search} />}
        {result?.matches.map((match) => (
          <FoundUrl key={match.config.FunctionArn} match={match} diagnosis={diagnosis} onLeave={onLeave} />
        ))}
        {result && result.matches.length === 0 && (
          <NotFound place={place} search={search} onLeave={onLeave} />
        )}
      </div>
    </section>
  )
}

function nameOf(place: Place): string {
  if (place.kind === 'address') return `Address ${place.id}${place.region ? ` in ${place.region}` : ''}`
  if (place.kind === 'request-id') return `Request id ${place.id}`
  const name = place.qualifier === undefined ? place.functionName : `${place.functionName}:${place.qualifier}`
  return place.kind === 'arn' ? `${name} of ${place.account} in ${place.region}` : name
}

function Searching({ search: { progress, targets, stop } }: { search: PlaceSearch }) {
  return (
    <div className="flex flex-wrap items-center gap-3 text-mute text-small">
      <Spinner />
      <span>
        Looking in {counted(targets.length, 'account and region', 'accounts and regions')}:{' '}
        {lookedAt(progress)} so far
      </span>
      <Button size="sm" onClick={stop}>
        Stop
      </Button>
    </div>
  )
}

const lookedAt = ({ functions, targets }: SearchProgress) =>
  functions > 0 ? counted(functions, 'function') : counted(targets, 'of them', 'of them')

function Stopped({ search: { progress, again } }: { search: PlaceSearch }) {
  return (
    <Callout
      tone="neutral"
      title="The search was stopped"
      actions={
        <Button size="sm" onClick={again}>
          Look again
        </Button>
      }
    >
      {counted(progress.functions, 'function')} were looked at; it may be among the others.
    </Callout>
  )
}

function NotFound({ place, search, onLeave }: { place: Place; search: PlaceSearch; onLeave: () => void }) {
  const { progress, targets, result } = search
  const changes = result?.changes ?? []
  return (
    <>
      <Callout tone="neutral" title={changes.length > 0 ? 'Only the record knows it' : notFoundTitle(place)}>
        <p>{textFor(place, progress, targets.length)}</p>
        {progress.failures.slice(0, 3).map(({ target, failure }) => (
          <p key={`${target.account}/${target.region}/${failure.message}`} className="mt-1">
            Not looked at: {target.account} in {target.region}. {visibleText(failure.message)}
          </p>
        ))}
      </Callout>
      {changes.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {changes.slice(0, 5).map((change) => (
            <li key={change.changeId}>
              <TextLink href={changePath(change.changeId)} onClick={onLeave}>
                {visibleText(change.title)}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const notFoundTitle = ({ kind }: Place) =>
  kind === 'request-id' ? 'Not a call of this console' : 'Not found'

function textFor(place: Place, { functions, failures }: SearchProgress, targets: number): string {
  if (place.kind === 'request-id')
    return 'The console’s record knows the ids of its own calls. That of a call to a function stands in the function’s log: look for it in CloudWatch Logs. Ids of API calls are in CloudTrail.'
  const where = counted(targets, 'account and region', 'accounts and regions')
  const rest = failures.length > 0 ? ' Some of it could not be read.' : ''
  if (place.kind === 'address')
    return `None of the ${counted(functions, 'function')} looked at has this address. It was deleted, has a typing error, or belongs to an account or region that this console does not read (it reads ${where}).${rest}`
  return `There is no function URL of this name in the ${where} that this console reads.${rest}`
}
