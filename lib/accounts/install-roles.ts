import { CALL_OPERATIONS, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import { READ_ACTIONS } from '@/lib/identity/read-actions'

/** What a role of the console's in an account may do. */
export const INSTALLED_ROLES = ['reader', 'editor', 'admin'] as const
export type InstalledRole = (typeof INSTALLED_ROLES)[number]

/** What takes an approver by the table of rights; a test compares the two. */
export const ADMIN_CALLS: readonly CallOperation[] = ['DeleteFunctionUrlConfig']

/** What is called beside the calls of a plan: before a review promises one, and by Try it, which signs. */
const EDITOR_BESIDE = [
  'lambda:GetResourcePolicy',
  'lambda:GetAccountSettings',
  'lambda:InvokeFunctionUrl',
  'lambda:InvokeFunction',
]

const actionsOf = (calls: readonly CallOperation[]) => calls.map((call) => OPERATIONS[call].action)

/** The IAM actions that each role has: all that the console calls at that height, and no other. */
export function actionsOfRole(role: InstalledRole): string[] {
  const edits = CALL_OPERATIONS.filter((call) => !ADMIN_CALLS.includes(call))
  if (role === 'reader') return [...READ_ACTIONS]
  const editor = [...READ_ACTIONS, ...actionsOf(edits), ...EDITOR_BESIDE]
  return role === 'editor' ? editor : [...editor, ...actionsOf(ADMIN_CALLS)]
}

/** What is in the trust policy of a role. */
export interface Trust {
  /** Who assumes it: the console's own user or role. */
  principal: string
  externalId: string
  /** Whether it lets the console set SourceIdentity and pass session tags. */
  carriesPerson: boolean
}

export const roleName = (role: InstalledRole): string => `FunctionUrlConsole${pascal(role)}`

const pascal = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** The identity policy of a role, as it is written in IAM. */
export const permissionsOf = (role: InstalledRole) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actionsOfRole(role), Resource: '*' }],
})

/**
 * The trust policy of a role. What carries the person stands in a statement of its own: ExternalId is a condition key of
 * AssumeRole alone, and nothing can be tagged by who cannot assume the role.
 */
export const trustOf = ({ principal, externalId, carriesPerson }: Trust) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow' as const,
      Principal: { AWS: principal },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
    ...(carriesPerson ? [personStatement(principal)] : []),
  ],
})

const personStatement = (principal: string) => ({
  Effect: 'Allow' as const,
  Principal: { AWS: principal },
  Action: ['sts:SetSourceIdentity', 'sts:TagSession'],
})

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** The two policies of a role, for the IAM console or the CLI. */
export const rolePoliciesAsJson = (role: InstalledRole, trust: Trust) => ({
  permissions: json(permissionsOf(role)),
  trust: json(trustOf(trust)),
})

/** A CloudFormation template of one role, for a StackSet over accounts or a stack in one. */
export function roleAsCloudFormation(role: InstalledRole, trust: Trust): string {
  const Properties = {
    RoleName: { Ref: 'RoleName' },
    Description: `What the Function URL Console may do here: ${role}`,
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: trustOf({
      ...trust,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a place for `withReferences`
      principal: '${Principal}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a place for `withReferences`
      externalId: '${ExternalId}',
    }),
    Policies: [{ PolicyName: 'FunctionUrlConsole', PolicyDocument: permissionsOf(role) }],
  }
  const parameter = (Description: string, Default: string) => ({ Type: 'String', Description, Default })
  return json(
    withReferences({
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `The role ${role} of the Function URL Console`,
      Parameters: {
        Principal: parameter('Who assumes the role: the console’s own user or role', trust.principal),
        ExternalId: parameter('The ExternalId of this installation of the console', trust.externalId),
        RoleName: parameter('Name of the role', roleName(role)),
      },
      Resources: { Role: { Type: 'AWS::IAM::Role', Properties } },
      Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    }),
  )
}

/** `${Name}` becomes a reference to the parameter. */
function withReferences(value: unknown): unknown {
  if (typeof value === 'string') return /^\$\{\w+\}$/.test(value) ? { Ref: value.slice(2, -1) } : value
  if (Array.isArray(value)) return value.map(withReferences)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withReferences(member)]))
}

const hcl = (value: unknown, depth: number): string => {
  const inner = '  '.repeat(depth + 1)
  const outer = '  '.repeat(depth)
  if (Array.isArray(value))
    return `[\n${value.map((each) => `${inner}${hcl(each, depth + 1)},\n`).join('')}${outer}]`
  if (typeof value !== 'object' || value === null) return hclText(String(value))
  const members = Object.entries(value).map(([name, member]) => {
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name)
    return `${inner}${key} = ${hcl(member, depth + 1)}\n`
  })
  return `{\n${members.join('')}${outer}}`
}

/** A name of a variable stands as it is; in a text `${` and `%{` would be read as templates. */
const hclText = (text: string) =>
  /^var\.\w+$/.test(text) ? text : JSON.stringify(text).replaceAll('${', '$$${').replaceAll('%{', '%%{')

/** One role as Terraform. */
export function roleAsTerraform(role: InstalledRole, trust: Trust): string {
  const variable = (name: string, value: string) =>
    `variable "${name}" {\n  type    = string\n  default = ${hclText(value)}\n}\n`
  const written = trustOf({ ...trust, principal: 'var.principal', externalId: 'var.external_id' })
  return [
    variable('principal', trust.principal),
    variable('external_id', trust.externalId),
    `resource "aws_iam_role" "function_url_console" {`,
    `  name                 = ${hclText(roleName(role))}`,
    `  max_session_duration = 3600`,
    `  assume_role_policy   = jsonencode(${hcl(written, 1)})`,
    `}\n`,
    `resource "aws_iam_role_policy" "function_url_console" {`,
    `  name   = "FunctionUrlConsole"`,
    `  role   = aws_iam_role.function_url_console.id`,
    `  policy = jsonencode(${hcl(permissionsOf(role), 1)})`,
    `}\n`,
    `output "role_arn" {\n  value = aws_iam_role.function_url_console.arn\n}\n`,
  ].join('\n')
}

/**
 * Whom a role has to trust, from what GetCallerIdentity answers: of a session, its role. The path of that role is not
 * told, so it has none here.
 */
export function trustedPrincipal(callerArn: string): string {
  const [, partition, account, role] =
    /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn) ?? []
  return role ? `arn:${partition}:iam::${account}:role/${role}` : callerArn
}
