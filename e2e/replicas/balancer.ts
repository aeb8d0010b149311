import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** One process behind the balancer. */
export interface Place {
  port: number
  /** Whether it is given requests; who ends it says so first or lets it be found out. */
  isUp: boolean
  /** Requests that it answers at this moment. */
  underWay: number
  /** Requests that ended without an answer because the process was gone. */
  cut: number
}

export interface Balancer {
  port: number
  /** As a person opens it. */
  url: string
  places: readonly Place[]
  close(): Promise<void>
}

/** An address of a hostile test has 10,000 characters. */
const MAX_HEADERS = 256 * 1024
/** What is about one connection is not passed on. */
const OF_ONE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding']

/**
 * A balancer on loopback: each request goes to the next process that is up, whatever connection it came by, and is never
 * sent a second time; only one that found nobody listening goes to the next. It reads nothing but the head.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const places = ports.map((port): Place => ({ port, isUp: true, underWay: 0, cut: 0 }))
  let turn = 0
  const next = (tried: readonly Place[]): Place | undefined => {
    const able = places.filter((place) => place.isUp && !tried.includes(place))
    return able[turn++ % Math.max(1, able.length)]
  }
  const server = createServer({ maxHeaderSize: MAX_HEADERS, requestTimeout: 0 }, (asked, answer) =>
    pass(asked, answer, next),
  )
  for (const kind of ['upgrade', 'connect'])
    server.on(kind, (asked: IncomingMessage, socket: Duplex, rest: Buffer) =>
      tunnel(asked, socket, rest, next),
    )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://localhost:${port}`,
    places,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Next = (tried: readonly Place[]) => Place | undefined

function pass(asked: IncomingMessage, answer: ServerResponse, next: Next, tried: Place[] = []): void {
  const place = next(tried)
  if (!place) {
    answer.writeHead(502, { 'Content-Type': 'text/plain' }).end('No console is up.')
    return
  }
  const here = asked.socket.localPort ?? 0
  const onward = request({
    host: '127.0.0.1',
    port: place.port,
    method: asked.method,
    path: asked.url,
    headers: headOf(asked, here, place.port),
    maxHeaderSize: MAX_HEADERS,
    agent: false,
  })
  let isConnected = false
  place.underWay++
  onward.once('close', () => {
    place.underWay--
  })
  onward.once('socket', (socket) =>
    socket.once('connect', () => {
      isConnected = true
      asked.pipe(onward)
    }),
  )
  onward.once('response', (reply) => {
    const head = withoutConnection(reply.rawHeaders).map((text) => text.replace(`:${place.port}`, `:${here}`))
    answer.writeHead(reply.statusCode ?? 502, reply.statusMessage, head)
    answer.flushHeaders()
    reply.once('error', () => answer.destroy())
    reply.pipe(answer)
  })
  onward.once('error', (error: NodeJS.ErrnoException) => {
    if (!isConnected && error.code === 'ECONNREFUSED') return pass(asked, answer, next, [...tried, place])
    if (!answer.destroyed) place.cut++
    answer.destroy()
  })
  answer.once('close', () => onward.destroy())
}

/** What asks for another protocol gets the connection of the console that answers it, whatever it answers. */
function tunnel(asked: IncomingMessage, socket: Duplex, rest: Buffer, next: Next): void {
  const place = next([])
  if (!place) return void socket.destroy()
  const onward = connect({ host: '127.0.0.1', port: place.port })
  const head = headOf(asked, asked.socket.localPort ?? 0, place.port)
  const lines = head.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${head[index + 1]}`] : []))
  onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  onward.write(rest)
  for (const [one, other] of [
    [socket, onward],
    [onward, socket],
  ] as const) {
    one.pipe(other)
    one.once('error', () => other.destroy())
    one.once('close', () => other.destroy())
  }
}

/** The head as it came; where it names the balancer it names the console, whose own address is all that it answers to. */
function headOf(asked: IncomingMessage, here: number, there: number): string[] {
  const isUpgrade = asked.headers.upgrade !== undefined || asked.method === 'CONNECT'
  const head = isUpgrade ? asked.rawHeaders : [...withoutConnection(asked.rawHeaders), 'Connection', 'close']
  return head.map((text, index) =>
    index % 2 === 1 && /^(host|origin|referer|x-forwarded-host)$/i.test(head[index - 1] ?? '')
      ? text.replace(`:${here}`, `:${there}`)
      : text,
  )
}

function withoutConnection(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !OF_ONE_CONNECTION.includes((raw[index - (index % 2)] ?? '').toLowerCase()))
}
