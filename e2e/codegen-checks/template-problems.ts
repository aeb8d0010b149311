import { requireCheckPackage } from '@/e2e/codegen-checks/check-packages'
import type { TemplateObject } from '@/lib/codegen/fixtures/read-template'

/** What is used of `@aws-cdk/aws-service-spec`: AWS's resource schemas. */
interface Property {
  type: PropertyType
  required?: boolean
}
interface PropertyType {
  type: string
  element?: PropertyType
  types?: PropertyType[]
  reference?: { $ref: string }
  allowedValues?: unknown[]
}
interface Database {
  lookup(
    entity: 'resource',
    index: 'cloudFormationType',
    how: 'equals',
    type: string,
  ): { properties: Record<string, Property> }[]
  get(entity: 'typeDefinition', id: string): { properties: Record<string, Property> }
}

const { loadAwsServiceSpec } = requireCheckPackage('@aws-cdk/aws-service-spec') as {
  loadAwsServiceSpec(): Promise<Database>
}
const database = await loadAwsServiceSpec()

const propertiesOf = (type: string) =>
  database.lookup('resource', 'cloudFormationType', 'equals', type)[0]?.properties

/** Every resource whose type or property AWS does not know, that lacks a required one, or has one of another type. */
export function templateProblems({ Resources }: TemplateObject): string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const known = propertiesOf(Type)
    if (!known) return [`${id}: ${Type} is no resource type`]
    return memberProblems(Properties, known, `${id} (${Type})`)
  })
}

function memberProblems(value: object, known: Record<string, Property>, path: string): string[] {
  const missing = Object.entries(known).filter(([name, { required }]) => required && !(name in value))
  return [
    ...missing.map(([name]) => `${path}: ${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const property = known[name]
      if (!property) return [`${path}: there is no property ${name}`]
      return valueProblems(member, typeOf(path, name, property), `${path}.${name}`)
    }),
  ]
}

/**
 * The schema of SAM that the package carries is third-party and has the Cors of an API there. SAM passes the value
 * to AWS::Lambda::Url as it is (SAM developer guide, "FunctionUrlConfig"), so that type's schema is held to.
 */
function typeOf(path: string, name: string, property: Property): PropertyType {
  const passedOn = path.endsWith('FunctionUrlConfig') && ['Cors', 'InvokeMode', 'AuthType'].includes(name)
  return (passedOn ? propertiesOf('AWS::Lambda::Url')?.[name]?.type : undefined) ?? property.type
}

function valueProblems(value: unknown, type: PropertyType, path: string): string[] {
  if (type.types) {
    const attempts = type.types.map((each) => valueProblems(value, each, path))
    return attempts.some((found) => found.length === 0) ? [] : (attempts[0] ?? [])
  }
  const wrong = [`${path}: ${JSON.stringify(value)} is not of type ${type.type}`]
  if (type.allowedValues && !type.allowedValues.includes(value))
    return [`${path}: ${JSON.stringify(value)} is none of ${type.allowedValues.join(', ')}`]
  if (type.type === 'array')
    return Array.isArray(value)
      ? value.flatMap((each, at) => (type.element ? valueProblems(each, type.element, `${path}[${at}]`) : []))
      : wrong
  if (type.type === 'ref') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong
    const { properties } = database.get('typeDefinition', type.reference?.$ref ?? '')
    return memberProblems(value, properties, path)
  }
  if (type.type === 'string' && isReference(value)) return []
  if (type.type === 'integer') return Number.isInteger(value) ? [] : wrong
  return typeof value === type.type ? [] : wrong
}

/** A parameter, as the CDK writes it. */
const isReference = (value: unknown) => typeof value === 'object' && value !== null && 'Ref' in value
