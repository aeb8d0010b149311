import { createState } from '@/lib/sandbox/build'
import { ArgumentError, readSandboxArguments, type SandboxArguments } from '@/lib/sandbox/sandbox-arguments'
import { FRANKFURT } from '@/lib/sandbox/seed/company'
import { seedFleet } from '@/lib/sandbox/seed/fleet'
import { seedAccounts, seedCompany } from '@/lib/sandbox/seed/seed-company'
import { seedConnection } from '@/lib/sandbox/seed/seed-connection'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import { AWS_RATES } from '@/lib/sandbox/throttle'

/** What cannot be started, in one sentence. */
function reasonOf(error: unknown, port: number | undefined): string | undefined {
  if (error instanceof ArgumentError) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: stop what listens there, or choose another with --port.`
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account: choose one above 1023 with --port.`
  return undefined
}

function start(asked: SandboxArguments): Promise<Sandbox> {
  const state = createState()
  if (asked.isEmpty) seedAccounts(state)
  else if (asked.functions !== undefined)
    seedFleet(state, { ...asked, functions: asked.functions }, Date.now())
  else seedCompany(state, Date.now())
  const throttle = asked.isThrottled ? AWS_RATES : false
  const { port, latencyMs, trailDelayMs } = asked
  return startSandbox({ state, port, latencyMs, trailDelayMs, throttle })
}

/** One line: where it is, and what makes the AWS CLI, boto3 or any SDK talk to it. */
function greeting({ port, url }: Sandbox, isJson: boolean): string {
  const connection = seedConnection(port)
  if (isJson) return JSON.stringify({ ready: true, url, ...connection })
  const environment = [
    `AWS_ENDPOINT_URL=${url}`,
    `AWS_ACCESS_KEY_ID=${connection.accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${connection.secretAccessKey}`,
    `AWS_REGION=${FRANKFURT}`,
    `AWS_DEFAULT_REGION=${FRANKFURT}`,
  ]
  return `The sandbox answers at ${url}: export ${environment.join(' ')}`
}

function stopWhenAsked(sandbox: Sandbox): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
  }
}

/** `npm run sandbox`: the sandbox on its own, until it is told to stop. */
async function main(words: string[]): Promise<void> {
  let port: number | undefined
  try {
    const asked = readSandboxArguments(words)
    port = asked.port
    const sandbox = await start(asked)
    stopWhenAsked(sandbox)
    process.send?.({ listening: true })
    console.log(greeting(sandbox, asked.isJson))
  } catch (error) {
    console.error(reasonOf(error, port) ?? error)
    process.exitCode = 1
  }
}

await main(process.argv.slice(2))
