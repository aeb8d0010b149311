import type { ToldChange } from '@/lib/outside/schema'

type Members = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** `AWSReservedSSO_<permission set>_<16 hexadecimal digits>`: a role of IAM Identity Center. */
const PERMISSION_SET = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/

/** Who it was (CloudTrail user guide, "userIdentity element"), the person before the role where one is told. */
export function whoOf(identity: Members): ToldChange['who'] {
  const type = textOf(identity.type)
  if (type === 'IAMUser') return { name: textOf(identity.userName) ?? arnEnd(identity), detail: 'IAM user' }
  if (type === 'Root') return { name: 'root', detail: 'the account’s root user' }
  if (type === 'AssumedRole') return whoInRole(identity)
  if (type === 'IdentityCenterUser')
    return { name: textOf(membersOf(identity.onBehalfOf).userId) ?? 'a user', detail: 'IAM Identity Center' }
  const invokedBy = textOf(identity.invokedBy)
  if (type === 'AWSService' && invokedBy) return { name: invokedBy, detail: 'AWS service' }
  const name = textOf(identity.arn) ?? textOf(identity.accountId) ?? textOf(identity.principalId)
  return { name: name ?? 'somebody whom CloudTrail does not name' }
}

const arnEnd = ({ arn }: Members): string => textOf(arn)?.split('/').at(-1) ?? 'somebody'

/** `arn:aws:sts::111122223333:assumed-role/Role/session` */
function whoInRole(identity: Members): ToldChange['who'] {
  const context = membersOf(identity.sessionContext)
  const [, role = '', session = ''] = textOf(identity.arn)?.split('/') ?? []
  if (session === 'AWSCloudFormation') return { name: 'CloudFormation', detail: `role ${role}` }
  const permissionSet = PERMISSION_SET.exec(role)?.[1]
  const name = textOf(context.sourceIdentity) ?? session
  const detail = permissionSet ? `permission set ${permissionSet}` : `role ${role}`
  return name === '' ? { name: role } : { name, detail }
}

interface Call {
  userAgent?: string
  sessionCredentialFromConsole?: string
  userIdentity?: Members
}

/** What a user agent begins with or has in it, and what it stands for; callers choose it, so it is a hint. */
const AGENTS: readonly [pattern: RegExp, via: string][] = [
  [/terraform/i, 'Terraform'],
  [/opentofu/i, 'OpenTofu'],
  [/pulumi/i, 'Pulumi'],
  [/ansible/i, 'Ansible'],
  [/cloudformation\.amazonaws\.com/i, 'CloudFormation'],
  [/^aws-cli\//i, 'AWS CLI'],
  [/^boto3\//i, 'boto3'],
  [/^aws-sdk-/i, 'an AWS SDK'],
  [/^AWS Internal/i, 'the AWS console'],
]

/** How the call was made, as far as it says so itself. */
export function viaOf({
  userAgent = '',
  sessionCredentialFromConsole,
  userIdentity = {},
}: Call): string | undefined {
  if (textOf(userIdentity.invokedBy) === 'cloudformation.amazonaws.com') return 'CloudFormation'
  if (sessionCredentialFromConsole === 'true') return 'the AWS console'
  return AGENTS.find(([pattern]) => pattern.test(userAgent))?.[1]
}
