import { wireQualifier } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** The formats of the Code tab, in the order in which they are offered. */
export const CODE_FORMATS = ['cli', 'cloudformation', 'sam', 'cdk', 'terraform'] as const
export type CodeFormat = (typeof CODE_FORMATS)[number]

interface FormatDetails {
  /** What people call it. */
  label: string
  /** The ending of a file that holds it. */
  extension: string
  mediaType: string
}

export const FORMAT_DETAILS: Record<CodeFormat, FormatDetails> = {
  cli: { label: 'AWS CLI', extension: 'sh', mediaType: 'text/x-shellscript' },
  cloudformation: { label: 'CloudFormation', extension: 'yaml', mediaType: 'application/yaml' },
  sam: { label: 'SAM', extension: 'sam.yaml', mediaType: 'application/yaml' },
  cdk: { label: 'CDK (TypeScript)', extension: 'ts', mediaType: 'text/typescript' },
  terraform: { label: 'Terraform', extension: 'tf', mediaType: 'text/plain' },
}

/** The name of a file that holds the code: letters, digits, hyphens and underscores before the ending. */
export function codeFileName({ functionName, qualifier }: FunctionUrlIdentity, format: CodeFormat): string {
  const name = [functionName, wireQualifier(qualifier), 'url'].filter(Boolean).join('-')
  return `${name}.${FORMAT_DETAILS[format].extension}`
}
