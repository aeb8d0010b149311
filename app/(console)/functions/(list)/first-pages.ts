import 'server-only'
import type { TargetStart } from '@/components/function-list/use-function-readings'
import type { Connection } from '@/lib/connection/schema'
import { fromPage } from '@/lib/doorways/page'
import { failed, type Result } from '@/lib/failures/result'
import { listFunctions } from '@/lib/functions/read'
import type { FunctionsPage } from '@/lib/functions/schema'
import type { Target } from '@/lib/identity/schema'

/** Milliseconds that the first paint waits for a slow target; the browser then reads it by itself. */
const WAIT = 2_000

/** Every account and region with its first page, as far as it came in time; one that fails holds up no other. */
export function firstPages({ targets }: Connection): Promise<TargetStart[]> {
  const starts = targets.flatMap(({ account, regions, failure }) =>
    regions.map(async (region) => {
      const target = { account, region }
      return { target, firstPage: failure ? failed(failure) : await inTime(target) }
    }),
  )
  return Promise.all(starts)
}

function inTime(target: Target): Promise<Result<FunctionsPage> | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, WAIT))
  return Promise.race([fromPage(listFunctions, target), late])
}
