import type { UseFormReturn } from 'react-hook-form'
import type { Grant } from '@/lib/permissions/schema'

const EMPTY_PERMISSION = {
  StatementId: '',
  Action: 'lambda:InvokeFunctionUrl',
  Principal: '',
  SourceArn: '',
  SourceAccount: '',
  EventSourceToken: '',
  PrincipalOrgID: '',
  FunctionUrlAuthType: '',
  InvokedViaFunctionUrl: '',
}

/** What the form of a grant holds while it is filled in: the fields of every kind, whichever is chosen. */
export interface GrantFormValue {
  type: Grant['type']
  account: string
  roleArn: string
  organizationId: string
  distributionArn: string
  permission: typeof EMPTY_PERMISSION
}

/** The form as its fields see it. */
export type GrantFormOf = Pick<UseFormReturn<GrantFormValue, unknown, Grant>, 'register' | 'control'>

/** What it begins with. */
export const EMPTY_GRANT: GrantFormValue = {
  type: 'account',
  account: '',
  roleArn: '',
  organizationId: '',
  distributionArn: '',
  permission: EMPTY_PERMISSION,
}

/** What was typed as a grant: fields of the other kinds are no part of it, empty ones are left out. */
export function grantOf(value: GrantFormValue): Grant {
  const { type, account, roleArn, organizationId, distributionArn, permission } = value
  if (type === 'everyone') return { type }
  if (type === 'account') return { type, account: account.trim() }
  if (type === 'role') return { type, roleArn: roleArn.trim() }
  if (type === 'organization') return { type, organizationId: organizationId.trim() }
  if (type === 'cloudfront') return { type, distributionArn: distributionArn.trim() }
  const { InvokedViaFunctionUrl, ...texts } = permission
  const filled = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ''))
  const via = InvokedViaFunctionUrl === '' ? {} : { InvokedViaFunctionUrl: InvokedViaFunctionUrl === 'true' }
  return { type, permission: { StatementId: '', Principal: '', Action: '', ...filled, ...via } }
}
