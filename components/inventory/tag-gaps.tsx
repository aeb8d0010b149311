'use client'

import { PlaceFailures, placesFailed } from '@/components/failures/place-failures'
import type { SweepState } from '@/lib/inventory/schema'

/** Where tags could not be read, so that owners are not known. */
export function TagGaps({ sweeps }: { sweeps: SweepState[] }) {
  return (
    <div className="mb-4">
      <PlaceFailures
        title="Tags could not be read everywhere, so owners and tags are not known there"
        failed={placesFailed(sweeps, ({ tagsFailure }) => tagsFailure)}
      />
    </div>
  )
}
