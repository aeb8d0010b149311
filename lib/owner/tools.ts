/** Tools that put functions into AWS and change them back at their next deployment. */
export const OWNER_TOOLS = [
  'cloudformation',
  'sam',
  'cdk',
  'serverless',
  'sst',
  'amplify',
  'copilot',
  'chalice',
  'zappa',
  'terraform',
  'pulumi',
] as const
export type OwnerTool = (typeof OWNER_TOOLS)[number]

interface ToolDetails {
  /** What people call it. */
  label: string
  /** What one deploys with it: `stack checkout`. */
  unit: string
  /** The format of the Code tab whose text goes into its sources; absent where none does. */
  format?: 'cloudformation' | 'sam' | 'cdk' | 'terraform'
}

export const TOOL_DETAILS: Record<OwnerTool, ToolDetails> = {
  cloudformation: { label: 'CloudFormation', unit: 'stack', format: 'cloudformation' },
  sam: { label: 'SAM', unit: 'stack', format: 'sam' },
  cdk: { label: 'CDK', unit: 'stack', format: 'cdk' },
  serverless: { label: 'Serverless Framework', unit: 'stack' },
  sst: { label: 'SST', unit: 'app' },
  amplify: { label: 'Amplify', unit: 'app' },
  copilot: { label: 'Copilot', unit: 'app' },
  chalice: { label: 'Chalice', unit: 'app' },
  zappa: { label: 'Zappa', unit: 'project' },
  terraform: { label: 'Terraform', unit: 'workspace', format: 'terraform' },
  pulumi: { label: 'Pulumi', unit: 'project' },
}
