import type * as z from 'zod/mini'

/** What the description of the API needs to know of a verb. */
export interface ReadVerb {
  name: string
  input: z.ZodMiniType
}
