import * as z from 'zod/mini'
import type { Failure } from '@/lib/failures/result'

/** An account that the console may talk to, in each of its regions. */
export interface ConnectionTarget {
  account: string
  accountName?: string
  regions: string[]
  /** As whom; absent when that could not be found out. */
  principalArn?: string
  roleArn?: string
  /** Why the account cannot be read now. */
  failure?: Failure
}

/** What the console talks to and as whom. */
export interface Connection {
  /** `AWS`, `Sandbox`, or the host of another endpoint. */
  endpoint: string
  isReadOnly: boolean
  /** Whom the journal names. */
  operator: string
  regions: string[]
  /** The accounts that are known, the console's own first. */
  targets: ConnectionTarget[]
  /** The console's own credentials do not work. */
  failure?: Failure
  /** Where function URLs live: `*.lambda-url.<region>.on.aws`. */
  functionUrlHost: string
  readAt: string
}

export const connectionInputSchema = z.object({})
