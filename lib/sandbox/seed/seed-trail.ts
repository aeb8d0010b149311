import type { Signer } from '@/lib/sandbox/credentials'
import { seedOwnerOf } from '@/lib/sandbox/seed/owner-tags'
import { hexOf, pickOf, uuidOf } from '@/lib/sandbox/seed/pseudo-random'
import type { FunctionState, SandboxState, UrlState } from '@/lib/sandbox/state'
import { trailOf } from '@/lib/sandbox/trail/trail'
import { trailEventOf } from '@/lib/sandbox/trail/trail-event'

interface Actor {
  /** What stands behind the account in the ARN. */
  arn: (account: string, region: string) => string
  userAgent: string
  sourceIp: string
}

const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.28.0 aws-sdk-go-v2/1.39.0'

/** Who else works in the company's accounts: a person, two pipelines, and a key from the first days. */
const ACTORS: readonly [Actor, Actor, Actor, Actor] = [
  {
    arn: (account) =>
      `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Developer_3f1c9a7b2d4e6f80/mia.keller@kestrel.example`,
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
    sourceIp: '203.0.113.24',
  },
  {
    arn: (account) => `arn:aws:sts::${account}:assumed-role/github-deploy/terraform-apply`,
    userAgent: TERRAFORM,
    sourceIp: '198.51.100.7',
  },
  {
    arn: (account, region) =>
      `arn:aws:sts::${account}:assumed-role/cdk-hnb659fds-cfn-exec-role-${account}-${region}/AWSCloudFormation`,
    userAgent: 'cloudformation.amazonaws.com',
    sourceIp: 'cloudformation.amazonaws.com',
  },
  {
    arn: (account) => `arn:aws:iam::${account}:user/legacy-deployer`,
    userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 lang/python#3.13.7',
    sourceIp: '203.0.113.88',
  },
]

const [PERSON, TERRAFORM_RUN, CLOUDFORMATION, KEY] = ACTORS

/** Tools make what they own; now and then somebody changes it by hand, and what nobody owns is made by hand. */
function actorOf(name: string, operation: string, mark: string): Actor {
  const owner = seedOwnerOf(name)
  const byHand = pickOf(mark, [PERSON, KEY])
  if (owner === 'nobody') return byHand
  const tool = owner === 'terraform' || owner === 'sst' ? TERRAFORM_RUN : CLOUDFORMATION
  return operation.startsWith('Create') ? tool : pickOf(`hand/${mark}`, [tool, tool, byHand])
}

/** How far back the event history goes; what is older was forgotten. */
const REMEMBERED_MS = 90 * 24 * 3_600_000

interface PastChange {
  qualifier: string
  url: UrlState
  /** When it was made and when it was last changed, in milliseconds. */
  createdAt: number
  modifiedAt: number
}

/** Tells the event history who made a URL and who changed it last, past the console, as far as it reaches back. */
export function seedTrail(state: SandboxState, target: FunctionState, change: PastChange, now: number): void {
  const { createdAt, modifiedAt } = change
  const calls = [
    { operation: 'CreateFunctionUrlConfig', at: createdAt },
    ...(modifiedAt === createdAt ? [] : [{ operation: 'UpdateFunctionUrlConfig', at: modifiedAt }]),
  ]
  for (const call of calls.filter(({ at }) => at > now - REMEMBERED_MS)) tell(state, target, change, call)
}

function tell(
  state: SandboxState,
  target: FunctionState,
  { qualifier, url }: PastChange,
  { operation, at }: { operation: string; at: number },
): void {
  const { account, region, name } = target
  const owner = state.accounts.get(account)
  if (owner === undefined) return
  const mark = `trail/${target.arn}:${qualifier}/${operation}`
  const actor = actorOf(name, operation, mark)
  const arn = actor.arn(account, region)
  const signer: Signer = {
    account: owner,
    region,
    principal: {
      account,
      arn,
      accessKeyId: `${arn.includes(':user/') ? 'AKIA' : 'ASIA'}${hexOf(mark, 16).toUpperCase()}`,
      secretAccessKey: '',
      userId: `AROA${hexOf(arn, 17).toUpperCase()}`,
      denied: new Set(),
    },
  }
  const Qualifier = qualifier === '$LATEST' ? {} : { Qualifier: qualifier }
  const settings = { AuthType: url.authType, ...(url.cors && { Cors: url.cors }) }
  const event = trailEventOf(
    {
      operation,
      functionName: name,
      parameters: { FunctionName: name, ...Qualifier, ...settings },
      response: { FunctionArn: target.arn, ...settings },
      requestId: uuidOf(`request/${mark}`),
      eventId: uuidOf(`event/${mark}`),
      sourceIp: actor.sourceIp,
      userAgent: actor.userAgent,
      at,
    },
    signer,
  )
  trailOf(state).add(event)
}
