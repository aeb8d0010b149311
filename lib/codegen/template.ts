import { type CodeNote, type CodeSource, cannotSay } from '@/lib/codegen/code-source'
import { fittingCors, fittingPolicy } from '@/lib/codegen/fitting-policy'
import { uniqueName } from '@/lib/codegen/unique-name'
import type { WrittenPermission, WrittenPolicy } from '@/lib/codegen/written-policy'
import { CORS_LISTS, CORS_METHODS, type CorsList } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { functionArn } from '@/lib/identity/arn'
import { LATEST, wireQualifier } from '@/lib/identity/qualifier'
import { listed } from '@/lib/text/listed'

/** Takes the value of a parameter or of another resource. */
interface Reference {
  Ref: string
}

export type PropertyValue = string | number | boolean | Reference | PropertyValue[] | Properties
export interface Properties {
  [name: string]: PropertyValue | undefined
}

export interface TemplateResource {
  id: string
  type: 'AWS::Lambda::Url' | 'AWS::Lambda::Permission' | 'AWS::Serverless::Function'
  properties: Properties
  /** Kept when the stack goes: deleting a function URL loses its address for ever. */
  isRetained?: boolean
}

/** A template as CloudFormation understands it: what CloudFormation, SAM and the CDK have in common. */
export interface Template {
  /** Names of parameters that hold secrets. */
  secrets: string[]
  resources: TemplateResource[]
  notes: CodeNote[]
}

/** Taken by CDK's construct tree and its bootstrapping. */
const RESERVED = ['Default', 'Resource', 'BootstrapVersion', 'CheckBootstrapVersion', 'CDKMetadata']

/** The URL and its permissions as resources of their own, whatever template or stack has the function. */
export function templateOf(source: CodeSource, policy: WrittenPolicy): Template {
  const { identity, config } = source
  const { cors, notes: corsNotes } = plainCors(config.Cors)
  const { permissions, notes } = plainPolicy(policy)
  const url: TemplateResource = {
    id: 'FunctionUrl',
    type: 'AWS::Lambda::Url',
    isRetained: true,
    properties: {
      TargetFunctionArn: functionArn({ ...identity, qualifier: LATEST }),
      Qualifier: wireQualifier(identity.qualifier),
      AuthType: config.AuthType,
      InvokeMode: config.InvokeMode,
      Cors: cors && { ...cors },
    },
  }
  return {
    ...permissionResources(permissions, functionArn(identity), [url]),
    notes: [...notes, ...corsNotes],
  }
}

/** Permissions on what `FunctionName` names, behind the resources that come before them. */
export function permissionResources(
  permissions: readonly WrittenPermission[],
  FunctionName: PropertyValue,
  before: TemplateResource[],
): Pick<Template, 'secrets' | 'resources'> {
  const secrets = [...new Set(permissions.flatMap(({ secret }) => secret ?? []))]
  const taken = new Set([...RESERVED, ...secrets, ...before.map(({ id }) => id)])
  const resources = permissions.map(({ permission, secret }): TemplateResource => {
    const { StatementId, ...members } = permission
    return {
      id: uniqueName(logicalId(StatementId), taken),
      type: 'AWS::Lambda::Permission',
      properties: {
        FunctionName,
        ...members,
        ...(secret ? { EventSourceToken: { Ref: secret } } : {}),
      },
    }
  })
  return { secrets, resources: [...before, ...resources] }
}

/** Logical ids are letters and digits, at most 255 (CloudFormation user guide, "Resources"). */
function logicalId(statementId: string): string {
  const words = statementId.split(/[^a-zA-Z0-9]+/).filter(Boolean)
  const id = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^[A-Z]/.test(id) ? id : `Statement${id}`
}

/**
 * CloudFormation puts secrets and parameters in place of `{{resolve:…}}` wherever it stands, and the CDK does the like
 * with `${Token[…]}`; neither has a way to write such a text as text.
 */
const isReplaced = (text: string) => /\{\{resolve:|[$#]\{Token\[/.test(text)

/** The policy without the permissions that cannot be written as text. */
export function plainPolicy(policy: WrittenPolicy): WrittenPolicy {
  return fittingPolicy(
    policy,
    isReplaced,
    'CloudFormation would put something else in place of a text in it.',
  )
}

/** Its schema names the methods (CloudFormation template reference, "AWS::Lambda::Url Cors"). */
const isNoMethod = (text: string, list: CorsList) =>
  list === 'AllowMethods' && !CORS_METHODS.some((method) => method === text)

/**
 * Cors as CloudFormation takes it: without entries that it would refuse or not take for text, and without empty lists,
 * which it refuses too.
 */
export function plainCors(cors: Cors | undefined): { cors: Cors | undefined; notes: CodeNote[] } {
  const fitting = fittingCors(
    cors,
    (text, list) => isReplaced(text) || isNoMethod(text, list),
    'CloudFormation would refuse it or put something else in its place',
  )
  const empty = CORS_LISTS.filter((list) => fitting.cors?.[list]?.length === 0)
  const kept = Object.entries(fitting.cors ?? {}).filter(([name]) => !empty.some((list) => list === name))
  const note = cannotSay(`An empty list: ${listed(empty)} is left away, which allows as little.`)
  return {
    cors: kept.length > 0 ? Object.fromEntries(kept) : undefined,
    notes: empty.length > 0 ? [...fitting.notes, note] : fitting.notes,
  }
}
