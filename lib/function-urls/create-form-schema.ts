import { z } from 'zod'
import { type CorsFormValue, corsFormIssues } from '@/lib/cors/cors-form'
import { quoted } from '@/lib/cors/hostile-text'
import { grantOfCaller } from '@/lib/function-urls/create-form'
import { authTypeSchema, functionUrlIdentitySchema, invokeModeSchema } from '@/lib/function-urls/schema'
import { grantSchema } from '@/lib/permissions/schema'

/** A caller as it is typed: an account id, or the ARN of a role or user. */
const callerSchema = z.string().superRefine((text, context) => {
  const parsed = grantSchema.safeParse(grantOfCaller(text))
  const [issue] = parsed.success ? [] : parsed.error.issues
  if (issue) context.addIssue({ code: 'custom', message: `${quoted(text)}: ${issue.message}` })
})

/** The check of what the create page holds: `CreateFormValue`. */
export const createFormSchema = functionUrlIdentitySchema.extend({
  AuthType: authTypeSchema,
  InvokeMode: invokeModeSchema,
  cors: z.custom<CorsFormValue>().superRefine((value, context) => {
    for (const { path, message } of corsFormIssues(value)) context.addIssue({ code: 'custom', path, message })
  }),
  callers: z.array(callerSchema),
})
