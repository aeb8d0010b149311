import {
  type CodeNote,
  type CodeSource,
  cannotSay,
  type GeneratedCode,
  goodToKnow,
} from '@/lib/codegen/code-source'
import { headLines } from '@/lib/codegen/comment'
import { fittingCors, fittingPolicy } from '@/lib/codegen/fitting-policy'
import { attributeLines, type HclValue } from '@/lib/codegen/hcl-lines'
import { hclString } from '@/lib/codegen/literal'
import { sourceTitle } from '@/lib/codegen/source-title'
import { uniqueName } from '@/lib/codegen/unique-name'
import type { WrittenPermission, WrittenPolicy } from '@/lib/codegen/written-policy'
import { CORS_LISTS } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { wireQualifier } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { listed } from '@/lib/text/listed'

/**
 * A Terraform configuration with `import` blocks, so that the first apply takes over what is there. Ids as the AWS
 * provider wants them: `function/qualifier` for the URL, `function:qualifier/statement` for a permission.
 */
export function terraformCode({ identity, config }: CodeSource, whole: WrittenPolicy): GeneratedCode {
  const policy = fittingPolicy(
    whole,
    isRewritten,
    'Terraform would write a character in it another way (NFC).',
  )
  const { cors, notes: lost } = fittingCors(
    config.Cors,
    isRewritten,
    'Terraform would write a character in it another way (NFC)',
  )
  const notes = [...remarks(policy), ...emptyListNotes(cors), ...lost, ...policy.notes]
  const secrets = [...new Set(policy.permissions.flatMap(({ secret }) => secret ?? []))]
  const taken = new Set<string>()
  const blocks = [
    headLines(sourceTitle(identity), 'Terraform', notes, '#'),
    settingsLines(identity, policy),
    ...secrets.map((name) => [
      `variable "${snakeCase(name)}" {`,
      '  type      = string',
      '  sensitive = true',
      '}',
    ]),
    ...urlBlocks(identity, { ...config, Cors: cors }),
    ...policy.permissions.flatMap((each) =>
      permissionBlocks(identity, each, uniqueName(blockName(each.permission.StatementId), taken, '-')),
    ),
  ]
  return { code: `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`, notes }
}

/** Terraform brings every text into Unicode's normal form C (cty, "Strings"). */
const isRewritten = (text: string) => text.normalize('NFC') !== text

function settingsLines({ account, region }: FunctionUrlIdentity, { permissions }: WrittenPolicy): string[] {
  const isViaUrl = permissions.some(({ permission }) => permission.InvokedViaFunctionUrl !== undefined)
  return [
    'terraform {',
    '  required_version = ">= 1.5.0"',
    '  required_providers {',
    '    aws = {',
    '      source  = "hashicorp/aws"',
    `      version = ">= ${isViaUrl ? '6.28.0' : '5.0.0'}"`,
    '    }',
    '  }',
    '}',
    '',
    'provider "aws" {',
    `  region              = "${region}"`,
    `  allowed_account_ids = ["${account}"]`,
    '}',
  ]
}

function urlBlocks(identity: FunctionUrlIdentity, config: CodeSource['config']): string[][] {
  const { functionName } = identity
  const qualifier = wireQualifier(identity.qualifier)
  const name = blockName(qualifier ? `${functionName}_${qualifier}` : functionName)
  return [
    importLines(`aws_lambda_function_url.${name}`, [functionName, qualifier].filter(Boolean).join('/')),
    [
      `resource "aws_lambda_function_url" "${name}" {`,
      ...attributeLines({
        function_name: functionName,
        qualifier,
        authorization_type: config.AuthType,
        invoke_mode: config.InvokeMode,
      }),
      ...(config.Cors ? ['', '  cors {', ...attributeLines(corsAttributes(config.Cors), '    '), '  }'] : []),
      '}',
    ],
  ]
}

const corsAttributes = (cors: Cors): Record<string, HclValue | undefined> => ({
  allow_credentials: cors.AllowCredentials,
  allow_headers: cors.AllowHeaders,
  allow_methods: cors.AllowMethods,
  allow_origins: cors.AllowOrigins,
  expose_headers: cors.ExposeHeaders,
  max_age: cors.MaxAge,
})

function permissionBlocks(
  identity: FunctionUrlIdentity,
  { permission, secret, isStored }: WrittenPermission,
  name: string,
): string[][] {
  const qualifier = wireQualifier(identity.qualifier)
  const target = [identity.functionName, qualifier].filter(Boolean).join(':')
  const { StatementId, Action, Principal, SourceArn, SourceAccount, PrincipalOrgID } = permission
  const resource = [
    `resource "aws_lambda_permission" "${name}" {`,
    ...attributeLines({
      statement_id: StatementId,
      function_name: identity.functionName,
      qualifier,
      action: Action,
      principal: Principal,
      principal_org_id: PrincipalOrgID,
      source_arn: SourceArn,
      source_account: SourceAccount,
      function_url_auth_type: permission.FunctionUrlAuthType,
      invoked_via_function_url: permission.InvokedViaFunctionUrl,
      event_source_token: secret && { expression: `var.${snakeCase(secret)}` },
    }),
    '}',
  ]
  const imports = importLines(`aws_lambda_permission.${name}`, `${target}/${StatementId}`)
  return isStored ? [imports, resource] : [resource]
}

function importLines(to: string, id: string): string[] {
  return ['import {', `  to = ${to}`, `  id = ${hclString(id)}`, '}']
}

/** EventSourceToken2 is event_source_token2. */
const snakeCase = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()

/** Names begin with a letter or an underscore (Terraform language, "Identifiers"). */
const blockName = (text: string) => (/^[a-zA-Z_]/.test(text) ? text : `_${text}`)

function remarks({ permissions }: WrittenPolicy): CodeNote[] {
  const isNew = permissions.some(({ isStored }) => !isStored)
  const isViaUrl = permissions.some(({ permission }) => permission.InvokedViaFunctionUrl !== undefined)
  return [
    goodToKnow(
      'The import blocks take over what is there (Terraform 1.5 or later); they can go after the first apply. Where Terraform creates a function URL of AuthType NONE itself, the AWS provider adds public statements of its own.',
    ),
    ...(isViaUrl
      ? [
          goodToKnow(
            'AWS providers before 6.28.0 do not know invoked_via_function_url: update the provider and never leave it out, or everyone named may invoke the function directly.',
          ),
        ]
      : []),
    ...(isNew
      ? [
          goodToKnow(
            'Permissions without an import block are new ones, in place of statements that Terraform cannot take over as they are; remove those afterwards.',
          ),
        ]
      : []),
  ]
}

/** The provider's schema has no difference between an empty list and none. */
function emptyListNotes(cors: Cors | undefined): CodeNote[] {
  const empty = CORS_LISTS.filter((list) => cors?.[list]?.length === 0)
  if (empty.length === 0) return []
  return [cannotSay(`An empty list and a list that is not set are the same to Terraform: ${listed(empty)}.`)]
}
