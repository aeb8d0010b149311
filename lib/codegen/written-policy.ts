import { type CodeNote, cannotSay } from '@/lib/codegen/code-source'
import { type PlainPermission, plainPermissionsOf } from '@/lib/codegen/plain-permissions'
import { maskedStatement, statementName } from '@/lib/codegen/statement-name'
import { uniqueName } from '@/lib/codegen/unique-name'
import { type AddPermissionInput, TEXT_RULES } from '@/lib/permissions/permission-rules'
import type { Statement } from '@/lib/permissions/schema'
import { isSameStatement, opensFunctionUrl, statementOf } from '@/lib/permissions/statement'
import { counted } from '@/lib/text/counted'

/** One AddPermission call of the code. */
export interface WrittenPermission {
  /** Never with an EventSourceToken: that is a secret. */
  permission: Omit<AddPermissionInput, 'EventSourceToken'>
  /** Under this name the person who uses the code supplies the EventSourceToken. */
  secret?: string
  /** AWS has a statement of this id that means this, so that it can be imported. */
  isStored: boolean
}

export interface WrittenPolicy {
  permissions: WrittenPermission[]
  notes: CodeNote[]
}

/**
 * A policy as AddPermission calls, which is what every format comes down to, and a note for each statement that
 * they cannot write, or not as it is. What opens the function URL comes last: whatever fails half-way is closed.
 */
export function writtenPolicy(statements: readonly Statement[], arn: string): WrittenPolicy {
  const ids = new Set(statements.flatMap(({ Sid }) => Sid ?? []))
  const secrets = new Map<string, string>()
  const written = statements.map((statement, index) =>
    writtenStatement(statement, index, { arn, ids, secrets }),
  )
  const permissions = written.flatMap((each) => each.permissions)
  const isOpening = ({ permission }: WrittenPermission) => opensFunctionUrl(statementOf(permission, arn))
  return {
    permissions: [...permissions.filter((each) => !isOpening(each)), ...permissions.filter(isOpening)],
    notes: [...written.flatMap(({ notes }) => notes), ...secretNotes(secrets.size > 0)],
  }
}

interface Writing {
  arn: string
  ids: Set<string>
  /** Tokens and the names that stand for them. */
  secrets: Map<string, string>
}

function writtenStatement(statement: Statement, index: number, writing: Writing): WrittenPolicy {
  const name = statementName(statement, index)
  const plain = plainPermissionsOf(statement, writing.arn)
  if ('reason' in plain)
    return {
      permissions: [],
      notes: [cannotSay(`${name} is left out: ${plain.reason}`, maskedStatement(statement))],
    }
  const isWhole = plain.permissions.length === 1
  const isKept = isWhole && TEXT_RULES.StatementId.pattern.test(statement.Sid ?? '')
  const ids = plain.permissions.map((_, at) =>
    isKept && statement.Sid
      ? statement.Sid
      : uniqueName(
          isWhole ? baseId(statement, index) : `${baseId(statement, index)}-${at + 1}`,
          writing.ids,
          '-',
        ),
  )
  const permissions = plain.permissions.map((permission, at) =>
    withoutSecret({ StatementId: ids[at] ?? '', ...permission }, isKept, writing.secrets),
  )
  const isToTheLetter = plain.permissions.some((permission, at) =>
    isSameStatement(statementOf({ ...permission, StatementId: ids[at] ?? '' }, writing.arn), statement),
  )
  const sentence = isToTheLetter ? undefined : rewordingOf(name, statement, ids, isKept)
  return { permissions, notes: sentence ? [cannotSay(sentence)] : [] }
}

function rewordingOf(name: string, { Sid }: Statement, ids: readonly string[], isKept: boolean): string {
  if (ids.length > 1)
    return `${name} names several actions or principals, and AddPermission takes one of each: it is written as ${counted(ids.length, 'statement')} that together allow the same, ${ids[0]} to ${ids.at(-1)}.`
  if (isKept) return `${name} is written the way AddPermission writes it, which means the same.`
  const why = Sid === undefined ? 'AddPermission needs a statement id' : 'AddPermission does not take its id'
  return `${name}: ${why}, so it is called ${ids.join()} here.`
}

/** StatementId: at most 100 characters (Lambda API reference, "AddPermission"); room for a number is left. */
const MAX_BASE_ID = 90

function baseId({ Sid }: Statement, index: number): string {
  const safe = (Sid ?? '').replace(/[^a-zA-Z0-9_-]/g, '-').slice(0, MAX_BASE_ID)
  return /[a-zA-Z0-9]/.test(safe) ? safe : `Statement-${index + 1}`
}

function withoutSecret(
  { EventSourceToken, ...permission }: PlainPermission & { StatementId: string },
  isStored: boolean,
  secrets: Map<string, string>,
): WrittenPermission {
  if (EventSourceToken === undefined) return { permission, isStored }
  const secret =
    secrets.get(EventSourceToken) ?? `EventSourceToken${secrets.size === 0 ? '' : secrets.size + 1}`
  secrets.set(EventSourceToken, secret)
  return { permission, secret, isStored }
}

function secretNotes(isNeeded: boolean): CodeNote[] {
  return isNeeded
    ? [cannotSay('An event source token is a secret: it is not written here, and you supply it on use.')]
    : []
}
