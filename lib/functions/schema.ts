import * as z from 'zod/mini'
import { type FunctionIdentity, targetSchema } from '@/lib/identity/schema'

/** Of a function only what the console shows: never its environment, code location or layers. */
export interface FunctionFacts extends FunctionIdentity {
  FunctionArn: string
  Runtime?: string
  PackageType?: string
  Description: string
  LastModified: string
}

/** An alias as ListAliases answers it. */
export interface AliasFacts {
  Name: string
  AliasArn: string
  FunctionVersion: string
  Description: string
  /** Version → share of calls between 0 and 1, beside the main version. */
  AdditionalVersionWeights: Record<string, number>
}

/** A part of an answer that could not be read is a failure of its own, never "nothing there". */
export type Part<T> = { ok: true; value: T } | { ok: false; failure: import('@/lib/failures/result').Failure }

export interface FunctionDetails extends FunctionFacts {
  aliases: Part<AliasFacts[]>
  /** Published versions without `$LATEST`, the newest first. */
  versions: Part<string[]>
  tags: Part<Record<string, string>>
  /** `null`: not reserved; 0: every call is throttled. */
  reservedConcurrency: Part<number | null>
  readAt: string
}

/** `own-url`: the URL hangs on the function itself, so that there is no alias to be gone. */
export type AliasState = 'own-url' | 'exists' | 'deleted'

/** What lies behind a function URL and decides whether a call of it can run. */
export interface InvocationFacts {
  alias: Part<AliasState>
  reservedConcurrency: FunctionDetails['reservedConcurrency']
  readAt: string
}

/** The concurrency of an account in one region (Lambda API reference, "AccountLimit"). */
export interface ConcurrencyPool {
  ConcurrentExecutions: number
  UnreservedConcurrentExecutions: number
}

export const listFunctionsInputSchema = z.extend(targetSchema, {
  Marker: z.optional(z.string().check(z.maxLength(4096))),
})

export interface FunctionsPage {
  functions: FunctionFacts[]
  NextMarker?: string
  readAt: string
}
