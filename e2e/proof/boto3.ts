import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { keepLogOffScreen } from '@/e2e/fixtures/keep-log-off-screen'
import { ask, testContext } from '@/lib/auth/fixtures/ask'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { begin, endOf } from '@/lib/changes/fixtures/writes'
import { getFunctionUrlConfig, listFunctionUrlConfigs } from '@/lib/function-urls/read'
import { listFunctions } from '@/lib/functions/read'
import { getPolicy } from '@/lib/permissions/read'
import { OPERATIONS } from '@/lib/sandbox/control-plane/operations'
import { getTraffic } from '@/lib/traffic/read'

/**
 * `npm run proof:boto3`: boto3 as it comes (botocore 1.43 or newer) calls every operation that the sandbox claims,
 * the console reads what boto3 made, boto3 reads what the console changed. The count is taken from the sandbox's
 * ledger; operations that are younger than this boto3 are named and left out of it. Where no Python has such a boto3 it
 * says so and ends with 0; BOTO3_PYTHON names another Python.
 */
const OTHER_SERVICES = [
  ...['GetCallerIdentity', 'AssumeRole', 'GetMetricData', 'ListMetrics'],
  ...['LookupEvents', 'GetResources', 'ListAccounts', 'DescribeOrganization'],
]
const CLAIMED = [...Object.keys(OPERATIONS), ...OTHER_SERVICES]
const SCRIPT = path.join(import.meta.dirname, 'boto3.py')
const LEAST = [1, 43]
const VERSIONS = [
  'import boto3, botocore, botocore.session',
  'known = botocore.session.get_session().get_service_model("lambda").operation_names',
  'print(boto3.__version__, botocore.__version__, ",".join(known))',
].join('; ')
const IDENTITY = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'boto3-checkout',
  qualifier: 'live',
}

interface Python {
  program: string
  versions: string
  /** Claimed operations that this boto3 has no method for. */
  unknown: string[]
}

function findPython(): Python | undefined {
  for (const program of [process.env.BOTO3_PYTHON, 'python3', 'python']) {
    if (!program) continue
    // Elsewhere than beside boto3.py, which Python would take for the package.
    const found = spawnSync(program, ['-c', VERSIONS], { cwd: '/', encoding: 'utf8' })
    const [boto3 = '', botocore = '', known = ''] = found.status === 0 ? found.stdout.trim().split(' ') : []
    const [major = 0, minor = 0] = botocore.split('.').map(Number)
    const isNewEnough = major > (LEAST[0] ?? 0) || (major === LEAST[0] && minor >= (LEAST[1] ?? 0))
    if (!isNewEnough) continue
    const operations = new Set(known.split(','))
    const unknown = Object.keys(OPERATIONS).filter((operation) => !operations.has(operation))
    return { program, versions: `boto3 ${boto3}, botocore ${botocore}`, unknown }
  }
  return undefined
}

function run({ program }: Python, phase: 'build' | 'take-down'): Promise<boolean> {
  const env = { ...process.env, AWS_DEFAULT_REGION: IDENTITY.region, PYTHONDONTWRITEBYTECODE: '1' }
  const child = spawn(program, [SCRIPT, phase], { env, cwd: '/', stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}

/** What the console says of what boto3 made, a sentence for each thing that is not so. */
async function consoleReads(): Promise<string[]> {
  const ctx = testContext()
  const [functions, urls, { config }, { policy }, traffic] = await Promise.all([
    ask(listFunctions, { account: IDENTITY.account, region: IDENTITY.region }, ctx),
    ask(listFunctionUrlConfigs, IDENTITY, ctx),
    ask(getFunctionUrlConfig, IDENTITY, ctx),
    ask(getPolicy, IDENTITY, ctx),
    ask(getTraffic, IDENTITY, ctx),
  ])
  const claims: [string, boolean][] = [
    ['the function', functions.functions.some(({ functionName }) => functionName === IDENTITY.functionName)],
    ['both URLs', urls.FunctionUrlConfigs.length === 2],
    ['auth type NONE', config?.AuthType === 'NONE'],
    ['CORS as updated', JSON.stringify(config?.Cors) === '{"AllowOrigins":["*"]}'],
    ['two statements', policy?.statements.length === 2],
    ['three requests', traffic.lastHour === 3],
  ]
  return claims.filter(([, isSo]) => !isSo).map(([what]) => `the console does not see ${what}`)
}

/** The console closes the URL: auth type AWS_IAM, and the public statements go. */
async function consoleCloses(): Promise<string[]> {
  const change = await endOf(await begin({ kind: 'update', identity: IDENTITY, AuthType: 'AWS_IAM' }))
  return change.outcome?.verdict === 'applied' ? [] : ['the console could not close the URL']
}

async function consoleSeesNothing(): Promise<string[]> {
  const input = { account: IDENTITY.account, region: IDENTITY.region }
  const { functions } = await ask(listFunctions, input)
  return functions.length === 0 ? [] : ['the console still sees the function']
}

/** Operations that boto3 was answered with success, from the ledger. */
function served({ sandbox }: ConsoleWorld): string[] {
  const good = sandbox.ledger.read().filter(({ status }) => status >= 200 && status < 300)
  return CLAIMED.filter((operation) => good.some((entry) => entry.operation === operation))
}

async function prove(python: Python): Promise<number> {
  const world = await startConsoleWorld()
  const role = { denied: new Set<string>(), trusted: () => true }
  const account = world.state.accounts.get(IDENTITY.account)
  account?.roles.set('boto3', role)
  Object.assign(account ?? {}, { managesOrganization: true })
  const isBuilt = await run(python, 'build')
  // Up to here only boto3 has called; from here on the console does too.
  const before = served(world)
  const wrong = isBuilt ? [...(await consoleReads()), ...(await consoleCloses())] : ['boto3 could not build']
  world.sandbox.ledger.clear()
  const isGone = isBuilt && (await run(python, 'take-down'))
  const operations = new Set([...before, ...served(world)])
  if (isBuilt && !isGone) wrong.push('boto3 could not take down')
  if (isGone) wrong.push(...(await consoleSeesNothing()))
  await world.close()
  for (const sentence of wrong) console.error(`WRONG  ${sentence}`)
  const { unknown } = python
  const missing = CLAIMED.filter((operation) => !operations.has(operation) && !unknown.includes(operation))
  if (unknown.length > 0) console.log(`not tried, this boto3 does not know them: ${unknown.join(', ')}`)
  if (missing.length > 0) console.error(`WRONG  not called with success: ${missing.join(', ')}`)
  console.log(
    `${python.versions}: ${operations.size} of ${CLAIMED.length - unknown.length} operations, ` +
      `the console and boto3 ${wrong.length === 0 ? 'see' : 'DO NOT see'} what the other changed`,
  )
  return wrong.length + missing.length > 0 ? 1 : 0
}

keepLogOffScreen()
const python = findPython()
if (python) process.exitCode = await prove(python)
else console.log('skipped: no Python here has boto3 with botocore 1.43 or newer (pip install boto3).')
