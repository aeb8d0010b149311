import type { FunctionIdentity } from '@/lib/identity/schema'

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg'

/** The pages of the Lambda developer guide and API reference that the console speaks from. */
export const AWS_DOCS = {
  access: `${GUIDE}/urls-auth.html`,
  urls: `${GUIDE}/urls-configuration.html`,
  cors: 'https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html',
  invocation: `${GUIDE}/urls-invocation.html`,
  streaming: `${GUIDE}/configuration-response-streaming.html`,
  monitoring: `${GUIDE}/urls-monitoring.html`,
  concurrency: `${GUIDE}/configuration-concurrency.html`,
  limits: `${GUIDE}/gettingstarted-limits.html`,
  policies: `${GUIDE}/access-control-resource-based.html`,
} as const

export type AwsDoc = keyof typeof AWS_DOCS

/** The page of the guide behind a finding about access. */
export const docOfFinding = (id: string): AwsDoc => (id === 'throttled' ? 'concurrency' : 'access')

/** Where AWS's own console stands: each partition has one of its own. */
const CONSOLES: [prefix: string, host: string][] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
]

/** The function in AWS's own console, for whoever is signed in there. */
export function awsConsoleAddress({ region, functionName }: FunctionIdentity): string {
  const host = CONSOLES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'console.aws.amazon.com'
  return `https://${region}.${host}/lambda/home?region=${region}#/functions/${encodeURIComponent(functionName)}`
}
