import type { VerdictKind } from '@/lib/access/verdict'
import { type BrowserReport, readBrowserMessage } from '@/lib/cors/pasted/read-browser-message'
import { type AwsError, awsErrorIn } from '@/lib/diagnosis/aws-error'
import { AWS_RULES } from '@/lib/diagnosis/aws-rules'
import { BROWSER_RULES } from '@/lib/diagnosis/browser-rules'
import { type ReadExchange, readExchange } from '@/lib/diagnosis/exchange'
import { findingsOfExchange, reportOfExchange } from '@/lib/diagnosis/exchange-report'
import type { Finding, Rule } from '@/lib/diagnosis/finding'
import { type Place, placesIn } from '@/lib/diagnosis/places'
import { RESPONSE_RULES } from '@/lib/diagnosis/response-rules'
import { statusFinding, statusIn } from '@/lib/diagnosis/status-rules'
import { AWS_ERROR_NAMES } from '@/lib/failures/aws-error-names'
import { FAILURES } from '@/lib/failures/failure-table'
import { quoted } from '@/lib/text/hostile-text'
import { cleanedPaste, withStraightQuotes } from '@/lib/text/pasted-text'

/** What was read out of a pasted text, whatever it is. */
export interface Diagnosis {
  /** What went wrong, the most telling first. */
  findings: Finding[]
  /** What it says of CORS, or the call that it holds. */
  report: BrowserReport | null
  exchange: ReadExchange | null
  awsError: AwsError | null
  places: Place[]
}

/** Longer texts are whole logs; a HAR file of one call fits. */
const MAX_READ = 400_000
/** Of a log the first errors are the ones that matter; patterns are tried on so much. */
const MAX_MATCHED = 40_000

/** Reads a pasted text: messages, responses, errors of tools, calls, addresses and names. Nothing is sent anywhere. */
export function diagnose(pasted: string): Diagnosis {
  const text = cleanedPaste(pasted.slice(0, MAX_READ))
  const exchange = readExchange(text)
  const line = matchedLine(text, exchange)
  const awsError = awsErrorIn(oneLine(text).slice(0, MAX_MATCHED))
  const source = awsError?.source ?? exchange?.source ?? 'the text'
  const found = [...BROWSER_RULES, ...RESPONSE_RULES, ...AWS_RULES].flatMap((rule) =>
    foundBy(rule, line, source),
  )
  const status = statusOf(line, exchange, found, awsError)
  const isAlone = found.length === 0 && status.length === 0
  const findings = [
    ...found,
    ...ofAws(awsError, found),
    ...status,
    ...(exchange ? findingsOfExchange(exchange).filter(({ id }) => id !== 'no-cors-headers' || isAlone) : []),
  ]
  return {
    findings,
    report: reportIn(text, exchange, findings),
    exchange,
    awsError,
    places: placesIn(`${exchange?.address ?? ''} ${text.slice(0, MAX_MATCHED)}`.trim()),
  }
}

/** Whether nothing at all was understood. */
export const isNotUnderstood = ({ findings, report, places }: Diagnosis) =>
  findings.length === 0 && report === null && places.length === 0

/**
 * Whether Access is to be looked at before CORS: nobody gets through at all, or the text holds a refusal, which has no
 * CORS headers whatever the settings are. A refused preflight alone is no such sign: Lambda answers it once CORS is on.
 */
export function isAccessFirst({ findings, report }: Diagnosis, verdict: VerdictKind | undefined): boolean {
  if (verdict === 'closed' || verdict === 'alias-deleted' || verdict === 'throttled') return true
  const isRefused = findings.some(({ leadsTo, status }) => leadsTo === 'access' && status !== undefined)
  return isRefused && report?.isPreflight !== true
}

const oneLine = (text: string) => withStraightQuotes(text).replace(/\s+/g, ' ').trim()

/** What rules look at: without the frame that Terraform draws; of a HAR file what it says rather than how. */
function matchedLine(text: string, exchange: ReadExchange | null): string {
  const isHar = exchange?.source === 'a HAR file'
  const words = isHar ? [exchange.error, exchange.body, harLines(exchange)].join(' ') : text
  return oneLine(words.replace(/[╷│╵]/g, ' ')).slice(0, MAX_MATCHED)
}

const harLines = ({ responseHeaders }: ReadExchange) =>
  responseHeaders.map(([name, value]) => `${name}: ${value}`).join(' ')

function foundBy(
  { patterns, yieldsTo, source: own, title, says = [], ...rule }: Rule,
  line: string,
  source: string,
): Finding[] {
  const found = firstOf(patterns, line)
  if (!found || yieldsTo?.test(line)) return []
  const name = found.slice(1).find((group) => group !== undefined)
  return [{ ...rule, title: filled(title, name), says, source: own ?? source }]
}

function firstOf(patterns: readonly RegExp[], line: string): RegExpExecArray | null {
  for (const pattern of patterns) {
    const found = pattern.exec(line)
    if (found) return found
  }
  return null
}

/** A title with what the text names, which may hold anything. */
const filled = (title: string, name: string | undefined) =>
  title.replace('$1', () => (name === undefined ? 'it' : /^[\w.:-]{1,80}$/.test(name) ? name : quoted(name)))

function statusOf(
  line: string,
  exchange: ReadExchange | null,
  found: readonly Finding[],
  awsError: AwsError | null,
): Finding[] {
  const isOfApi = awsError?.code !== undefined || awsError?.message !== undefined
  if (isOfApi || found.some(({ status }) => status !== undefined)) return []
  const read = exchange?.status ? { status: exchange.status, source: exchange.source } : statusIn(line)
  const finding = read && statusFinding(read.status, read.source)
  return finding ? [finding] : []
}

/** An error of AWS that no rule knows: its name says what kind it is. */
function ofAws(error: AwsError | null, found: readonly Finding[]): Finding[] {
  if (error?.code === undefined || found.length > 0) return []
  const code = AWS_ERROR_NAMES[error.code]
  const isAws = code !== undefined || error.operation !== undefined
  if (!isAws) return []
  const { cause, cure } = FAILURES[code ?? 'refused-by-aws']
  return [
    {
      id: 'aws-error',
      title: `AWS answered ${error.operation ?? 'the call'} with ${error.code}.`,
      sureness: 'likely',
      source: error.source,
      says: [...(error.message ? [`It says: ${quoted(error.message)}`] : []), cause],
      fixes: [cure],
    },
  ]
}

/** Complaints of the browser that say less than what was found beside them. */
function reportIn(
  text: string,
  exchange: ReadExchange | null,
  findings: readonly Finding[],
): BrowserReport | null {
  const message = readBrowserMessage(text)
  const ofResponse = exchange && reportOfExchange(exchange)
  const isMessage = message?.problems.some((problem) => problem !== 'forbidden' || !exchange)
  const report = isMessage ? message : mergedReport(message, ofResponse)
  if (report === null) return null
  const ids = new Set(findings.map(({ id }) => id))
  const problems = report.problems.filter((problem) => {
    if (problem === 'no-answer' || problem === 'unnamed') return !NO_CORS.some((id) => ids.has(id))
    // The finding says more, and more carefully: the function’s own code may answer 403 too.
    return problem !== 'forbidden' || !findings.some(({ status }) => status === 403)
  })
  if (problems.length > 0 || report.source === 'code') return { ...report, problems }
  return report.by === undefined ? null : { ...report, problems, source: 'code' }
}

/** Findings beside which “Failed to fetch” is no news. */
const NO_CORS = [
  'csp',
  'mixed-content',
  'blocked-by-extension',
  'blocked-by-administrator',
  'blocked-by-response',
  'offline',
  'dns',
  'tls',
  'no-connection',
  'stream-broken',
  'aborted',
  'service-worker',
  'too-many-redirects',
]

/** The command above a response tells what the response does not. */
function mergedReport(code: BrowserReport | null, response: BrowserReport | null): BrowserReport | null {
  if (code === null || response === null) return response ?? code
  return {
    ...code,
    ...response,
    headers: response.headers.length > 0 ? response.headers : code.headers,
    ...((response.withCredentials || code.withCredentials) && { withCredentials: true }),
  }
}
