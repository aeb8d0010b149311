import { z } from 'zod'

/** Cors as AWS stores and answers it: only the members that were sent, and nothing checked for sense. */
export const storedCorsSchema = z.object({
  AllowCredentials: z.boolean().optional(),
  AllowHeaders: z.array(z.string()).optional(),
  AllowMethods: z.array(z.string()).optional(),
  AllowOrigins: z.array(z.string()).optional(),
  ExposeHeaders: z.array(z.string()).optional(),
  MaxAge: z.number().int().optional(),
})
export type Cors = z.infer<typeof storedCorsSchema>
