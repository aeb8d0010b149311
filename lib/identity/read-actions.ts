/** What the console calls to read, and what each part is for: the least that it needs with `CONSOLE_READ_ONLY=true`. */
export const READ_ACTIONS = [
  'lambda:ListFunctions',
  'lambda:GetFunctionConfiguration',
  'lambda:ListAliases',
  'lambda:GetAlias',
  'lambda:ListVersionsByFunction',
  'lambda:ListTags',
  'lambda:GetFunctionConcurrency',
  'lambda:ListFunctionUrlConfigs',
  'lambda:GetFunctionUrlConfig',
  'lambda:GetPolicy',
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'tag:GetResources',
  'cloudtrail:LookupEvents',
] as const

export type ReadAction = (typeof READ_ACTIONS)[number]
