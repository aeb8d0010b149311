import { inSequence, toCli } from '@/lib/changes/plan/to-cli'
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
  const { AuthType, Cors } = config
  // Without it AWS answers by BUFFERED, and an older CLI does not know the option.
  const InvokeMode = config.InvokeMode === 'BUFFERED' ? undefined : config.InvokeMode
  const create = toCli(
    {
      operation: 'CreateFunctionUrlConfig',
      input: { ...base, AuthType, ...(InvokeMode ? { InvokeMode } : {}), ...(Cors ? { Cors } : {}) },
    },
    region,
  )
  const grants = policy.permissions.map(({ permission, secret }) =>
    toCli({ operation: 'AddPermission', input: { ...base, ...permission } }, region, secretOption(secret)),
  )
  const secrets = [...new Set(policy.permissions.flatMap(({ secret }) => secret ?? []))].map(shellName)
  const notes = [
    ...remarks(identity.account, secrets),
    leastVersion(policy.permissions, InvokeMode),
    ...policy.notes,
  ]
  const commands = inSequence([...secrets.map(demanded), create, ...grants])
  return { code: `${headOf(identity, notes)}\n\n${commands}\n`, notes }
}

/**
 * A here-document that nobody reads, not bare comments: zsh takes a pasted `#` for a command, and what follows a
 * semicolon in it for another one. No line of it can be the end mark, as each begins with `#`.
 */
function headOf(identity: CodeSource['identity'], notes: readonly CodeNote[]): string {
  const lines = headLines(sourceTitle(identity), 'AWS CLI', notes, '#')
  return [": <<'READ_ME'", ...lines, 'READ_ME'].join('\n')
}

/** The shell takes the secret from its environment. */
const secretOption = (name: string | undefined) =>
  name === undefined ? [] : [`--event-source-token "$${shellName(name)}"`]

/** Fails with a sentence where the secret is not there, before anything is made. */
const demanded = (name: string) => `: "\${${name}:?}"`

/** EventSourceToken2 is EVENT_SOURCE_TOKEN2 in a shell. */
const shellName = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()

/**
 * The AWS SDKs of 10 October 2025 were the first to know InvokedViaFunctionUrl, those of April 2023 InvokeMode, those
 * of April 2022 function URLs. Each version named is the first minor one that is surely younger.
 */
function leastVersion(permissions: readonly WrittenPermission[], invokeMode: string | undefined): CodeNote {
  if (permissions.some(({ permission }) => permission.InvokedViaFunctionUrl !== undefined))
    return goodToKnow(
      'Needs AWS CLI 2.32 or newer (aws --version). One that refuses --invoked-via-function-url is too old: update it, and never leave the option out.',
    )
  const [version, refused] = invokeMode ? ['2.12', '--invoke-mode'] : ['2.6', 'create-function-url-config']
  return goodToKnow(
    `Needs AWS CLI ${version} or newer (aws --version). One that refuses ${refused} is too old: update it.`,
  )
}

function remarks(account: string, secrets: readonly string[]): CodeNote[] {
  return [
    goodToKnow(
      `The function URL exists already. These commands make one like it where there is none; it gets another address. They act in the account of your credentials (this one is in ${account}), and stop at the first one that fails.`,
    ),
    ...(secrets.length > 0 ? [goodToKnow(`Set ${listed(secrets)} in your shell first.`)] : []),
  ]
}
