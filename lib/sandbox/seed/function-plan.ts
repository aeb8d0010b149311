import type { FunctionBehaviour, WireCors, WireStatement } from '../state'
import type { TrafficPlan } from './seed-traffic'

/** A statement before it is known which function it is attached to. */
export interface StatementPlan extends Omit<WireStatement, 'Resource'> {
  /** Attached to the function or alias whose policy it is in, unless it says otherwise. */
  readonly Resource?: string
}

interface AliasPlan {
  readonly name: string
  readonly functionVersion?: string
  readonly description?: string
  readonly routing?: Record<string, number>
}

export interface UrlPlan {
  /** An alias; the function's own URL when left out. It may name an alias that is gone. */
  readonly qualifier?: string
  readonly authType: 'NONE' | 'AWS_IAM'
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
  readonly cors?: WireCors
  /** None when left out. */
  readonly traffic?: TrafficPlan
}

/** One function of the company; what is left out follows from its name. */
export interface FunctionPlan {
  readonly name: string
  readonly description?: string
  readonly runtime?: string
  readonly tags?: Record<string, string>
  /** How many were published. */
  readonly versions?: number
  readonly aliases?: readonly AliasPlan[]
  readonly urls?: readonly UrlPlan[]
  /** By qualifier, `$LATEST` for the function itself. */
  readonly policies?: Readonly<Record<string, readonly StatementPlan[]>>
  readonly reservedConcurrency?: number
  readonly behaviour?: FunctionBehaviour
}

/** The functions of one account in one region. */
export interface RegionPlan {
  readonly account: string
  readonly region: string
  readonly functions: readonly FunctionPlan[]
}
