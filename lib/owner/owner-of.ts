import type { OwnerTool } from '@/lib/owner/tools'

/** The tags of a function, as AWS answers them. */
export type Tags = Readonly<Record<string, string>>

/**
 * What looks like the owner of a function. Tags are written by whoever may: they are a hint and no proof, so that it
 * is always said which of them says so.
 */
export interface Owner {
  tool: OwnerTool
  /** Which stack, app or project of it; empty where no tag names one. */
  name: string
  /** The tag that gives it away, as `key=value`. */
  tag: string
}

interface Rule {
  tool: OwnerTool
  /** The key of the tag that gives the tool away. */
  by: (tags: Tags) => string | undefined
  name: (tags: Tags) => string | undefined
}

const STACK_TAG = 'aws:cloudformation:stack-name'
const LOGICAL_ID_TAG = 'aws:cloudformation:logical-id'

/** The CloudFormation stack that a function belongs to; CloudFormation alone can write that tag. */
export const stackOf = (tags: Tags): string => tags[STACK_TAG] ?? ''

const stack = (tags: Tags) => tags[STACK_TAG]
const has = (key: string) => (tags: Tags) => (key in tags ? key : undefined)

function startsWith(prefix: string) {
  return (tags: Tags) =>
    Object.keys(tags)
      .sort()
      .find((key) => key.startsWith(prefix))
}

/** By convention only: a tag that says with which tool something is managed. */
const MANAGED_BY = /^(managed|created|provisioned|deployed)[-_ ]?by$/i

function managedBy(pattern: RegExp) {
  return (tags: Tags) =>
    Object.keys(tags)
      .sort()
      .find((key) => MANAGED_BY.test(key) && pattern.test(tags[key] ?? ''))
}

/** `terraform=true` and the like. */
const terraformFlag = (tags: Tags) =>
  Object.keys(tags).find((key) => /^terraform$/i.test(key) && /^(true|yes|1)$/i.test(tags[key] ?? ''))

/** The stage alone is anybody's tag; behind the name of the stack that it ends, it is Serverless's. */
const serverlessStage = (tags: Tags) =>
  tags.STAGE && stack(tags)?.endsWith(`-${tags.STAGE}`) ? 'STAGE' : undefined

/** Logical ids of the CDK end with eight hexadecimal digits of the construct's path. */
const cdkLogicalId = (tags: Tags) =>
  /^[A-Za-z0-9]+[0-9A-F]{8}$/.test(tags[LOGICAL_ID_TAG] ?? '') ? LOGICAL_ID_TAG : undefined

/** `version=1.0:stage=dev:app=orders` */
const chaliceApp = (tags: Tags) => /(?:^|:)app=([^:]+)/.exec(tags['aws-chalice'] ?? '')?.[1]

/** The first that holds is taken: what deploys by CloudFormation has its tags too, and stands before it. */
const RULES: readonly Rule[] = [
  { tool: 'sst', by: has('sst:app'), name: (tags) => tags['sst:app'] },
  { tool: 'amplify', by: startsWith('amplify:'), name: (tags) => tags['amplify:app-id'] ?? stack(tags) },
  { tool: 'amplify', by: has('user:Application'), name: (tags) => tags['user:Application'] },
  { tool: 'copilot', by: has('copilot-application'), name: (tags) => tags['copilot-application'] },
  { tool: 'chalice', by: has('aws-chalice'), name: chaliceApp },
  { tool: 'zappa', by: has('ZappaProject'), name: (tags) => tags.ZappaProject },
  {
    tool: 'sam',
    by: (tags) => (tags['lambda:createdBy'] === 'SAM' ? 'lambda:createdBy' : undefined),
    name: stack,
  },
  { tool: 'serverless', by: serverlessStage, name: stack },
  { tool: 'cdk', by: cdkLogicalId, name: stack },
  { tool: 'cloudformation', by: has(STACK_TAG), name: stack },
  {
    tool: 'terraform',
    by: managedBy(/terraform|opentofu|terragrunt/i),
    name: (tags) => tags.tf_workspace,
  },
  { tool: 'terraform', by: terraformFlag, name: (tags) => tags.tf_workspace },
  { tool: 'terraform', by: has('tf_workspace'), name: (tags) => tags.tf_workspace },
  { tool: 'pulumi', by: managedBy(/pulumi/i), name: () => undefined },
]

/** The tool that looks like the owner of a function with these tags; `undefined` where none of them says so. */
export function ownerOf(tags: Tags): Owner | undefined {
  for (const { tool, by, name } of RULES) {
    const key = by(tags)
    if (key !== undefined) return { tool, name: name(tags) ?? '', tag: `${key}=${tags[key] ?? ''}` }
  }
  return undefined
}
