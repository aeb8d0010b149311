import * as z from 'zod/mini'
import type { Result } from '@/lib/failures/result'
import { type FunctionUrlIdentity, functionUrlIdentitySchema } from '@/lib/identity/schema'
import { TRAFFIC_RANGES } from '@/lib/traffic/ranges'

/** How often a function URL was called, as CloudWatch counted (metric UrlRequestCount). */
export interface Traffic {
  /** Sums of the hour, the day and the 30 days before `readAt`. */
  lastHour: number
  lastDay: number
  last30Days: number
  readAt: string
}

/** The requests of one function URL day by day. */
export interface DailyRequests {
  /** Of the last 30 days and of today so far, the oldest first; a day ends at midnight UTC. */
  days: number[]
  readAt: string
}

/** How many function URLs one request may ask about. */
const MAX_URLS_AT_ONCE = 25

const urlTextSchema = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(400, 'An identity looks like 111122223333/eu-central-1/function/$LATEST.')),
    z.transform((text) => {
      const [account, region, functionName, qualifier] = text.split('/')
      return { account, region, functionName, qualifier }
    }),
  ),
  functionUrlIdentitySchema,
)

/** `?url=a&url=b`: one or several. */
export const listDailyRequestsInputSchema = z.pipe(
  z.pipe(
    z.object({
      url: z.union([
        z.pipe(
          z.string(),
          z.transform((one) => [one]),
        ),
        z.array(z.string()),
      ]),
    }),
    z.object({
      url: z
        .array(urlTextSchema)
        .check(
          z.minLength(1),
          z.maxLength(MAX_URLS_AT_ONCE, `Ask about at most ${MAX_URLS_AT_ONCE} function URLs at once.`),
        ),
    }),
  ),
  z.transform(({ url }) => ({ identities: url })),
)

/** What was found for one of several function URLs. */
export interface DailyRequestsOfUrl {
  identity: FunctionUrlIdentity
  answer: Result<DailyRequests>
}

export const trafficSeriesInputSchema = z.extend(functionUrlIdentitySchema, {
  range: z._default(z.enum(TRAFFIC_RANGES), '24h'),
})
