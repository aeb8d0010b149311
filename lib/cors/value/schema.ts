import * as z from 'zod/mini'

/** Cors as AWS stores and answers it: only the members that were sent, and nothing checked for sense. */
export const storedCorsSchema = z.object({
  AllowCredentials: z.optional(z.boolean()),
  AllowHeaders: z.optional(z.array(z.string())),
  AllowMethods: z.optional(z.array(z.string())),
  AllowOrigins: z.optional(z.array(z.string())),
  ExposeHeaders: z.optional(z.array(z.string())),
  MaxAge: z.optional(z.int()),
})
export type Cors = z.infer<typeof storedCorsSchema>
