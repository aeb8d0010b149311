import type { ChildProcess } from 'node:child_process'
import http from 'node:http'
import https from 'node:https'
import type { Variables } from './sandbox-environment'
import { spawnNode } from './spawn-node'

/** How long a server may take to answer its first request, in milliseconds. */
const START_LIMIT = 60_000
/** How long a server may take to finish what it does after it is asked to stop, in milliseconds. */
const STOP_LIMIT = 9_000
const POLL_INTERVAL = 50
/** How long one answer may take, in milliseconds. */
const ANSWER_LIMIT = 10_000
/** Lines of its output that are kept to explain a failed start. */
const KEPT_LINES = 60

export interface ChildServerOptions {
  /** The file that Node runs, and its arguments. */
  program: string[]
  /** Further flags for Node itself. */
  nodeFlags?: string[]
  env: Variables
  /** Answers 2xx when the server is ready; with https whatever certificate it shows, for it is of another name. */
  readyUrl: string
  cwd?: string
  /** `inherit` shows its output; else it is given here piece by piece. */
  output: 'inherit' | ((text: string) => void)
  /**
   * It sends `{ listening: true }` over its channel. Until then whoever answers may be somebody else, who took the
   * port in the same moment.
   */
  tellsListening?: boolean
  /** Gets what else the server sends over its channel. */
  onMessage?: (message: unknown) => void
  /** How long it may take to stop before it is ended, in milliseconds; 9 s unless given. */
  stopLimit?: number
}

export interface ChildServer {
  pid: number
  /** Settles when the process has ended: its exit code, or null when a signal ended it. */
  ended: Promise<number | null>
  /** Asks it to stop, and ends it if it does not within the limit. */
  stop(): Promise<void>
  kill(signal: NodeJS.Signals): void
}

/** The server ended before it was ready; `output` is the end of what it wrote. */
export class FailedStart extends Error {
  override readonly name = 'FailedStart'
  constructor(
    readonly exitCode: number | null,
    readonly output: string,
  ) {
    super(`The server ended before it was ready (exit code ${exitCode}).\n${output}`)
  }
}

/** Starts a server in a Node process of its own and waits until it is ready. @throws {FailedStart} */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { program, nodeFlags = [], env, cwd, output, stopLimit = STOP_LIMIT } = options
  const child = spawnNode([...nodeFlags, ...program], {
    env,
    cwd,
    output: output === 'inherit' ? 'inherit' : 'pipe',
  })
  const listens = options.tellsListening ? heardListening(child) : Promise.resolve()
  if (options.onMessage) child.on('message', options.onMessage)
  const written = keepOutput(child, output)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const server: ChildServer = {
    pid: child.pid ?? 0,
    ended,
    stop: () => stop(child, ended, stopLimit),
    kill: (signal) => void child.kill(signal),
  }
  // Asking on would hold this process open.
  const hasEnded = new AbortController()
  child.once('exit', () => hasEnded.abort())
  const outcome = await Promise.race([
    listens.then(() => isAnswering(options.readyUrl, hasEnded.signal)),
    ended.then((code) => ({ code })),
  ])
  if (outcome === true) return server
  await server.stop()
  throw new FailedStart(typeof outcome === 'object' ? outcome.code : null, written())
}

const heardListening = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    child.on('message', (message: { listening?: true }) => message.listening && resolve()),
  )

function keepOutput(child: ChildProcess, output: ChildServerOptions['output']): () => string {
  let kept: string[] = []
  const keep = (data: Buffer) => {
    const text = data.toString()
    kept = [...kept, text].slice(-KEPT_LINES)
    if (output !== 'inherit') output(text)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return () => kept.join('').trim()
}

async function isAnswering(url: string, hasEnded: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT
  while (Date.now() < deadline && !hasEnded.aborted) {
    if (await saysYes(url)) return true
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL))
  }
  return false
}

const saysYes = (url: string) =>
  new Promise<boolean>((resolve) => {
    const told = ({ statusCode = 0 }: http.IncomingMessage) => resolve(statusCode >= 200 && statusCode < 300)
    const asked = url.startsWith('https:')
      ? https.get(url, { rejectUnauthorized: false, agent: false }, told)
      : http.get(url, { agent: false }, told)
    asked.on('response', (response) => response.resume())
    // A server of another protocol may say nothing at all.
    asked.setTimeout(ANSWER_LIMIT, () => asked.destroy())
    asked.on('error', () => resolve(false))
  })

async function stop(child: ChildProcess, ended: Promise<unknown>, limit: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  await ended
  clearTimeout(timer)
}
