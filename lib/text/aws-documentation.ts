const LAMBDA_GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg'
const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide'

/** Pages of AWS's documentation that the console leads to, by what they are about. The one place for their addresses. */
export const AWS_DOCUMENTATION = {
  firstFunction: { title: 'Create your first Lambda function', href: `${LAMBDA_GUIDE}/getting-started.html` },
  urlSettings: {
    title: 'Creating and managing function URLs',
    href: `${LAMBDA_GUIDE}/urls-configuration.html`,
  },
  urlAccess: { title: 'Control access to function URLs', href: `${LAMBDA_GUIDE}/urls-auth.html` },
  urlRequests: { title: 'Invoking function URLs', href: `${LAMBDA_GUIDE}/urls-invocation.html` },
  urlMetrics: { title: 'Monitoring function URLs', href: `${LAMBDA_GUIDE}/urls-monitoring.html` },
  streaming: {
    title: 'Response streaming',
    href: `${LAMBDA_GUIDE}/configuration-response-streaming.html`,
  },
  concurrency: {
    title: 'Configuring reserved concurrency',
    href: `${LAMBDA_GUIDE}/configuration-concurrency.html`,
  },
  runtimes: { title: 'Lambda runtimes', href: `${LAMBDA_GUIDE}/lambda-runtimes.html` },
  quotas: { title: 'Lambda quotas', href: `${LAMBDA_GUIDE}/gettingstarted-limits.html` },
  cors: { title: 'Cors', href: 'https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html' },
  signatures: { title: 'Signature Version 4', href: `${IAM_GUIDE}/reference_sigv.html` },
  conditionKeys: {
    title: 'Global condition context keys',
    href: `${IAM_GUIDE}/reference_policies_condition-keys.html`,
  },
  cloudFront: {
    title: 'Restrict access to a function URL origin',
    href: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  },
} as const satisfies Record<string, { title: string; href: string }>

export type AwsDocumentation = keyof typeof AWS_DOCUMENTATION
