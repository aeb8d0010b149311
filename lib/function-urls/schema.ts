import * as z from 'zod/mini'
import { storedCorsSchema } from '@/lib/cors/value/schema'
import { authTypeSchema, invokeModeSchema } from '@/lib/identity/schema'

/** A function URL as GetFunctionUrlConfig and ListFunctionUrlConfigs answer it; times are AWS's text, unchanged. */
export const functionUrlConfigSchema = z.object({
  FunctionUrl: z.string(),
  FunctionArn: z.string(),
  AuthType: authTypeSchema,
  InvokeMode: invokeModeSchema,
  Cors: z.optional(storedCorsSchema),
  CreationTime: z.string(),
  LastModifiedTime: z.string(),
})

export type FunctionUrlConfig = z.infer<typeof functionUrlConfigSchema>
