import { yamlString } from '@/lib/codegen/literal'
import type { Properties, PropertyValue, Template, TemplateResource } from '@/lib/codegen/template'

/** The sections `Parameters` and `Resources` of a template, in YAML. `more` gives lines to stand in a resource's properties. */
export function templateLines(
  { secrets, resources }: Pick<Template, 'secrets' | 'resources'>,
  more: (resource: TemplateResource) => string[] = () => [],
): string[] {
  const parameters = secrets.flatMap((name) => [`  ${name}:`, '    Type: String', '    NoEcho: true'])
  return [
    ...(secrets.length > 0 ? ['Parameters:', ...parameters] : []),
    'Resources:',
    ...resources.flatMap((resource) => [
      `  ${resource.id}:`,
      `    Type: ${resource.type}`,
      ...(resource.isRetained ? ['    DeletionPolicy: Retain', '    UpdateReplacePolicy: Retain'] : []),
      '    Properties:',
      ...more(resource).map((line) => `      ${line}`),
      ...memberLines(resource.properties, '      '),
    ]),
  ]
}

function memberLines(properties: Properties, indent: string): string[] {
  return Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : valueLines(`${indent}${name}:`, value, `${indent}  `),
  )
}

function valueLines(head: string, value: PropertyValue, indent: string): string[] {
  if (typeof value === 'string') return [`${head} ${yamlString(value)}`]
  if (typeof value !== 'object') return [`${head} ${value}`]
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${head} []`]
    return [head, ...value.flatMap((each) => valueLines(`${indent}-`, each, `${indent}  `))]
  }
  if (isReference(value)) return [`${head} !Ref ${value.Ref}`]
  const lines = memberLines(value, indent)
  return lines.length === 0 ? [`${head} {}`] : [head, ...lines]
}

export function isReference(value: PropertyValue): value is { Ref: string } {
  return typeof value === 'object' && 'Ref' in value
}
