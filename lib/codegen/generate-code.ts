import { cdkCode } from '@/lib/codegen/cdk-code'
import { cliCode } from '@/lib/codegen/cli-code'
import { cloudFormationCode } from '@/lib/codegen/cloudformation-code'
import {
  type CodeNote,
  type CodeSource,
  cannotSay,
  type GeneratedCode,
  goodToKnow,
} from '@/lib/codegen/code-source'
import type { CodeFormat } from '@/lib/codegen/formats'
import { samCode } from '@/lib/codegen/sam-code'
import { terraformCode } from '@/lib/codegen/terraform-code'
import { wellFormed } from '@/lib/codegen/well-formed'
import { type WrittenPolicy, writtenPolicy } from '@/lib/codegen/written-policy'
import { functionArn } from '@/lib/identity/arn'
import { canonicalJson } from '@/lib/text/canonical-json'

const WRITERS: Record<CodeFormat, (source: CodeSource, policy: WrittenPolicy) => GeneratedCode> = {
  cli: cliCode,
  cloudformation: cloudFormationCode,
  sam: samCode,
  cdk: cdkCode,
  terraform: terraformCode,
}

/**
 * A function URL with the permissions of its qualifier in one format: complete but for what its notes say.
 * No value of AWS can end its literal or its comment; event source tokens are never written.
 */
export function generateCode(format: CodeFormat, source: CodeSource): GeneratedCode {
  const writable = { ...source, config: wellFormed(source.config), statements: wellFormed(source.statements) }
  const policy = writtenPolicy(writable.statements ?? [], functionArn(source.identity))
  const notes = [...policyNotes(source), ...halfCharacterNotes(source, writable), ...policy.notes]
  return WRITERS[format](writable, { ...policy, notes })
}

function policyNotes({ statements, policyFailure }: CodeSource): CodeNote[] {
  if (statements === undefined)
    return [
      cannotSay(
        `The permissions are missing here, because the resource-based policy could not be read. ${policyFailure ?? ''}`.trimEnd(),
      ),
    ]
  if (statements.length > 0) return []
  return [goodToKnow('This qualifier has no resource-based policy, so there are no permissions to write.')]
}

function halfCharacterNotes(read: CodeSource, written: CodeSource): CodeNote[] {
  const isSame =
    canonicalJson([read.config, read.statements ?? []]) ===
    canonicalJson([written.config, written.statements ?? []])
  return isSame
    ? []
    : [cannotSay('Halves of characters, which no text file can hold, are written as U+FFFD.')]
}
