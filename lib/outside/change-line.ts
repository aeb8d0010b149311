import { corsSummary } from '@/lib/cors/value/summary'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { differenceRows } from '@/lib/function-urls/setting-differences'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { KnownConfig, OutsideChange } from '@/lib/outside/schema'
import type { Statement } from '@/lib/permissions/schema'
import { statementSentence } from '@/lib/permissions/sentence'
import { visibleText } from '@/lib/text/visible-text'

/** What a change past the console changed, as far as it is known, on one line; empty where there is nothing to add. */
export function changeLine(change: OutsideChange): string {
  const { told, before } = change
  const identity = { ...change, qualifier: change.qualifier ?? '$LATEST' }
  if (/FunctionUrlConfig$/.test(change.operation)) return configLine(change)
  const statement = told.statement ?? before?.statement
  if (statement) return sentenceOf(statement, identity)
  if (told.statementId) return `Statement ${visibleText(told.statementId)}`
  if (/FunctionConcurrency$/.test(change.operation)) {
    const was = before ? `${reserved(before.concurrency)} → ` : ''
    return `Reserved concurrency ${was}${reserved(told.concurrency)}`
  }
  return ''
}

/** Whether more would be known if the index had known the function before. */
export const isBeforeUnknown = ({ operation, before, told }: OutsideChange): boolean =>
  told.error === undefined &&
  before === undefined &&
  /^(Update|Delete)FunctionUrlConfig$|^RemovePermission$/.test(operation)

const sentenceOf = (statement: Statement, identity: FunctionUrlIdentity) =>
  visibleText(statementSentence(statement, identity).text)

const reserved = (concurrency: number | null | undefined) =>
  concurrency === null || concurrency === undefined ? 'not reserved' : String(concurrency)

function configLine({ told, before }: OutsideChange): string {
  const [was, is] = [before?.config, told.config]
  if (was && is) {
    const rows = differenceRows(whole(was), whole({ InvokeMode: was.InvokeMode, ...is }))
    return rows.map((row) => `${row.label} ${inline(row.before)} → ${inline(row.after)}`).join(' · ')
  }
  const known = is ?? was
  return known ? `AuthType ${known.AuthType} · CORS ${corsSummary(known.Cors)}` : ''
}

const inline = (text: string) => visibleText(text.replaceAll('\n', ', '))

/** Only what is compared; the rest is the same on both sides. */
const whole = ({ AuthType, InvokeMode = 'BUFFERED', Cors }: KnownConfig): FunctionUrlConfig => ({
  ...{ FunctionUrl: 'the same', FunctionArn: '', CreationTime: '', LastModifiedTime: '' },
  ...{ AuthType, InvokeMode, ...(Cors && { Cors }) },
})
