/**
 * A service control policy that forbids new public function URLs (Lambda developer guide, "Control access to function
 * URLs"): every URL must have AWS_IAM, and no statement may be added for auth type NONE.
 */
const STATEMENTS = [
  {
    Sid: 'FunctionUrlsNeedAwsIam',
    Effect: 'Deny',
    Action: ['lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'],
    Resource: '*',
    Condition: { StringNotEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
  },
  {
    Sid: 'NoPermissionForAuthTypeNone',
    Effect: 'Deny',
    Action: 'lambda:AddPermission',
    Resource: '*',
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  },
]

export const SERVICE_CONTROL_POLICY = JSON.stringify(
  { Version: '2012-10-17', Statement: STATEMENTS },
  null,
  2,
)

/** A boundary allows nothing that it does not name, so everything else is allowed in it and left to other policies. */
export const PERMISSIONS_BOUNDARY = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Sid: 'EverythingElse', Effect: 'Allow', Action: '*', Resource: '*' }, ...STATEMENTS],
  },
  null,
  2,
)

/** A control of AWS that says something of function URLs or of their policies, as far as AWS documents it. */
interface Control {
  id: string
  of: 'Control Tower' | 'Security Hub' | 'AWS Config' | 'IAM Access Analyzer'
  says: string
  /** The query that shows what it is about here; absent where the index cannot tell. */
  query?: string
}

export const CONTROLS: readonly Control[] = [
  {
    id: 'CT.LAMBDA.PR.5',
    of: 'Control Tower',
    says: 'Proactive: a function URL in a CloudFormation template must use AWS_IAM. A change by API call, also by this console, passes it.',
    query: 'auth:NONE',
  },
  {
    id: 'CT.LAMBDA.PR.6',
    of: 'Control Tower',
    says: 'Proactive: the CORS settings of a function URL in a CloudFormation template must restrict the origins. A change by API call passes it.',
    query: 'cors:any-origin',
  },
  {
    id: 'Lambda.1',
    of: 'Security Hub',
    says: 'Critical: function policies should prohibit public access. A public function URL needs such a policy, so each one raises it.',
    query: 'is:public',
  },
  {
    id: 'lambda-function-public-access-prohibited',
    of: 'AWS Config',
    says: 'A function is NON_COMPLIANT when its policy names everyone. It looks at the policy and not at the URL; no managed rule names function URLs.',
    query: 'is:public',
  },
  {
    id: 'External access analyzer',
    of: 'IAM Access Analyzer',
    says: 'Reports function policies that let in principals from outside. It does not report policies of aliases and versions, so URLs on an alias are its blind spot.',
    query: 'is:public -qualifier:$LATEST',
  },
]
