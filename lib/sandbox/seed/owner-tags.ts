import { hexOf, pickOf } from '@/lib/sandbox/seed/pseudo-random'

/** What somebody deploys a function with, told by the tags that the tool leaves on it. */
export type SeedOwner = 'nobody' | 'sam' | 'cdk' | 'cloudformation' | 'serverless' | 'sst' | 'terraform'

const OWNERS: readonly [SeedOwner, ...SeedOwner[]] = [
  ...(['terraform', 'terraform', 'cdk', 'cdk', 'sam', 'cloudformation', 'serverless', 'sst'] as const),
  ...(['nobody', 'nobody', 'nobody'] as const),
]

/** How a function of this name came into the account, always the same for the same name. */
export const seedOwnerOf = (name: string): SeedOwner => pickOf(`owner/${name}`, OWNERS)

const upperCamel = (name: string) =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

interface Place {
  account: string
  region: string
}

/** CloudFormation's own tags, which it alone can write. */
function stackTags(stack: string, logicalId: string, { account, region }: Place): Record<string, string> {
  const id = `arn:aws:cloudformation:${region}:${account}:stack/${stack}/${hexOf(stack, 8)}-0000-11f0-8000-${hexOf(`id/${stack}`, 12)}`
  return {
    'aws:cloudformation:stack-name': stack,
    'aws:cloudformation:logical-id': logicalId,
    'aws:cloudformation:stack-id': id,
  }
}

/** The tags that its tool leaves on a function. Source: the tools' own code and documents. */
export function ownerTagsOf(name: string, stage: string, place: Place): Record<string, string> {
  const service = name.split('-')[0] ?? name
  const logicalId = upperCamel(name)
  const tags: Record<SeedOwner, () => Record<string, string>> = {
    nobody: () => ({}),
    sam: () => ({ ...stackTags(service, logicalId, place), 'lambda:createdBy': 'SAM' }),
    cdk: () => stackTags(`${upperCamel(service)}Stack`, `${logicalId}${hexOf(name, 8).toUpperCase()}`, place),
    cloudformation: () => stackTags(service, logicalId, place),
    serverless: () => ({
      ...stackTags(`${service}-${stage}`, `${logicalId}LambdaFunction`, place),
      STAGE: stage,
    }),
    sst: () => ({ 'sst:app': service, 'sst:stage': stage }),
    terraform: () => ({ ManagedBy: 'terraform', tf_workspace: stage }),
  }
  return tags[seedOwnerOf(name)]()
}
