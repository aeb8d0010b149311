import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { FINDING_FORMATS, type FindingFormat } from '@/lib/findings/formats/formats'
import type { FindingsReport } from '@/lib/findings/row'
import { SEVERITIES, type Severity, severityRank } from '@/lib/findings/severity'
import { counted } from '@/lib/text/counted'
import { databaseInUse, openInUse } from './database-in-use'
import { ProgramError } from './program-error'

const USAGE = `npm run --silent report -- [options]

  --format table|json|csv|sarif          what to print (table)
  --output FILE                          print into a file
  --fail-on critical|high|medium|low|never   end with 1 when there is a finding at least as severe (high)
  --max-age HOURS                        what was read longer ago counts as not read
  --sweep                                read AWS first, by the console's settings
  --database FILE                        the console's database (DATABASE_URL, CONSOLE_DATABASE, or .data/console.db)
  --console URL                          the console's address, for links to the rules

Ends with 0: nothing at or above --fail-on, and everything was read. 1: a finding at or above it.
2: none, but not everything could be read or judged. 3: no report could be made.
Muted findings are told as muted and fail nothing.`

const OPTIONS = {
  format: { type: 'string', default: 'table' },
  output: { type: 'string' },
  'fail-on': { type: 'string', default: 'high' },
  'max-age': { type: 'string' },
  sweep: { type: 'boolean', default: false },
  database: { type: 'string' },
  console: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const EXIT = { clean: 0, found: 1, unread: 2, failed: 3 } as const

type Read = Omit<FindingsReport, 'accountNames'>

/** `npm run report`: the findings without a browser, for a pipeline. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS })
  if (values.help) {
    console.log(USAGE)
    return EXIT.clean
  }
  const format = oneOf('--format', Object.keys(FINDING_FORMATS), values.format) as FindingFormat
  const failOn = oneOf('--fail-on', [...SEVERITIES, 'never'], values['fail-on'])
  const maxAge = hoursOf(values['max-age'])
  const read = await (values.sweep ? sweptReport : reportOf)(values.database)
  const report: FindingsReport = {
    ...withAge(read, maxAge),
    accountNames: namesOf(process.env.CONSOLE_ACCOUNT_NAMES),
    ...(values.console && { console: values.console.replace(/\/+$/, '') }),
  }
  const text = FINDING_FORMATS[format].write(report)
  if (values.output) writeFileSync(values.output, text)
  else process.stdout.write(text)
  // A pipeline that keeps the file alone still sees this.
  for (const problem of format === 'table' && !values.output ? [] : report.problems) console.error(problem)
  return exitCode(report, failOn)
}

function oneOf(option: string, known: readonly string[], value: string): string {
  if (known.includes(value)) return value
  throw new ProgramError(`${option} is one of ${known.join(', ')}.\n\n${USAGE}`)
}

function hoursOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const hours = Number(text)
  if (hours > 0) return hours
  throw new ProgramError(`--max-age is a number of hours.\n\n${USAGE}`)
}

/** `111122223333=production,…`, as the console's settings have it. */
function namesOf(text = ''): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()))
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair.length === 2))
}

async function reportOf(named: string | undefined): Promise<Read> {
  const { readReport } = await import('@/lib/inventory/report-data')
  const port = await openInUse(named)
  try {
    return await readReport(port.db, new Date().toISOString())
  } catch (error) {
    if (error instanceof Error && /no such table|relation .* does not exist/.test(error.message))
      throw new ProgramError('The database is of an earlier version of the console: start the console once.')
    throw error
  } finally {
    await port.db.destroy()
  }
}

/** The log's lines would stand in the middle of the report. */
async function sweptReport(named: string | undefined): Promise<Read> {
  const place = databaseInUse(named)
  if (typeof place === 'string') {
    process.env.CONSOLE_DATABASE = place
    // A file that was named goes before the server of the environment.
    delete process.env.DATABASE_URL
  }
  process.env.HOSTNAME ||= '127.0.0.1'
  const restore = withLogOnStandardError()
  const { sweepOnce } = await import('@/lib/sweep/sweep-once')
  const { readOwnReport } = await import('@/lib/inventory/report-data')
  const { judgeAnew } = await import('@/lib/inventory/judge-rows')
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  try {
    await judgeAnew()
    const { left } = await sweepOnce(stop.signal)
    const read = await readOwnReport(new Date().toISOString())
    const leftText = left.map(
      ({ account, region }) => `${account} ${region} is being read by a console now, and not by this report.`,
    )
    const stopped = stop.signal.aborted ? ['The reading was stopped.'] : []
    return { ...read, problems: [...stopped, ...leftText, ...read.problems] }
  } finally {
    restore()
  }
}

function withLogOnStandardError(): () => void {
  const { write } = process.stdout
  process.stdout.write = process.stderr.write.bind(process.stderr)
  return () => {
    process.stdout.write = write
  }
}

const HOUR = 3_600_000

function withAge(read: Read, maxAge: number | undefined): Read {
  const { oldestAt, at, problems } = read
  if (maxAge === undefined || oldestAt === undefined) return read
  if (Date.parse(at) - Date.parse(oldestAt) <= maxAge * HOUR) return read
  const old = `The oldest was read at ${oldestAt}, longer ago than ${counted(maxAge, 'hour')}.`
  return { ...read, problems: [old, ...problems] }
}

function exitCode({ rows, problems }: FindingsReport, failOn: string): number {
  const isFailing = ({ severity }: { severity: Severity }) =>
    failOn !== 'never' && severityRank(severity) <= severityRank(failOn as Severity)
  if (rows.some((row) => !row.mute && isFailing(row))) return EXIT.found
  return problems.length > 0 ? EXIT.unread : EXIT.clean
}

/** What went wrong in one sentence where it is one that is expected. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const isWrongOption = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (isWrongOption) return `${error.message}\n\n${USAGE}`
  return error instanceof TypeError ? error : error.message
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(told(error))
  process.exitCode = EXIT.failed
}
