import { stackNotes } from '@/lib/codegen/cloudformation-code'
import {
  type CodeNote,
  type CodeSource,
  cannotSay,
  type GeneratedCode,
  goodToKnow,
} from '@/lib/codegen/code-source'
import { headLines } from '@/lib/codegen/comment'
import { sourceTitle } from '@/lib/codegen/source-title'
import {
  permissionResources,
  plainCors,
  plainPolicy,
  type Template,
  templateOf,
} from '@/lib/codegen/template'
import type { WrittenPermission, WrittenPolicy } from '@/lib/codegen/written-policy'
import { templateLines } from '@/lib/codegen/yaml-lines'
import { wireQualifier } from '@/lib/identity/qualifier'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import { grantsTheSame, statementOf } from '@/lib/permissions/statement'

const FUNCTION_ID = 'Function'

/**
 * A SAM template. FunctionUrlConfig of AWS::Serverless::Function where it says the same; SAM adds the two public
 * statements itself to a URL of auth type NONE (Lambda developer guide, "Control access to function URLs"), so where
 * the policy does not have both, the resources are written out.
 */
export function samCode(source: CodeSource, policy: WrittenPolicy): GeneratedCode {
  const isOwn = samSaysTheSame(source, policy)
  const template = isOwn ? functionTemplate(source, policy) : templateOf(source, policy)
  const notes = [
    ...(isOwn ? functionNotes(source, policy) : resourceNotes(source, policy)),
    ...template.notes,
  ]
  const head = headLines(sourceTitle(source.identity), 'SAM', notes, '#')
  const body = [
    'AWSTemplateFormatVersion: "2010-09-09"',
    'Transform: AWS::Serverless-2016-10-31',
    ...templateLines(template, ({ type }) =>
      type === 'AWS::Serverless::Function'
        ? ['# CodeUri, Handler, Runtime and the rest of your function stand here.']
        : [],
    ),
  ]
  return { code: `${[...head, '', ...body].join('\n')}\n`, notes }
}

function samSaysTheSame({ config, statements }: CodeSource, { permissions }: WrittenPolicy): boolean {
  if (config.AuthType === 'AWS_IAM') return true
  return statements !== undefined && addedBySam(permissions).length === 2
}

/** Those of the permissions that SAM writes by itself for auth type NONE: at most two. */
function addedBySam(permissions: readonly WrittenPermission[]): WrittenPermission[] {
  return permissionsOfGrant({ type: 'everyone' }).flatMap((wanted) => {
    const isWanted = ({ permission, secret }: WrittenPermission) =>
      secret === undefined && grantsTheSame(statementOf(permission, ''), statementOf(wanted, ''))
    return permissions.find(isWanted) ?? []
  })
}

function functionTemplate({ identity, config }: CodeSource, whole: WrittenPolicy): Template {
  const policy = plainPolicy(whole)
  const alias = wireQualifier(identity.qualifier)
  const { cors, notes } = plainCors(config.Cors)
  const added = config.AuthType === 'NONE' ? addedBySam(policy.permissions) : []
  const own = {
    id: FUNCTION_ID,
    type: 'AWS::Serverless::Function' as const,
    properties: {
      FunctionName: identity.functionName,
      AutoPublishAlias: alias,
      FunctionUrlConfig: {
        AuthType: config.AuthType,
        InvokeMode: config.InvokeMode,
        Cors: cors && { ...cors },
      },
    },
  }
  const others = policy.permissions.filter((permission) => !added.includes(permission))
  // SAM's name for the alias that it makes itself (SAM developer guide, "Referencing generated resources").
  const FunctionName = { Ref: alias ? `${FUNCTION_ID}.Alias` : FUNCTION_ID }
  return { ...permissionResources(others, FunctionName, [own]), notes: [...policy.notes, ...notes] }
}

function functionNotes({ identity, config }: CodeSource, { permissions }: WrittenPolicy): CodeNote[] {
  const alias = wireQualifier(identity.qualifier)
  return [
    goodToKnow(
      'FunctionUrlConfig belongs to the function: merge these properties into the AWS::Serverless::Function of your template. This console does not read the code of functions.',
    ),
    goodToKnow(
      'The function URL exists already, and a qualifier has only one: where your stack did not make it, deploying fails. Deleting it first would permanently delete its address.',
    ),
    ...(config.AuthType === 'NONE'
      ? [
          goodToKnow(
            'For AuthType NONE SAM adds the two public statements by itself; they are not repeated here.',
          ),
        ]
      : []),
    ...(alias
      ? [
          goodToKnow(
            `AutoPublishAlias publishes a version at each deployment and points ${alias} at it; the function URL is that alias’s.`,
          ),
        ]
      : []),
    ...(permissions.length > 0
      ? [
          cannotSay(
            'Statement ids: CloudFormation makes up its own, so the names of the resources recall them.',
          ),
        ]
      : []),
  ]
}

function resourceNotes({ statements }: CodeSource, policy: WrittenPolicy): CodeNote[] {
  const why = statements ? 'the policy does not have both' : 'whether the policy has them is not known'
  return [
    cannotSay(
      `FunctionUrlConfig of AWS::Serverless::Function would add both public statements by itself, and ${why}. So the function URL is written as resources of its own.`,
    ),
    ...stackNotes(policy),
  ]
}
