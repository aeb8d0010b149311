import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { takeAnyMethod } from '@/lib/sandbox/any-method'
import { Faults } from '@/lib/sandbox/faults'
import { Ledger } from '@/lib/sandbox/ledger'
import type { SandboxContext, SandboxRequest } from '@/lib/sandbox/route'
import { sandboxRoutes } from '@/lib/sandbox/routes'
import type { SandboxState } from '@/lib/sandbox/state'
import { AWS_RATES, Throttle, type ThrottleRates } from '@/lib/sandbox/throttle'

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number
  state: SandboxState
  /** AWS's own rates unless given; false switches throttling off. */
  throttle?: ThrottleRates | false
  /** Added to each answer of the control plane, in milliseconds; 0 unless given. */
  latencyMs?: number
  /** How long an event takes to reach CloudTrail's event history, in milliseconds; 0 unless given. */
  trailDelayMs?: number
  /** The sandbox's clock, in milliseconds since the epoch. */
  now?: () => number
}

export interface Sandbox {
  port: number
  /** `http://127.0.0.1:<port>`: what `AWS_ENDPOINT_URL` is set to. */
  url: string
  state: SandboxState
  ledger: Ledger
  faults: Faults
  throttle: Throttle
  close(): Promise<void>
}

// Lambda takes 6 MB. More is read, so that a function URL can answer 413 and not break the connection off.
const MAX_BODY_BYTES = 32 * 1024 * 1024

async function readBody(raw: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headersOf(raw: IncomingMessage): Record<string, string> {
  const entries = Object.entries(raw.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return Object.fromEntries(entries)
}

async function readRequest(raw: IncomingMessage, method: string): Promise<SandboxRequest | undefined> {
  const target = raw.url ?? '/'
  const url = target.startsWith('/') ? URL.parse(`http://127.0.0.1${target}`) : null
  const body = url && (await readBody(raw))
  if (!url || !body) return undefined
  const host = (raw.headers.host ?? '').toLowerCase()
  const rawPath = target.split('?', 1)[0] ?? '/'
  return { method, url, rawPath, headers: headersOf(raw), host, body, raw }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ message }))
}

async function serve(
  context: SandboxContext,
  raw: IncomingMessage,
  response: ServerResponse,
  method: string,
): Promise<void> {
  const request = await readRequest(raw, method)
  if (request === undefined) return refuse(response, 400, 'The request cannot be read.')
  const route = sandboxRoutes.find((candidate) => candidate.matches(request))
  if (route === undefined) return refuse(response, 404, 'The sandbox has nothing at this address.')
  await route.handle(context, request, response)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Starts a small AWS account on loopback; rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { state } = options
  const ledger = new Ledger()
  const faults = new Faults()
  const throttle = new Throttle(options.throttle ?? AWS_RATES)
  const { now = Date.now, latencyMs = 0, trailDelayMs = 0 } = options
  const server = createServer()
  const rareMethod = takeAnyMethod(server)
  const port = await listen(server, options.port ?? 0)
  const context: SandboxContext = { state, ledger, faults, throttle, now, port, latencyMs, trailDelayMs }
  server.on('request', (raw, response) => {
    const method = rareMethod(raw.socket) ?? raw.method ?? 'GET'
    serve(context, raw, response, method).catch((error: unknown) => {
      // A client that hangs up while its request is read is no fault of the sandbox.
      if (raw.destroyed && !raw.complete) return
      console.error('sandbox: the request could not be served', error)
      refuse(response, 500, 'The sandbox failed; its own log says why.')
    })
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      // Hanging answers and kept-alive connections would hold the server open.
      server.closeAllConnections()
    })
  return { port, url: `http://127.0.0.1:${port}`, state, ledger, faults, throttle, close }
}
