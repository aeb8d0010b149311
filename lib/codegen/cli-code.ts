import { toCli } from '@/lib/changes/plan/to-cli'
import { type CodeNote, type CodeSource, type GeneratedCode, goodToKnow } from '@/lib/codegen/code-source'
import { headLines } from '@/lib/codegen/comment'
import { fittingPolicy } from '@/lib/codegen/fitting-policy'
import { sourceTitle } from '@/lib/codegen/source-title'
import type { WrittenPermission, WrittenPolicy } from '@/lib/codegen/written-policy'
import { wireQualifier } from '@/lib/identity/qualifier'
import { hasInvisible } from '@/lib/text/hostile-text'
import { listed } from '@/lib/text/listed'

/** `aws lambda` commands for a POSIX shell, which make this function URL where there is none. */
export function cliCode({ identity, config }: CodeSource, whole: WrittenPolicy): GeneratedCode {
  const policy = fittingPolicy(
    whole,
    hasInvisible,
    'a POSIX shell has no way to write characters that nobody sees so that they can be seen.',
  )
  const { region, functionName: FunctionName } = identity
  const Qualifier = wireQualifier(identity.qualifier)
  const base = { FunctionName, ...(Qualifier ? { Qualifier } : {}) }
  const { AuthType, InvokeMode, Cors } = config
  const create = toCli(
    {
      operation: 'CreateFunctionUrlConfig',
      input: { ...base, AuthType, InvokeMode, ...(Cors ? { Cors } : {}) },
    },
    region,
  )
  const grants = policy.permissions.map(({ permission, secret }) =>
    toCli({ operation: 'AddPermission', input: { ...base, ...permission } }, region, secretOption(secret)),
  )
  const notes = [...remarks(identity.account, policy.permissions), ...policy.notes]
  return { code: `${[headOf(identity, notes), create, ...grants].join('\n\n')}\n`, notes }
}

/**
 * A here-document that nobody reads, not bare comments: zsh takes a pasted `#` for a command, and what follows a
 * semicolon in it for another one. No line of it can be the end mark, as each begins with `#`.
 */
function headOf(identity: CodeSource['identity'], notes: readonly CodeNote[]): string {
  const lines = headLines(sourceTitle(identity), 'AWS CLI', notes, '#')
  return [": <<'READ_ME'", ...lines, 'READ_ME'].join('\n')
}

/** The shell takes the secret from its environment, and stops with a sentence where it is not there. */
const secretOption = (name: string | undefined) =>
  name === undefined ? [] : [`--event-source-token "\${${shellName(name)}:?}"`]

/** EventSourceToken2 is EVENT_SOURCE_TOKEN2 in a shell. */
const shellName = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()

function remarks(account: string, permissions: readonly WrittenPermission[]) {
  const secrets = [...new Set(permissions.flatMap(({ secret }) => secret ?? []))].map(shellName)
  return [
    goodToKnow(
      `The function URL exists already. These commands make one like it where there is none; it gets another address. They act in the account of your credentials (this one is in ${account}).`,
    ),
    ...(permissions.some(({ permission }) => permission.InvokedViaFunctionUrl !== undefined)
      ? [
          goodToKnow(
            'An AWS CLI that refuses --invoked-via-function-url is too old: update it, and never leave the option out.',
          ),
        ]
      : []),
    ...(secrets.length > 0 ? [goodToKnow(`Set ${listed(secrets)} in your shell first.`)] : []),
  ]
}
