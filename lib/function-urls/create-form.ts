import { z } from 'zod'
import type { ChangeRequestInput } from '@/lib/changes/schema'
import { type CorsFormValue, corsFormSchema, formToCors } from '@/lib/cors/cors-form'
import { quoted } from '@/lib/cors/hostile-text'
import {
  accountSchema,
  authTypeSchema,
  functionUrlIdentitySchema,
  invokeModeSchema,
} from '@/lib/function-urls/schema'
import { type Grant, grantSchema } from '@/lib/permissions/schema'

/** A caller as it is typed: an account id, or the ARN of a role or user. */
const callerSchema = z.string().superRefine((text, context) => {
  const parsed = grantSchema.safeParse(grantOfCaller(text))
  const [issue] = parsed.success ? [] : parsed.error.issues
  if (issue) context.addIssue({ code: 'custom', message: `${quoted(text)}: ${issue.message}` })
})

/** What the create page holds while it is filled in. */
export const createFormSchema = functionUrlIdentitySchema.extend({
  AuthType: authTypeSchema,
  InvokeMode: invokeModeSchema,
  cors: corsFormSchema,
  /** Accounts and roles that may call, for AWS_IAM. */
  callers: z.array(callerSchema),
})

export interface CreateFormValue {
  account: string
  region: string
  functionName: string
  qualifier: string
  AuthType: 'NONE' | 'AWS_IAM'
  InvokeMode: 'BUFFERED' | 'RESPONSE_STREAM'
  cors: CorsFormValue
  callers: string[]
}

/** A 12-digit text is an account, everything else is read as a role. */
function grantOfCaller(text: string): Grant {
  return accountSchema.safeParse(text).success
    ? { type: 'account', account: text }
    : { type: 'role', roleArn: text }
}

/** The request that a filled-in form asks for. CORS that is off is not sent at all. */
export function createRequest(value: CreateFormValue, recreates?: string): ChangeRequestInput {
  const { account, region, functionName, qualifier, AuthType, InvokeMode, cors, callers } = value
  return {
    kind: 'create',
    identity: { account, region, functionName, qualifier },
    AuthType,
    InvokeMode,
    ...(cors.enabled ? { Cors: formToCors(cors) } : {}),
    grants: AuthType === 'AWS_IAM' ? callers.map(grantOfCaller) : [],
    ...(recreates ? { recreates } : {}),
  }
}
