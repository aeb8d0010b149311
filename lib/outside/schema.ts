import * as z from 'zod/mini'
import type { Cors } from '@/lib/cors/value/schema'
import type { Failure } from '@/lib/failures/result'
import {
  type AuthType,
  accountSchema,
  type FunctionIdentity,
  functionNameSchema,
  type InvokeMode,
  qualifierSchema,
  regionSchema,
  type Target,
} from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'

/** The settings of a function URL as far as somebody knows them. */
export interface KnownConfig {
  AuthType: AuthType
  /** Left out where AWS did not say. */
  InvokeMode?: InvokeMode
  Cors?: Cors
}

/** What CloudTrail tells of a change beside where and when. */
export interface ToldChange {
  who: {
    name: string
    /** The role, permission set or account that the name stands in. */
    detail?: string
  }
  /** `CloudFormation`, `Terraform` …: how, as far as the caller says; a hint and no proof. */
  via?: string
  sourceIp?: string
  /** AWS refused it, so nothing was changed. */
  error?: { code: string; message?: string }
  /** The settings after it, as AWS answered; an Update is told by its new values alone. */
  config?: KnownConfig
  /** The statement that came, as AWS answered; of one that went only the id is told. */
  statement?: Statement
  statementId?: string
  concurrency?: number
}

/** What the index knew to stand there before, and how old that was. */
export interface KnownBefore {
  /** `null`: no function URL. */
  config?: KnownConfig | null
  statement?: Statement
  /** `null`: not reserved. */
  concurrency?: number | null
  readAt: string
}

/** A change that was made past this console. */
export interface OutsideChange extends FunctionIdentity {
  eventId: string
  /** Absent where it is about the whole function. */
  qualifier?: string
  at: string
  operation: string
  requestId: string
  told: ToldChange
  /** Absent: nobody here knows what stood there before. */
  before?: KnownBefore
}

/** What was read of one event; what the index knows is put beside it when it is kept. */
export type ReadEvent = Omit<OutsideChange, 'before'>

/** How far the event history of one account and region was read. */
export interface TrailState extends Target {
  /** When CloudTrail was last asked; absent: never. */
  readAt?: string
  /** Why it did not answer then. */
  failure?: Failure
  isRequested: boolean
}

export const listOutsideInputSchema = z.object({
  account: z.optional(accountSchema),
  region: z.optional(regionSchema),
  functionName: z.optional(functionNameSchema),
  qualifier: z.optional(qualifierSchema),
  /** Continue below this one: its time and id. */
  before: z.optional(
    z.string().check(z.regex(/^[\dT:.Z-]{20,24}\/[\w-]{1,64}$/, 'This is no place to go on from.')),
  ),
})

export type ListOutsideInput = z.output<typeof listOutsideInputSchema>

export interface OutsidePage {
  changes: OutsideChange[]
  /** The `before` of the next page; absent on the last one. */
  next?: string
  trails: TrailState[]
}
