import * as z from 'zod/mini'
import { accountSchema, regionSchema } from '@/lib/identity/schema'

/** What is sent beside the name of a session, so that the account's own policies and its CloudTrail know the person. */
interface SessionExtras {
  /** Whether SourceIdentity is set; the role's trust policy has to allow sts:SetSourceIdentity. */
  sendsSourceIdentity: boolean
  /** Whether session tags are passed; the role's trust policy has to allow sts:TagSession. */
  sendsSessionTags: boolean
}

/** How the console gets into an account: the role that it assumes there, and what it passes. */
export interface RoleAccess extends SessionExtras {
  roleArn: string
  externalId?: string
}

/** An account that the console may talk to by a role, and in which regions. */
export interface AccountTarget extends RoleAccess {
  account: string
  name?: string
  regions: string[]
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/([\w+=,.@/-]{1,576})$/
/** STS API reference, AssumeRole, ExternalId. */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/
const NAME = /^[^\p{C}=,]{1,64}$/u

/** The account of a role's ARN; empty where it is none. */
export const accountOfRole = (roleArn: string): string => ROLE_ARN.exec(roleArn)?.[1] ?? ''

/**
 * Roles with AdministratorAccess that Organizations, Control Tower and StackSets make in every account: whoever may use
 * the console would have the whole account behind one mistake of ours.
 */
const ADMINISTRATOR_ROLES: readonly [pattern: RegExp, madeBy: string][] = [
  [/^OrganizationAccountAccessRole$/i, 'AWS Organizations'],
  [/^AWSControlTower\w*$/i, 'AWS Control Tower'],
  [/^AWSAFT\w*$/i, 'Control Tower’s Account Factory'],
  [/^AWSCloudFormationStackSet(Execution|Administration)Role$/i, 'CloudFormation StackSets'],
  [/^stacksets-exec-/i, 'CloudFormation StackSets'],
]

/** Why a role must not be the console's, as a sentence; undefined: it may be. */
export function refusedRole(roleArn: string): string | undefined {
  const name = ROLE_ARN.exec(roleArn)?.[2]?.split('/').at(-1) ?? ''
  const [, madeBy] = ADMINISTRATOR_ROLES.find(([pattern]) => pattern.test(name)) ?? []
  if (madeBy)
    return `${name} is an administrator role of ${madeBy}: it may do anything in the account. Make a role of the console’s own, with one of the policies below.`
  if (/^AWSReservedSSO_/.test(name) || /:role\/aws-reserved\//.test(roleArn))
    return `${name} belongs to IAM Identity Center, which alone can assume it. Make a role of the console’s own.`
  return undefined
}

const ROLE_PROBLEM = 'This is no role: write arn:aws:iam::111122223333:role/name.'
const NAME_PROBLEM = 'A name has 1 to 64 visible characters, none of them a comma or an equals sign.'
const EXTERNAL_ID_PROBLEM =
  'An ExternalId has 2 to 1,224 characters: letters, digits and any of + = , . @ : / - _.'

const roleArnSchema = z.string().check(
  z.regex(ROLE_ARN, ROLE_PROBLEM),
  z.superRefine((arn, context) => {
    const message = refusedRole(arn)
    if (message) context.addIssue({ code: 'custom', message })
  }),
)

const targetMembers = {
  account: accountSchema,
  name: z.optional(z.string().check(z.regex(NAME, NAME_PROBLEM))),
  regions: z
    .array(regionSchema)
    .check(z.minLength(1, 'Name one region or more.'), z.maxLength(40, 'Name 40 regions at most.')),
  roleArn: roleArnSchema,
  externalId: z.optional(z.string().check(z.regex(EXTERNAL_ID, EXTERNAL_ID_PROBLEM))),
}

const OTHER_ACCOUNT = 'This role is in another account than the one above.'
const isOwnRole = ({ account, roleArn }: { account: string; roleArn: string }) =>
  !ROLE_ARN.test(roleArn) || accountOfRole(roleArn) === account
const ownRole = { error: OTHER_ACCOUNT, path: ['roleArn'] }

/** An account as somebody enters it. */
export const accountTargetSchema = z
  .strictObject({
    ...targetMembers,
    sendsSourceIdentity: z.boolean(),
    sendsSessionTags: z.boolean(),
  })
  .check(z.refine(isOwnRole, ownRole))

const off = z._default(z.boolean(), false)

/** What the file of CONSOLE_ACCOUNTS_FILE holds; without regions an account has those of the environment. */
export const accountsFileSchema = z.array(
  z
    .strictObject({
      ...targetMembers,
      regions: z.optional(targetMembers.regions),
      sendsSourceIdentity: off,
      sendsSessionTags: off,
    })
    .check(z.refine(isOwnRole, ownRole)),
)
