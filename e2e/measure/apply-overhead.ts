import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda'
import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { numberOptions } from '@/e2e/fixtures/number-options'
import { ACCOUNT, type SandboxProcess, startSandboxProcess } from '@/e2e/fixtures/sandbox-process'
import { textTable } from '@/e2e/fixtures/text-table'
import { percentile } from '@/e2e/measure/percentile'
import { type Timing, WireClock } from '@/e2e/measure/wire-clock'
import { ask } from '@/lib/auth/fixtures/ask'
import { lambdaClient } from '@/lib/aws/clients'
import { applyChange, runningChangesEnded } from '@/lib/changes/apply'
import { preview } from '@/lib/changes/preview'
import { getChange } from '@/lib/changes/read'
import { closeDatabase } from '@/lib/db/database'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { permissionsOfGrant } from '@/lib/permissions/grant'
import { statementOf } from '@/lib/permissions/statement'
import { changeRequestSchema } from '@/lib/requests/change-request'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'

/**
 * `npm run measure:apply -- --updates 200`: quality P11. Edits the CORS of function URLs through the console's verb
 * (fresh read, plan, lease, journal, call, reading back, outcome) and, turn by turn in the same run, with the bare
 * SDK (the same reads and the same call). "Above the calls" is the time during which no request to AWS is under
 * way; the SDK's own work (building, signing) counts in it, on both sides. Since the journal waits for the disk
 * three times, what one such wait costs here is measured beside it. Ends with 1 when an update is not applied; slow
 * figures are printed, not judged.
 */
const { updates, latency } = numberOptions({ updates: 200, latency: 60 })
const ORIGINS = ['https://a.example.com', 'https://b.example.com']
const WARM_UP = 8

const clock = new WireClock()

async function stage({ connection, putFunction }: SandboxProcess): Promise<FunctionUrlIdentity[]> {
  const identities = connection.regions.flatMap((region) =>
    ['console', 'plain'].map((functionName) => ({
      account: ACCOUNT,
      region,
      functionName,
      qualifier: 'live',
    })),
  )
  for (const { region, functionName, qualifier } of identities) {
    const arn = `arn:aws:lambda:${region}:${ACCOUNT}:function:${functionName}:${qualifier}`
    const statements = permissionsOfGrant({ type: 'everyone' }).map((each) => ({
      ...statementOf(each, arn),
      Effect: 'Allow' as const,
    }))
    await putFunction(region, {
      name: functionName,
      aliases: [{ name: qualifier }],
      urls: [{ qualifier, authType: 'NONE' }],
      policies: { [qualifier]: statements as never },
    })
  }
  return identities
}

/** The console's way; the review before it is not part of applying. */
async function byConsole(identity: FunctionUrlIdentity, origin: string): Promise<Timing> {
  const request = changeRequestSchema.parse({
    kind: 'update',
    identity,
    Cors: { AllowOrigins: [origin] },
  })
  const { planHash } = await ask(preview, request)
  const changeId = randomUUID()
  const timing = await clock.time(async () => {
    await ask(applyChange, { changeId, request, planHash })
    await runningChangesEnded()
  })
  const { outcome } = await ask(getChange, { changeId })
  if (outcome?.verdict !== 'applied') throw new Error(`The verdict is ${outcome?.verdict}.`)
  return timing
}

/** The plain way: the same reads and the same call, nothing written down. */
function bySdk(client: LambdaClient, identity: FunctionUrlIdentity, origin: string): Promise<Timing> {
  const input = { FunctionName: identity.functionName, Qualifier: identity.qualifier }
  const look = () =>
    Promise.all([
      client.send(new GetFunctionUrlConfigCommand(input)),
      client.send(new GetPolicyCommand(input)),
    ])
  return clock.time(async () => {
    await look()
    await client.send(
      new UpdateFunctionUrlConfigCommand({ ...input, AuthType: 'NONE', Cors: { AllowOrigins: [origin] } }),
    )
    await look()
  })
}

const BLOCK = Buffer.alloc(4_096)

/** What it costs this disk to keep one block for sure, in milliseconds. */
function timeDisk(file: number): number {
  const from = performance.now()
  writeSync(file, BLOCK, 0, BLOCK.length, 0)
  fsyncSync(file)
  return performance.now() - from
}

interface Figures {
  console: Timing[]
  plain: Timing[]
  disk: number[]
}

async function measure(sandbox: SandboxProcess, disk: number): Promise<Figures> {
  const identities = await stage(sandbox)
  const credentials = sandbox.connection
  const timings: Figures = { console: [], plain: [], disk: [] }
  const clients = new Map(
    sandbox.connection.regions.map((region) => {
      const client = new LambdaClient({ endpoint: sandbox.url, region, credentials, maxAttempts: 1 })
      const target = { account: ACCOUNT, region }
      for (const each of [client, lambdaClient(target, 'person'), lambdaClient(target, 'write')])
        clock.watch(each)
      return [region, client]
    }),
  )
  for (let turn = 0; turn < (updates + WARM_UP) * 2; turn++) {
    const identity = identities[turn % identities.length]
    const client = clients.get(identity?.region ?? '')
    if (!identity || !client) throw new Error('There is nothing to edit.')
    const origin = ORIGINS[Math.floor(turn / identities.length) % 2] ?? ''
    const isConsole = identity.functionName === 'console'
    const timing = await (isConsole ? byConsole(identity, origin) : bySdk(client, identity, origin))
    timings.disk.push(timeDisk(disk))
    if (turn >= WARM_UP * 2) timings[isConsole ? 'console' : 'plain'].push(timing)
  }
  return timings
}

function report({ console: ours, plain, disk }: Figures): void {
  const row = (name: string, of: (timing: Timing) => number) => {
    const [a, b, c, d] = [ours, plain].flatMap((timings) =>
      [50, 95].map((percent) => percentile(timings.map(of), percent)),
    )
    return [name, ...[a, b, c, d].map((value) => value?.toFixed(1) ?? ''), ((a ?? 0) / (c ?? 1)).toFixed(2)]
  }
  console.log(
    textTable([
      [`${ours.length} updates, ms`, 'console p50', 'p95', 'plain SDK p50', 'p95', 'ratio p50'],
      row('whole update', ({ total }) => total),
      row('requests under way', ({ calls }) => calls),
      row('above the calls (P11)', ({ total, calls }) => total - calls),
      ['one write to the disk', ...[50, 95].map((percent) => percentile(disk, percent).toFixed(1))],
    ]),
  )
}

keepLogOffScreen()
const folder = mkdtempSync(path.join(os.tmpdir(), 'apply-overhead-'))
const sandbox = await startSandboxProcess({ latencyMs: latency })
const settings = sandboxEnvironment(process.env, sandbox.connection, path.join(folder, 'console.db'))
Object.assign(process.env, settings, { HOSTNAME: '127.0.0.1', CONSOLE_REQUEST_RATE: '15' })
const disk = openSync(path.join(folder, 'block'), 'w')
report(await measure(sandbox, disk))
closeSync(disk)
await closeDatabase()
await sandbox.stop()
rmSync(folder, { recursive: true })
