import { functionUrlAddress } from '../control-plane/function-url-configs'
import type { FunctionState, UrlState, WireStatement } from '../state'

/** What is so about a function, read past every control-plane call: the measure for tests of what the console says. */
export interface FunctionTruth {
  readonly arn: string
  readonly revisionId: string
  readonly reservedConcurrency?: number
  readonly aliases: readonly { readonly name: string; readonly functionVersion: string }[]
  /** By qualifier, `$LATEST` for the function's own URL. */
  readonly urls: Readonly<Record<string, UrlState & { readonly functionUrl: string }>>
  /** By qualifier, `$LATEST` for the unqualified function. */
  readonly policies: Readonly<
    Record<string, { readonly revisionId: string; readonly statements: readonly WireStatement[] }>
  >
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
