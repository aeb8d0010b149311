import { type CorsFormValue, formToCors } from '@/lib/cors/value/cors-form'
import { TEXT_RULES } from '@/lib/permissions/permission-rules'
import type { Grant } from '@/lib/permissions/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

/** What the create page holds while it is filled in. */
export interface CreateFormValue {
  account: string
  region: string
  functionName: string
  qualifier: string
  AuthType: 'NONE' | 'AWS_IAM'
  InvokeMode: 'BUFFERED' | 'RESPONSE_STREAM'
  /** As in the CORS editor, whose presets read and write it. */
  Cors: CorsFormValue
  json: string | null
  /** Accounts and roles that may call, for AWS_IAM. */
  callers: string[]
}

/** A 12-digit text is an account, everything else is read as a role. */
export function grantOfCaller(text: string): Grant {
  return TEXT_RULES.SourceAccount.pattern.test(text)
    ? { type: 'account', account: text }
    : { type: 'role', roleArn: text }
}

/** The request that a filled-in form asks for. CORS that is off is not sent at all. */
export function createRequest(value: CreateFormValue, recreates?: string): ChangeRequestInput {
  const { account, region, functionName, qualifier, AuthType, InvokeMode, Cors, callers } = value
  return {
    kind: 'create',
    identity: { account, region, functionName, qualifier },
    AuthType,
    InvokeMode,
    ...(Cors.enabled ? { Cors: formToCors(Cors) } : {}),
    grants: AuthType === 'AWS_IAM' ? callers.map(grantOfCaller) : [],
    ...(recreates ? { recreates } : {}),
  }
}
