import { stackNotes } from '@/lib/codegen/cloudformation-code'
import { type CodeSource, type GeneratedCode, goodToKnow } from '@/lib/codegen/code-source'
import { headLines } from '@/lib/codegen/comment'
import { typescriptString } from '@/lib/codegen/literal'
import { sourceTitle } from '@/lib/codegen/source-title'
import {
  type Properties,
  type PropertyValue,
  type Template,
  type TemplateResource,
  templateOf,
} from '@/lib/codegen/template'
import type { WrittenPolicy } from '@/lib/codegen/written-policy'
import { isReference } from '@/lib/codegen/yaml-lines'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/**
 * A CDK stack in TypeScript with CfnUrl and CfnPermission, which say exactly what CloudFormation's resources say:
 * FunctionUrl of the construct library would add statements of its own, or none to a function of another account.
 */
export function cdkCode(source: CodeSource, policy: WrittenPolicy): GeneratedCode {
  const template = templateOf(source, policy)
  const notes = [
    goodToKnow(
      'CfnUrl and CfnPermission are used because they are exact: FunctionUrl adds statements of its own for AuthType NONE.',
    ),
    ...stackNotes(policy),
    ...template.notes,
  ]
  const head = headLines(sourceTitle(source.identity), 'CDK', notes, '//')
  const code = [
    ...head,
    '',
    ...importLines(template),
    '',
    ...stackLines(template),
    '',
    ...appLines(source.identity),
  ]
  return { code: `${code.join('\n')}\n`, notes }
}

function importLines({ secrets, resources }: Template): string[] {
  const core = [
    'App',
    ...(secrets.length > 0 ? ['CfnParameter'] : []),
    'RemovalPolicy',
    'Stack',
    'type StackProps',
  ]
  const hasPermissions = resources.some(({ type }) => type === 'AWS::Lambda::Permission')
  return [
    `import { ${core.join(', ')} } from 'aws-cdk-lib'`,
    `import { ${hasPermissions ? 'CfnPermission, ' : ''}CfnUrl } from 'aws-cdk-lib/aws-lambda'`,
    `import type { Construct } from 'constructs'`,
  ]
}

function stackLines({ secrets, resources }: Template): string[] {
  return [
    'export class FunctionUrlStack extends Stack {',
    '  constructor(scope: Construct, id: string, props?: StackProps) {',
    '    super(scope, id, props)',
    ...secrets.map(
      (name) =>
        `    const ${variableOf(name)} = new CfnParameter(this, '${name}', { type: 'String', noEcho: true })`,
    ),
    ...resources.flatMap(resourceLines).map((line) => `    ${line}`),
    '  }',
    '}',
  ]
}

const variableOf = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

function resourceLines({ id, type, properties, isRetained }: TemplateResource): string[] {
  const construct = type === 'AWS::Lambda::Url' ? 'CfnUrl' : 'CfnPermission'
  const variable = variableOf(id)
  return [
    `${isRetained ? `const ${variable} = ` : ''}new ${construct}(this, '${id}', {`,
    ...memberLines(properties, '  '),
    '})',
    ...(isRetained ? [`${variable}.applyRemovalPolicy(RemovalPolicy.RETAIN)`] : []),
  ]
}

/** CloudFormation's property names with a small first letter, as the CDK has them. */
const memberName = (name: string) => (name === 'PrincipalOrgID' ? 'principalOrgId' : variableOf(name))

function memberLines(properties: Properties, indent: string): string[] {
  return Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : valueLines(`${indent}${memberName(name)}: `, value, indent),
  )
}

const WIDTH = 100

function valueLines(head: string, value: PropertyValue, indent: string): string[] {
  if (typeof value === 'string') return [`${head}${typescriptString(value)},`]
  if (typeof value !== 'object') return [`${head}${value},`]
  if (Array.isArray(value)) {
    const entries = value.map((each) => typescriptString(String(each)))
    const line = `${head}[${entries.join(', ')}],`
    return line.length <= WIDTH
      ? [line]
      : [`${head}[`, ...entries.map((each) => `${indent}  ${each},`), `${indent}],`]
  }
  if (isReference(value)) return [`${head}${variableOf(value.Ref)}.valueAsString,`]
  return [`${head}{`, ...memberLines(value, `${indent}  `), `${indent}},`]
}

function appLines({ account, region, functionName, qualifier }: FunctionUrlIdentity): string[] {
  const name = `url-${functionName}-${qualifier}`
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/-$/, '')
    .slice(0, MAX_STACK_NAME)
  return [
    `new FunctionUrlStack(new App(), '${name}', { env: { account: '${account}', region: '${region}' } })`,
  ]
}

/** CloudFormation API reference, "CreateStack". */
const MAX_STACK_NAME = 128
