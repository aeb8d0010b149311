import { execFile } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask, permitForEverything } from '@/lib/auth/fixtures/ask'
import { narrowed } from '@/lib/auth/permit'
import { type AwsWorld, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { closeDatabase } from '@/lib/db/database'
import {
  closeScratchDatabase,
  openScratchDatabase,
  scratchDatabasePath,
} from '@/lib/db/fixtures/scratch-database'
import { isOnPostgres } from '@/lib/db/fixtures/scratch-postgres'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { everyone, type KnownUrl, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { writeGates } from '@/lib/inventory/index-writes'
import { muteFinding } from '@/lib/inventory/read-findings'
import { completeSweep } from '@/lib/inventory/sweep-rows'
import { addFunction, addFunctionUrl, addStatements } from '@/lib/sandbox/build'
import type { WireStatement } from '@/lib/sandbox/state'

/** The command as a pipeline runs it. */
function report(...options: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = ['--conditions=react-server', '--import', 'tsx', 'lib/start/report.ts', ...options]
  return new Promise((resolve) => {
    execFile(process.execPath, program, { env: process.env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

const AT = '2026-11-28T10:00:00.000Z'
const TARGET = { account: '111111111111', region: 'eu-central-1' }
const of = (functionName: string): FunctionUrlIdentity => ({ ...TARGET, functionName, qualifier: '$LATEST' })
const permit = () => narrowed(permitForEverything(), { resource: TARGET })

/** URLs of which everything is known. */
async function know(...urls: KnownUrl[]): Promise<void> {
  await knowUrls(...urls)
  for (const url of urls) {
    const facts = {
      alias: { ok: true, value: 'own-url' },
      reservedConcurrency: { ok: true, value: null },
      readAt: AT,
    } as const
    await writeGates(permit(), url, facts, 1)
  }
  await completeSweep(permit(), TARGET, AT)
}

describe('the report', () => {
  beforeEach(openScratchDatabase)
  afterEach(closeScratchDatabase)
  const half = (name: string) => ({ ...of(name), statements: everyone(of(name)).slice(0, 1) })
  const database = () => (isOnPostgres ? [] : ['--database', scratchDatabasePath()])

  test('fails on findings that are severe enough, and on nothing else', async () => {
    await know({ ...of('orders'), statements: everyone(of('orders')) })
    expect(await report(...database())).toMatchObject({ code: 0, stderr: '' })
    expect((await report(...database(), '--fail-on', 'medium')).code).toBe(1)
    expect((await report(...database(), '--fail-on', 'never')).code).toBe(0)
    const { stdout } = await report(...database())
    expect(stdout).toContain('1 finding; 1 function URL judged, the oldest read at 2026-11-28T10:00:00.000Z.')
    expect(stdout).toContain('MEDIUM    Anyone on the internet can call it (public, 1)')
    expect(stdout).toContain('111111111111/eu-central-1/orders:$LATEST')
  })

  test('never takes what could not be read for nothing: it says so, and ends with 2', async () => {
    await know({ ...of('orders'), statements: [], AuthType: 'AWS_IAM' })
    expect((await report(...database())).code).toBe(0)
    await knowUrls(of('unread'))
    const { code, stdout } = await report(...database())
    expect(code).toBe(2)
    expect(stdout).toContain('1 function URL could not be judged by every rule: not read')
    const old = await report(...database(), '--max-age', '0.0001')
    expect(old.stdout).toContain('The oldest was read at 2026-11-28T10:00:00.000Z, longer ago than')
  })

  test('an index of nothing is no clean one', async () => {
    await know()
    await closeDatabase()
    const { code, stdout } = await report(...database())
    expect(stdout).toContain('0 findings; 0 function URLs judged.')
    expect(code).toBe(0)
    const json = JSON.parse((await report(...database(), '--format', 'json')).stdout)
    expect(json).toMatchObject({ urls: 0, findings: [], problems: [] })
  })

  test('tells muted findings as muted, and fails on none of them', async () => {
    await know(half('checkout'))
    expect((await report(...database())).code).toBe(1)
    const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    await ask(muteFinding, {
      ...of('checkout'),
      rule: 'second-permission-missing',
      reason: 'closed on purpose',
      until,
    })
    const { code, stdout } = await report(...database(), '--format', 'sarif')
    expect(code).toBe(0)
    const [result] = JSON.parse(stdout).runs[0].results
    expect(result.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'closed on purpose' },
    ])
  })

  test('makes no report of what is no database, and of options that there are not', async () => {
    expect(await report('--database', `${scratchDatabasePath()}.none`)).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('There is no database file'),
    })
    expect(await report('--format', 'pdf')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('--format is one of'),
    })
    expect(await report('--colour')).toMatchObject({ code: 3, stderr: expect.stringContaining('--fail-on') })
  })
})

describe('the report with --sweep', () => {
  let world: AwsWorld
  afterEach(() => world.close())

  test('reads AWS first, and prints nothing but the report', async () => {
    world = await startAwsWorld()
    const open = addFunction(world.region, { name: 'checkout' })
    addFunctionUrl(world.state, open, { authType: 'NONE' })
    addStatements(open, '$LATEST', everyone(of('checkout')).slice(0, 1) as WireStatement[])
    const { code, stdout } = await report('--sweep', '--format', 'json')
    const { findings, problems, urls } = JSON.parse(stdout)
    expect({ code, urls, problems }).toEqual({ code: 1, urls: 1, problems: [] })
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(['second-permission-missing'])
  })

  test('says which account could not be read', async () => {
    world = await startAwsWorld({ denied: ['lambda:ListFunctions'], isTrusted: false })
    const { code, stdout } = await report('--sweep')
    expect(code).toBe(2)
    expect(stdout).toContain('Not everything could be judged:')
    expect(stdout).toContain('111111111111 eu-central-1 was never read')
  })
})
