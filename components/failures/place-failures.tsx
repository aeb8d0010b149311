'use client'

import { useAccountTexts } from '@/components/shell/account-marks'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import type { Failure } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import type { Target } from '@/lib/identity/schema'
import { counted } from '@/lib/text/counted'

interface PlaceFailuresProps {
  /** What could not be read, and what follows from it: a sentence in front of the number of places. */
  title: string
  failed: (Target & { failure: Failure })[]
}

/** A part that could not be read in some accounts and regions while the rest goes on: where, why, and what is missing. */
export function PlaceFailures({ title, failed }: PlaceFailuresProps) {
  const { targetText } = useAccountTexts()
  if (failed.length === 0) return null
  const actions = [...new Set(failed.flatMap(({ failure }) => failure.missing?.action ?? []))]
  return (
    <Callout tone="warn" title={title}>
      <Disclosure
        summary={`Where and why (${counted(failed.length, 'account and region', 'accounts and regions')})`}
      >
        <ul className="list-disc pl-5">
          {failed.map(({ failure, ...target }) => (
            <li key={identityKey(target)}>
              {targetText(target)}: {failure.message}
            </li>
          ))}
        </ul>
        {actions.length > 0 && (
          <CodeBlock
            wrap
            label="Policy statement that would allow it"
            code={JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' }, null, 2)}
            className="mt-2"
          />
        )}
      </Disclosure>
    </Callout>
  )
}

/** The places that have a failure among those that may have one. */
export const placesFailed = <Place extends Target>(
  places: readonly Place[],
  failureOf: (place: Place) => Failure | undefined,
) =>
  places.flatMap((place) => {
    const failure = failureOf(place)
    return failure ? [{ account: place.account, region: place.region, failure }] : []
  })
