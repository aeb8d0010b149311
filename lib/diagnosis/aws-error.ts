/** An error of an AWS API as a tool prints it. */
export interface AwsError {
  /** Which tool, by its wording. */
  source: string
  operation?: string
  code?: string
  message?: string
  requestId?: string
  status?: number
}

interface Form {
  source: string
  pattern: RegExp
  groups: readonly (keyof AwsError)[]
}

/** One wording per tool; the first that fits tells. */
const FORMS: readonly Form[] = [
  {
    source: 'CloudFormation',
    pattern:
      /Resource handler returned message: "(.*?) ?\(Service: \w+, Status Code: (\d{3}), Request ID: ([\w-]+)/,
    groups: ['message', 'status', 'requestId'],
  },
  { source: 'CloudFormation', pattern: /Resource handler returned message: "(.*?)"/, groups: ['message'] },
  {
    source: 'AWS CLI or boto3',
    pattern:
      /An error occurred \((\w+)\) when calling the (\w+) operation(?: \(reached max retries: \d+\))?: (.{0,600})/,
    groups: ['code', 'operation', 'message'],
  },
  {
    source: 'AWS SDK for Go',
    pattern:
      /operation error (?:Lambda|lambda): (\w+),.{0,120}?StatusCode: (\d+), RequestID: ([\w-]*), (?:api error )?(\w+): (.{0,600})/,
    groups: ['operation', 'status', 'requestId', 'code', 'message'],
  },
  {
    source: 'the AWS API',
    pattern: /"__type" ?: ?"(?:[\w.]+#)?(\w+)".{0,200}?"[Mm]essage" ?: ?"(.{0,600}?)"/,
    groups: ['code', 'message'],
  },
  {
    source: 'AWS SDK for Java',
    pattern: /\.(\w+Exception): (.{0,600}?) \(Service: \w+, Status Code: (\d{3}), Request ID: ([\w-]+)/,
    groups: ['code', 'message', 'status', 'requestId'],
  },
  {
    source: 'AWS SDK for JavaScript',
    pattern:
      /\b([A-Z]\w+Exception): (.{0,600}?)(?= at (?:de_|throw|Object\.extractError|process|async|Request)| \{|$)/,
    groups: ['code', 'message'],
  },
]

/** Words by which a tool is known whatever AWS said; the first that fits tells. */
const TOOLS: readonly (readonly [string, RegExp])[] = [
  [
    'Serverless Framework',
    /ServerlessError|\bserverless\.yml|Serverless Framework|✖ Stack|\bsls deploy|at 'functions\./,
  ],
  [
    'AWS SAM',
    /\bsam (?:deploy|build|sync|validate|local)\b|InvalidResourceException\(|Failed to create changeset|SAM CLI|AWS::Serverless/,
  ],
  ['AWS CDK', /\bcdk (?:deploy|synth|diff)\b|_?ToolkitError|❌ {1,3}\S+ failed/],
  [
    'Terraform',
    /[╷│╵]|aws_lambda_(?:function_url|permission|function)\b|\bon \S+\.tf line \d+|\bterraform\b|\btofu\b/i,
  ],
  [
    'CloudFormation',
    /Resource handler returned message|HandlerErrorCode|(?:CREATE|UPDATE|DELETE)_FAILED|AWS::Lambda::\w+|ROLLBACK_/,
  ],
  ['boto3', /botocore\.(?:exceptions|errorfactory)/],
  ['AWS SDK for JavaScript, version 2', /Object\.extractError|aws-sdk\/lib\//],
  ['AWS SDK for JavaScript, version 3', /\$metadata|\$fault|@smithy\/|@aws-sdk\/|\bde_\w+Error\b/],
  ['AWS CLI', /^\s*aws: |usage: aws |aws lambda [a-z]/],
]

/** Reads an AWS error out of a text on one line; `null` where none of the wordings is in it. */
export function awsErrorIn(text: string): AwsError | null {
  for (const { source, pattern, groups } of FORMS) {
    const found = pattern.exec(text)
    if (!found) continue
    const error: AwsError = { source: toolIn(text) ?? source }
    for (const [at, name] of groups.entries()) assign(error, name, found[at + 1])
    return { ...error, ...detailsOf(text, error) }
  }
  const tool = toolIn(text)
  return tool ? { source: tool, ...detailsOf(text, { source: tool }) } : null
}

const toolIn = (text: string) => TOOLS.find(([, words]) => words.test(text))?.[0]

function assign(error: AwsError, name: keyof AwsError, value: string | undefined): void {
  if (value === undefined || value === '') return
  if (name === 'status') error.status = Number(value)
  else error[name] = value.trim()
}

/** What stands beside the error in every SDK: the status and the request id. */
function detailsOf(text: string, { status, requestId }: AwsError): Partial<AwsError> {
  const foundStatus =
    status ?? Number(/(?:httpStatusCode|statusCode|StatusCode|Status Code)['"]?: ?(\d{3})/.exec(text)?.[1])
  const foundId =
    requestId ??
    /(?:request ?-?_?id|x-amzn-requestid)['"]?:? ?['"]?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i.exec(
      text,
    )?.[1]
  return {
    ...(foundStatus >= 100 && { status: foundStatus }),
    ...(foundId !== undefined && { requestId: foundId }),
  }
}
