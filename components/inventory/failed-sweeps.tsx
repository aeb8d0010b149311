'use client'

import { useQueryClient } from '@tanstack/react-query'
import { FailedTargets } from '@/components/function-list/failed-targets'
import type { AccountNames } from '@/components/function-list/target-text'
import { askAgain } from '@/lib/draft/ask-again'
import { INVENTORY_KEY } from '@/lib/inventory/queries'
import type { SweepState } from '@/lib/inventory/schema'
import { checkNow } from '@/lib/sweep/actions'

interface FailedSweepsProps {
  sweeps: SweepState[]
  accountNames: AccountNames
}

/** Accounts and regions that could not be read, why, and the way to try again; what is known of them stays below. */
export function FailedSweeps({ sweeps, accountNames }: FailedSweepsProps) {
  const client = useQueryClient()
  const readings = sweeps.map(({ account, region, failure, isRunning, isRequested }) => ({
    target: { account, region },
    pages: [],
    hasMore: true,
    isReading: isRunning || isRequested,
    failure,
  }))
  const retry = async (index: number) => {
    const target = readings[index]?.target
    if (target) await askAgain(() => checkNow(target)).catch(() => undefined)
    await client.invalidateQueries({ queryKey: INVENTORY_KEY })
  }
  return <FailedTargets readings={readings} accountNames={accountNames} retry={retry} />
}
