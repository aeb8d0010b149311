import type { Issue } from '@/lib/failures/result'
import type { AuthType } from '@/lib/identity/schema'

/** Statement ids that AWS's own console and SAM write (Lambda developer guide, "Control access to function URLs"). */
export const PUBLIC_STATEMENT_IDS = {
  InvokeFunctionUrl: 'FunctionURLAllowPublicAccess',
  InvokeFunction: 'FunctionURLInvokeAllowPublicAccess',
} as const

/** The parameters of AddPermission that describe a statement (Lambda API reference, "AddPermission"); the schema gives them. */
export type AddPermissionInput = {
  StatementId: string
  Action: string
  Principal: string
  SourceArn?: string
  SourceAccount?: string
  EventSourceToken?: string
  PrincipalOrgID?: string
  FunctionUrlAuthType?: AuthType
  InvokedViaFunctionUrl?: boolean
}

/** What a text has to look like, and the sentence for one that does not. */
export interface TextRule {
  pattern: RegExp
  message: string
  /** Characters; where the pattern itself sets no limit. */
  longest?: { length: number; message: string }
}

const ARN_LENGTH = { length: 2048, message: 'An ARN has at most 2,048 characters here.' }

/** What AddPermission takes as each of its texts (Lambda API reference, "AddPermission"). */
export const TEXT_RULES = {
  StatementId: {
    pattern: /^[a-zA-Z0-9_-]{1,100}$/,
    message: 'A statement id has 1 to 100 letters, digits, hyphens or underscores.',
  },
  Action: {
    pattern: /^(lambda:\*|lambda:[a-zA-Z]+|\*)$/,
    message: 'An action looks like lambda:InvokeFunctionUrl, lambda:* or *.',
    longest: { length: 256, message: 'An action has at most 256 characters here.' },
  },
  Principal: {
    pattern: /^(\*|\d{12}|arn:[^\s\p{C}]+|[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+)$/u,
    message: 'A principal is *, an account id of 12 digits, an ARN, or a service such as s3.amazonaws.com.',
    longest: { length: 2048, message: 'A principal has at most 2,048 characters here.' },
  },
  SourceArn: {
    pattern: /^arn:aws[a-zA-Z0-9-]*:[a-zA-Z0-9-]+:([a-z]{2}(-gov)?-[a-z]+-\d)?:(\d{12})?:[^\p{C}]*$/u,
    message: 'A source ARN looks like arn:aws:s3:::bucket.',
    longest: ARN_LENGTH,
  },
  SourceAccount: { pattern: /^\d{12}$/, message: 'An account id has 12 digits.' },
  EventSourceToken: {
    pattern: /^[a-zA-Z0-9._-]{1,256}$/,
    message: 'A token has 1 to 256 letters, digits, dots, hyphens or underscores.',
  },
  PrincipalOrgID: {
    pattern: /^o-[a-z0-9]{10,32}$/,
    message: 'An organization id looks like o-a1b2c3d4e5.',
  },
} satisfies Record<string, TextRule>

/** CloudFront developer guide, "Restrict access to an AWS Lambda function URL origin". */
export const DISTRIBUTION_ARN: TextRule = {
  pattern: /^arn:aws[a-zA-Z0-9-]*:cloudfront::\d{12}:distribution\/[A-Z0-9]{1,64}$/,
  message: 'A distribution looks like arn:aws:cloudfront::111122223333:distribution/E1ABCDEF.',
}

/** What RemovePermission takes as StatementId: also dots (Lambda API reference, "RemovePermission"). */
export const REMOVABLE_ID: TextRule = {
  pattern: /^[a-zA-Z0-9_.-]{1,100}$/,
  message: 'AWS removes statements by ids of letters, digits, hyphens, underscores and dots.',
}

export const AUTH_TYPE_PROBLEM = 'The auth type of a function URL is NONE or AWS_IAM.'
export const INVOKED_VIA_URL_PROBLEM = 'The condition “only through the function URL” is either set or not.'
export const isRemovableId = (id: string) => REMOVABLE_ID.pattern.test(id)

/** Which parameters AWS refuses together; each of them is right by itself. */
export function contradictionsOf(input: Record<string, unknown>): Issue[] {
  const issues: Issue[] = []
  const refuse = (path: string, message: string) => issues.push({ path, message })
  if (input.FunctionUrlAuthType && input.Action !== 'lambda:InvokeFunctionUrl')
    refuse('FunctionUrlAuthType', 'AWS accepts a function URL auth type only with lambda:InvokeFunctionUrl.')
  if (input.Principal === '*' && input.Action === 'lambda:InvokeFunctionUrl' && !input.FunctionUrlAuthType)
    refuse(
      'FunctionUrlAuthType',
      'AWS wants a function URL auth type when everyone (*) may invoke the function URL.',
    )
  if (input.InvokedViaFunctionUrl !== undefined && input.Action !== 'lambda:InvokeFunction')
    refuse(
      'InvokedViaFunctionUrl',
      'The condition lambda:InvokedViaFunctionUrl goes with lambda:InvokeFunction.',
    )
  return issues
}

/**
 * Why AddPermission would refuse these parameters: the first that `addPermissionSchema` says of them, by the same
 * rules, for pages that read statements and have no form: they do without the schema and its library.
 */
export function permissionProblem(members: Record<string, unknown>): string | undefined {
  for (const [name, rule] of Object.entries(TEXT_RULES)) {
    const problem = textProblem(rule, members[name], REQUIRED.has(name))
    if (problem !== undefined) return problem
  }
  const { FunctionUrlAuthType = 'NONE', InvokedViaFunctionUrl = false } = members
  if (FunctionUrlAuthType !== 'NONE' && FunctionUrlAuthType !== 'AWS_IAM') return AUTH_TYPE_PROBLEM
  if (typeof InvokedViaFunctionUrl !== 'boolean') return INVOKED_VIA_URL_PROBLEM
  return contradictionsOf(members)[0]?.message
}

/** Whether AddPermission takes these parameters. */
export function isPermission(
  members: Record<string, unknown>,
): members is Record<string, unknown> & AddPermissionInput {
  return permissionProblem(members) === undefined
}

const REQUIRED = new Set(['StatementId', 'Action', 'Principal'])

function textProblem(
  { pattern, message, longest }: TextRule,
  value: unknown,
  isRequired: boolean,
): string | undefined {
  if (value === undefined) return isRequired ? message : undefined
  if (typeof value !== 'string') return message
  if (longest && value.length > longest.length) return longest.message
  return pattern.test(value) ? undefined : message
}
