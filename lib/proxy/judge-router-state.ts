import 'server-only'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import type { Refusal } from '@/lib/proxy/judge-request'

/** Where the browser's router stands, as it says. Next answers what it cannot read with a fault of its own. */
export function judgeRouterState(header: (name: string) => string | null): Refusal | undefined {
  try {
    parseAndValidateFlightRouterState(header('next-router-state-tree') ?? undefined)
    return undefined
  } catch {
    return {
      status: 400,
      title: 'Malformed request',
      sentence: 'The place that the request says it comes from is none.',
    }
  }
}
