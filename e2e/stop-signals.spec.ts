import { type ChildProcess, spawn } from 'node:child_process'
import { freePort, portIfFree } from '@/lib/start/free-port'
import { PROJECT_ROOT } from '@/lib/start/project-root'
import { sandboxEnvironment } from '@/lib/start/sandbox-environment'
import { expect, test } from './fixtures/test'
import { promise } from './promises/promise'

/** A console may let running changes end before it goes. */
const STOP_LIMIT = 20_000

test.describe('a signal to npm alone ends all that it started:', () => {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
    test(`npm start, ${signal}`, async ({ account }, testInfo) => {
      const port = await freePort()
      const env = sandboxEnvironment(process.env, account.connection, testInfo.outputPath('console.db'))
      const npm = startNpm('start', { ...env, PORT: String(port) })
      await expect.poll(() => isHealthy(port), { timeout: 40_000 }).toBe(true)
      npm.kill(signal)
      await expect.poll(() => portIfFree(port), { timeout: STOP_LIMIT }).toBe(port)
      promise('R10')
    })

  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const)
    test(`npm run demo, ${signal}`, async () => {
      const wanted = await freePort()
      const npm = startNpm('demo', { ...process.env, PORT: String(wanted) })
      // It moves on where another test has taken the port meanwhile.
      const [port = 0, sandbox = 0] = await said(npm, /localhost:(\d+)[\s\S]*http:\/\/127\.0\.0\.1:(\d+)/)
      await expect.poll(() => isHealthy(port)).toBe(true)
      npm.kill(signal)
      await expect.poll(() => portIfFree(port), { timeout: STOP_LIMIT }).toBe(port)
      await expect.poll(() => portIfFree(sandbox), { timeout: STOP_LIMIT }).toBe(sandbox)
    })
})

/** In a process group of its own: only npm gets the signal, as from a service manager. */
function startNpm(script: string, env: Record<string, string | undefined>): ChildProcess {
  return spawn('npm', ['run', script], {
    cwd: PROJECT_ROOT,
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
}

/** The numbers in what it writes, once they are there. */
function said(child: ChildProcess, pattern: RegExp): Promise<number[]> {
  let text = ''
  return new Promise((resolve) =>
    child.stdout?.on('data', (data) => {
      text += data
      const found = pattern.exec(text)
      if (found) resolve(found.slice(1).map(Number))
    }),
  )
}

const isHealthy = (port: number) =>
  fetch(`http://127.0.0.1:${port}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )
