import { z } from 'zod'
import type { Result } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { type FunctionIdentity, functionIdentitySchema } from '@/lib/identity/schema'

/** An opaque place in a list, as AWS gave it. */
const markerSchema = z.string().min(1).max(4096, 'A marker has at most 4,096 characters.')

export const listFunctionUrlConfigsInputSchema = functionIdentitySchema.extend({
  Marker: markerSchema.optional(),
})

export interface FunctionUrlsPage {
  FunctionUrlConfigs: FunctionUrlConfig[]
  /** Absent on the last page. */
  NextMarker?: string
  readAt: string
}

/** How many functions one request may ask about. */
const MAX_IDENTITIES = 25

const identityTextSchema = z
  .string()
  .max(256, 'An identity looks like 111122223333/eu-central-1/function.')
  .transform((text) => {
    const [account, region, functionName] = text.split('/')
    return { account, region, functionName }
  })
  .pipe(functionIdentitySchema)

/** `?identity=a&identity=b`: one or several. */
export const listFunctionUrlConfigsOfManyInputSchema = z
  .object({ identity: z.union([z.string().transform((one) => [one]), z.array(z.string())]) })
  .pipe(
    z.object({
      identity: z
        .array(identityTextSchema)
        .min(1)
        .max(MAX_IDENTITIES, `Ask about at most ${MAX_IDENTITIES} functions at once.`),
    }),
  )
  .transform(({ identity }) => ({ identities: identity }))

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
