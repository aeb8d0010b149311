import { type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import { printableJson } from '@/lib/text/printable-json'

/** Parameter names of the AWS CLI are the API's in kebab case: PrincipalOrgID is --principal-org-id. */
const flagOf = (name: string) => `--${name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`

/** A call; as text it may leave out what AWS then sets itself. */
export interface CliCall {
  operation: CallOperation
  input: object
}

/**
 * One call as AWS CLI text for a POSIX shell, quoted so that no value is read as anything else.
 * A RevisionId that only an earlier call gives is fetched by the get-policy line in front.
 * `more`: options at the end, as the shell shall read them.
 */
export function toCli(call: CliCall, region: string, more: readonly string[] = []): string {
  const { RevisionId, ...input } = call.input as Record<string, unknown> & { RevisionId?: unknown }
  const words = [`aws lambda ${OPERATIONS[call.operation].command}`, argument('Region', region)]
  for (const [name, value] of Object.entries(input))
    if (value !== undefined) words.push(argument(name, value))
  words.push(...more)
  if (typeof RevisionId === 'string') words.push(argument('RevisionId', RevisionId))
  if (typeof RevisionId !== 'object' || RevisionId === null) return wrapped(words)
  // get-policy takes the full ARN as a function name.
  const { FunctionName = input.ResourceArn, Qualifier } = input
  const policyOf = { FunctionName, ...(Qualifier ? { Qualifier } : {}) }
  const fetch = [
    'aws lambda get-policy',
    argument('Region', region),
    ...Object.entries(policyOf).map(([name, value]) => argument(name, value)),
    '--query RevisionId',
    '--output text',
  ]
  return `REVISION_ID=$(${fetch.join(' ')}) &&\n${wrapped([...words, '--revision-id "$REVISION_ID"'])}`
}

/**
 * Commands one after the other, of which none is run once one has failed: what opens a function URL comes last, and
 * must not be done without what comes before it. Unlike `set -e` this closes no shell that it is pasted into.
 */
export const inSequence = (commands: readonly string[]) => commands.join(' &&\n\n')

function argument(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? flagOf(name) : `--no-${flagOf(name).slice(2)}`
  if (typeof value !== 'string') return `${flagOf(name)} ${shellWord(printableJson(value))}`
  // With a space between, the CLI would take a value that begins with a hyphen for another option.
  return `${flagOf(name)}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`
}

/** POSIX shell, "Quoting": single quotes keep everything but the single quote itself. */
function shellWord(value: string): string {
  // A leading = or ~ is left to the quotes: other shells expand it.
  if (/^[\w.:/@-][\w.:/=@-]*$/.test(value)) return value
  return `'${value.replaceAll("'", `'\\''`)}'`
}

const WIDTH = 90

/** Breaks a long command before its flags, as people write it by hand. */
function wrapped(words: string[]): string {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line && line.length + word.length + 1 > WIDTH) {
      lines.push(line)
      line = `  ${word}`
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].join(' \\\n')
}
