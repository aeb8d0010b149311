import * as z from 'zod/mini'
import type { Result } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { type FunctionIdentity, functionIdentitySchema } from '@/lib/identity/schema'

/** An opaque place in a list, as AWS gave it. */
const markerSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(4096, 'A marker has at most 4,096 characters.'))

export const listFunctionUrlConfigsInputSchema = z.extend(functionIdentitySchema, {
  Marker: z.optional(markerSchema),
})

export interface FunctionUrlsPage {
  FunctionUrlConfigs: FunctionUrlConfig[]
  /** Absent on the last page. */
  NextMarker?: string
  readAt: string
}

/** How many functions one request may ask about. */
const MAX_IDENTITIES = 25

const identityTextSchema = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(256, 'An identity looks like 111122223333/eu-central-1/function.')),
    z.transform((text) => {
      const [account, region, functionName] = text.split('/')
      return { account, region, functionName }
    }),
  ),
  functionIdentitySchema,
)

/** `?identity=a&identity=b`: one or several. */
export const listFunctionUrlConfigsOfManyInputSchema = z.pipe(
  z.pipe(
    z.object({
      identity: z.union([
        z.pipe(
          z.string(),
          z.transform((one) => [one]),
        ),
        z.array(z.string()),
      ]),
    }),
    z.object({
      identity: z
        .array(identityTextSchema)
        .check(
          z.minLength(1),
          z.maxLength(MAX_IDENTITIES, `Ask about at most ${MAX_IDENTITIES} functions at once.`),
        ),
    }),
  ),
  z.transform(({ identity }) => ({ identities: identity })),
)

/** What was found for one of many functions. */
export interface UrlsOfFunction {
  identity: FunctionIdentity
  answer: Result<FunctionUrlsPage>
}

export interface FunctionUrlAnswer {
  /** `null`: there is none. */
  config: FunctionUrlConfig | null
  readAt: string
}
