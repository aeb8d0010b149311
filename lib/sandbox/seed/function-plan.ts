import type { TrafficPlan } from '@/lib/sandbox/seed/seed-traffic'
import type { FunctionBehaviour, WireCors, WireStatement } from '@/lib/sandbox/state'

/** A statement before it is known which function it is attached to. */
export interface StatementPlan extends Omit<WireStatement, 'Resource'> {
  /** Attached to the function or alias whose policy it is in, unless it says otherwise. */
  Resource?: string
}

interface AliasPlan {
  name: string
  functionVersion?: string
  description?: string
  routing?: Record<string, number>
}

export interface UrlPlan {
  /** An alias; the function's own URL when left out. It may name an alias that is gone. */
  qualifier?: string
  authType: 'NONE' | 'AWS_IAM'
  invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
  cors?: WireCors
  /** None when left out. */
  traffic?: TrafficPlan
}

/** One function of the company; what is left out follows from its name. */
export interface FunctionPlan {
  name: string
  description?: string
  runtime?: string
  tags?: Record<string, string>
  /** How many were published. */
  versions?: number
  aliases?: readonly AliasPlan[]
  urls?: readonly UrlPlan[]
  /** By qualifier, `$LATEST` for the function itself. */
  policies?: Readonly<Record<string, readonly StatementPlan[]>>
  reservedConcurrency?: number
  behaviour?: FunctionBehaviour
}

/** The functions of one account in one region. */
export interface RegionPlan {
  account: string
  region: string
  functions: readonly FunctionPlan[]
}
