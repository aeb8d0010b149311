import { isAddressRange } from '@/lib/permissions/cidr'
import type { Statement } from '@/lib/permissions/schema'
import { listOf } from '@/lib/permissions/statement-parts'

/** A condition that the editor offers by name: one operator on one key. */
export interface ConditionChoice {
  id: string
  label: string
  hint: string
  operator: string
  key: string
  /** What a value looks like, and the sentence for one that does not; any text where it is left out. */
  value?: { isValid: (text: string) => boolean; message: string }
  /** The only values that there are, with their words. */
  options?: readonly { value: string; label: string }[]
  placeholder?: string
}

const pattern = (expression: RegExp, message: string): ConditionChoice['value'] => ({
  isValid: (text) => expression.test(text),
  message,
})

/**
 * IAM user guide, "AWS global condition context keys"; service authorization reference, "AWS Lambda". Function URLs
 * are reached over the internet only, so a call through the URL never has aws:SourceVpc or aws:SourceVpce (Lambda
 * developer guide, "Function URLs").
 */
export const CONDITION_CHOICES = [
  {
    id: 'auth-type',
    label: 'Auth type of the function URL',
    hint: 'lambda:FunctionUrlAuthType',
    operator: 'StringEquals',
    key: 'lambda:FunctionUrlAuthType',
    options: [
      { value: 'NONE', label: 'NONE' },
      { value: 'AWS_IAM', label: 'AWS_IAM' },
    ],
  },
  {
    id: 'via-url',
    label: 'Through the function URL',
    hint: 'lambda:InvokedViaFunctionUrl. Goes with lambda:InvokeFunction.',
    operator: 'Bool',
    key: 'lambda:InvokedViaFunctionUrl',
    options: [
      { value: 'true', label: 'Only through the function URL' },
      { value: 'false', label: 'Not through the function URL' },
    ],
  },
  {
    id: 'source-ip',
    label: 'Source addresses',
    hint: 'aws:SourceIp. Addresses or ranges, such as 203.0.113.0/24 or 2001:db8::/32.',
    operator: 'IpAddress',
    key: 'aws:SourceIp',
    placeholder: '203.0.113.0/24',
    value: {
      isValid: isAddressRange,
      message: 'This is not an IP address or range. Use a form such as 203.0.113.0/24.',
    },
  },
  {
    id: 'organization',
    label: 'Organization of the caller',
    hint: 'aws:PrincipalOrgID, such as o-a1b2c3d4e5. An unsigned call has none.',
    operator: 'StringEquals',
    key: 'aws:PrincipalOrgID',
    placeholder: 'o-a1b2c3d4e5',
    value: pattern(/^o-[a-z0-9]{10,32}$/, 'An organization id looks like o-a1b2c3d4e5.'),
  },
  {
    id: 'organization-paths',
    label: 'Organizational units of the caller',
    hint: 'aws:PrincipalOrgPaths, from the organization down. End with * to include the units below.',
    operator: 'ForAnyValue:StringLike',
    key: 'aws:PrincipalOrgPaths',
    placeholder: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*',
    value: pattern(
      /^o-[a-z0-9]{10,32}\/(\*|r-[a-z0-9]{4,32}\/((ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\/)*\*?))$/,
      'A path looks like o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*.',
    ),
  },
  {
    id: 'vpc',
    label: 'VPC',
    hint: 'aws:SourceVpc. Function URLs are public: a call through the URL never comes from a VPC endpoint.',
    operator: 'StringEquals',
    key: 'aws:SourceVpc',
    placeholder: 'vpc-0a1b2c3d4e5f67890',
    value: pattern(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, 'A VPC id looks like vpc-0a1b2c3d4e5f67890.'),
  },
  {
    id: 'vpc-endpoint',
    label: 'VPC endpoint',
    hint: 'aws:SourceVpce. Function URLs are public: a call through the URL never comes from a VPC endpoint.',
    operator: 'StringEquals',
    key: 'aws:SourceVpce',
    placeholder: 'vpce-0a1b2c3d4e5f67890',
    value: pattern(
      /^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/,
      'A VPC endpoint id looks like vpce-0a1b2c3d4e5f67890.',
    ),
  },
  {
    id: 'source-account',
    label: 'Source account',
    hint: 'AWS:SourceAccount. For a service principal: the account that owns the source.',
    operator: 'StringEquals',
    key: 'AWS:SourceAccount',
    placeholder: '111122223333',
    value: pattern(/^\d{12}$/, 'An account id has 12 digits.'),
  },
  {
    id: 'source-arn',
    label: 'Source ARN',
    hint: 'AWS:SourceArn. For a service principal: the resource that may call.',
    operator: 'ArnLike',
    key: 'AWS:SourceArn',
    placeholder: 'arn:aws:s3:::bucket',
    value: pattern(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/u, 'An ARN looks like arn:aws:s3:::bucket.'),
  },
] as const satisfies readonly ConditionChoice[]

type OperatorAndKey = Pick<ConditionChoice, 'operator' | 'key'>

/** The values of a condition in a statement; `undefined` where it has none such. Keys are compared in any case. */
export function valuesOf({ Condition }: Statement, choice: OperatorAndKey): string[] | undefined {
  const keys = Condition?.[choice.operator] ?? {}
  const name = Object.keys(keys).find((key) => isSameKey(key, choice.key))
  return name === undefined ? undefined : listOf(keys[name])
}

/** The statement with these values of a condition: one as a text, several as a list; `undefined` takes it away. */
export function withValues(
  statement: Statement,
  choice: OperatorAndKey,
  values: string[] | undefined,
): Statement {
  const { Condition = {}, ...rest } = statement
  const keys = { ...Condition[choice.operator] }
  const name = Object.keys(keys).find((key) => isSameKey(key, choice.key)) ?? choice.key
  if (values === undefined) delete keys[name]
  else keys[name] = values.length === 1 ? (values[0] ?? '') : values
  const condition = { ...Condition, [choice.operator]: keys }
  if (Object.keys(keys).length === 0) delete condition[choice.operator]
  return Object.keys(condition).length > 0 ? { ...rest, Condition: condition } : rest
}

/** The choice that a test of a condition block is; `undefined` for all others, which only JSON can edit. */
export const choiceOf = (operator: string, key: string): ConditionChoice | undefined =>
  CONDITION_CHOICES.find((choice) => choice.operator === operator && isSameKey(choice.key, key))

const isSameKey = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
