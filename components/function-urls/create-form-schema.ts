import * as z from 'zod/mini'
import { grantOfCaller } from '@/components/function-urls/create-request'
import { type CorsFormValue, corsFormIssues } from '@/lib/cors/value/cors-form'
import { authTypeSchema, functionUrlIdentitySchema, invokeModeSchema } from '@/lib/identity/schema'
import { grantSchema } from '@/lib/permissions/schema'
import { quoted } from '@/lib/text/hostile-text'

/** A caller as it is typed: an account id, or the ARN of a role or user. */
const callerSchema = z.string().check(
  z.superRefine((text, context) => {
    const parsed = grantSchema.safeParse(grantOfCaller(text))
    const [issue] = parsed.success ? [] : parsed.error.issues
    if (issue) context.addIssue({ code: 'custom', message: `${quoted(text)}: ${issue.message}` })
  }),
)

/** The check of what the create page holds: `CreateFormValue`. */
export const createFormSchema = z.extend(functionUrlIdentitySchema, {
  AuthType: authTypeSchema,
  InvokeMode: invokeModeSchema,
  json: z.nullable(z.string()),
  Cors: z.custom<CorsFormValue>().check(
    z.superRefine((value, context) => {
      for (const { path, message } of corsFormIssues(value))
        context.addIssue({ code: 'custom', path, message })
    }),
  ),
  callers: z.array(callerSchema),
})
