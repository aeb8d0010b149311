import { functionUrlAddress } from '@/lib/sandbox/control-plane/function-url-configs'
import type { FunctionState, UrlState, WireStatement } from '@/lib/sandbox/state'

/** What is so about a function, read past every control-plane call: the measure for tests of what the console says. */
export interface FunctionTruth {
  arn: string
  revisionId: string
  reservedConcurrency?: number
  aliases: readonly { name: string; functionVersion: string }[]
  /** By qualifier, `$LATEST` for the function's own URL. */
  urls: Readonly<Record<string, UrlState & { functionUrl: string }>>
  /** By qualifier, `$LATEST` for the unqualified function. */
  policies: Readonly<Record<string, { revisionId: string; statements: readonly WireStatement[] }>>
}

export function functionTruth(target: FunctionState, port: number): FunctionTruth {
  const urls = [...target.urls].map(([qualifier, url]) => [
    qualifier,
    { ...url, functionUrl: functionUrlAddress(url.urlId, target.region, port) },
  ])
  return {
    arn: target.arn,
    revisionId: target.revisionId,
    reservedConcurrency: target.reservedConcurrency,
    aliases: [...target.aliases.values()].map(({ name, functionVersion }) => ({ name, functionVersion })),
    urls: Object.fromEntries(urls),
    policies: Object.fromEntries(target.policies),
  }
}
