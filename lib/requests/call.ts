import { z } from 'zod'
import { storedCorsSchema } from '@/lib/cors/value/schema'
import { authTypeSchema, invokeModeSchema } from '@/lib/identity/schema'
import { addPermissionSchema } from '@/lib/permissions/schema'

/**
 * RevisionId of a policy call: known while planning, or only once an earlier call of the same plan is done
 * (`after` is that call's index; the executor reads the policy then and checks it).
 */
const revisionSchema = z.union([z.string(), z.object({ after: z.number().int().nonnegative() })])

const callBase = { FunctionName: z.string(), Qualifier: z.string().optional() }

/** One AWS call of a plan, with the parameters as the API names them. */
export const callSchema = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('CreateFunctionUrlConfig'),
    input: z.object({
      ...callBase,
      AuthType: authTypeSchema,
      InvokeMode: invokeModeSchema,
      Cors: storedCorsSchema.optional(),
    }),
  }),
  z.object({
    operation: z.literal('UpdateFunctionUrlConfig'),
    input: z.object({
      ...callBase,
      AuthType: authTypeSchema,
      InvokeMode: invokeModeSchema.optional(),
      Cors: storedCorsSchema.optional(),
    }),
  }),
  z.object({ operation: z.literal('DeleteFunctionUrlConfig'), input: z.object(callBase) }),
  z.object({
    operation: z.literal('AddPermission'),
    input: z.object({ ...callBase, ...addPermissionSchema.shape, RevisionId: revisionSchema.optional() }),
  }),
  z.object({
    operation: z.literal('RemovePermission'),
    input: z.object({ ...callBase, StatementId: z.string(), RevisionId: revisionSchema.optional() }),
  }),
])

export type Call = z.infer<typeof callSchema>

export type CallOperation = Call['operation']
