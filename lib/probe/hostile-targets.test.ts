import { createServer, type Server } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { Duplex } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { permitFor } from '@/lib/auth/fixtures/ask'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { FailureError } from '@/lib/failures/result'
import {
  HOSTILE_ANSWERS,
  HOSTILE_HEADERS,
  HOSTILE_PATHS,
  type HostilePlace,
  hostileFunctionUrls,
  hostileLocations,
} from '@/lib/probe/fixtures/hostile-targets'
import { type Connection, systemWire, type Wire } from '@/lib/probe/open-exchange'
import { sendingOperation } from '@/lib/probe/request'
import { probeInputSchema } from '@/lib/probe/schema'
import { sendOver } from '@/lib/probe/send'
import { forgetSingletons } from '@/lib/process/singleton'

const ACCOUNT = '111111111111'
const LABEL = 'abcdefghijklmnopqrstuvwxyz012345'
// AWS's quota is kept for each region: with many of them nothing has to wait.
const REGIONS = Array.from(
  { length: 78 },
  (_, i) => `${'abcdefghijklmnopqrstuvwxyz'[i % 26]}a-north-${1 + (i % 3)}`,
)
const OWN_NAME = new RegExp(`^${LABEL}\\.lambda-url\\.[a-z]a-north-[1-3]\\.(on\\.aws|localhost)$`)
const REDIRECTS = [301, 302, 303, 307, 308]

/** A listener that counts who comes. */
interface Trap {
  server: net.Server
  connections: number
}

let traps: Trap[]
let trapPort: number
let aws: Server
let own: Server
let ownRequests: string[]
/** What AWS says the function's URL is. */
let namedUrl: string
let reply: { status: number; headers: Record<string, string> }
let made: Connection[]
let asked: string[]
let before: NodeJS.ProcessEnv
let turn = 0
let tried = 0

async function listening(server: net.Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return (server.address() as AddressInfo).port
}

async function startTraps(): Promise<void> {
  traps = []
  trapPort = 0
  for (const host of ['127.0.0.1', '127.0.0.2', '::1']) {
    const trap: Trap = { server: net.createServer(), connections: 0 }
    trap.server.on('connection', (socket) => {
      trap.connections++
      socket.destroy()
    })
    const isThere = await listening(trap.server, trapPort, host).catch(() => undefined)
    if (isThere === undefined) continue
    trapPort = isThere
    traps.push(trap)
  }
}

beforeAll(async () => {
  before = { ...process.env }
  await openScratchDatabase()
  await startTraps()
  aws = createServer((request, response) => {
    response.setHeader('x-amzn-RequestId', 'r')
    if (request.method === 'POST') {
      const arn = `arn:aws:iam::${ACCOUNT}:user/operator`
      response.end(
        `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>u</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      )
      return
    }
    const [, region] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
    const FunctionArn = `arn:aws:lambda:${region}:${ACCOUNT}:function:f`
    const time = '2026-01-01T00:00:00.000000000Z'
    response.end(
      JSON.stringify({
        FunctionUrl: namedUrl,
        FunctionArn,
        AuthType: 'NONE',
        CreationTime: time,
        LastModifiedTime: time,
      }),
    )
  })
  own = createServer((request, response) => {
    ownRequests.push(`${request.headers.host} ${request.url}`)
    response.writeHead(reply.status, reply.headers).end('here')
  })
  const [awsPort] = [await listening(aws, 0, '127.0.0.1'), await listening(own, 0, '127.0.0.1')]
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${awsPort}`,
    AWS_ACCESS_KEY_ID: 'AKIAHOSTILETARGETS01',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CONSOLE_REGIONS: REGIONS.join(),
    CONSOLE_REQUEST_RATE: '15',
    HOSTNAME: '127.0.0.1',
    // Whoever asks a proxy ends up in a trap.
    HTTP_PROXY: `http://127.0.0.1:${trapPort}`,
    HTTPS_PROXY: `http://127.0.0.1:${trapPort}`,
    http_proxy: `http://127.0.0.1:${trapPort}`,
    NODE_USE_ENV_PROXY: '1',
  })
})

afterAll(async () => {
  await closeScratchDatabase()
  process.env = before
  forgetSingletons()
  for (const server of [aws, own, ...traps.map((trap) => trap.server)]) server.close()
  promise('S5', { waysTried: tried, connectionsElsewhere: connectionsElsewhere() })
  console.log(
    `hostile targets: ${tried} tried over both settings, ${connectionsElsewhere()} connections elsewhere`,
  )
})

const connectionsElsewhere = () => traps.reduce((sum, { connections }) => sum + connections, 0)

beforeEach(() => {
  made = []
  asked = []
  ownRequests = []
  reply = { status: 200, headers: {} }
})

afterEach(() => expect(connectionsElsewhere()).toBe(0))

test('the traps hear whoever comes', async () => {
  for (const trap of traps) {
    const { address } = trap.server.address() as AddressInfo
    const socket = net.connect({ host: address, port: trapPort })
    await new Promise((resolve) => socket.once('close', resolve))
    expect(trap.connections).toBe(1)
    trap.connections = 0
  }
  expect(traps.length).toBeGreaterThanOrEqual(2)
})

/** Connects for real, and remembers it. */
function wireAnswering(addresses: string[]): Wire {
  return {
    resolve: async (hostname) => {
      asked.push(hostname)
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    },
    dial: (connection) => {
      made.push(connection)
      return systemWire.dial(connection)
    },
  }
}

/** A connection that leads nowhere and answers this. */
function answering(text: string): Duplex {
  const socket = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done()
      socket.push(text)
      socket.push(null)
    },
  })
  return socket
}

function faking(wire: Wire, text: string): Wire {
  return {
    ...wire,
    dial: (connection) => {
      made.push(connection)
      return answering(text)
    },
  }
}

const SETTINGS = {
  'AWS’s host pattern': () => `*.lambda-url.<region>.on.aws:${trapPort}`,
  'the sandbox’s host pattern': () =>
    `*.lambda-url.<region>.localhost:${(own.address() as AddressInfo).port}`,
}

describe.each(Object.entries(SETTINGS))('with %s', (_title, patternOf) => {
  let pattern: string
  let isLocal: boolean

  beforeAll(() => {
    pattern = patternOf()
    isLocal = pattern.includes('localhost')
    process.env.CONSOLE_FUNCTION_URL_HOST = pattern
    forgetSingletons()
  })

  const placeOf = (region: string): HostilePlace => ({
    region,
    otherRegion: REGIONS.find((each) => each !== region) ?? '',
    suffix: pattern.slice(1).replace('<region>', region),
    scheme: isLocal ? 'http' : 'https',
    trapPort,
  })
  const nextRegion = () => REGIONS[turn++ % REGIONS.length] ?? ''
  const urlOf = ({ scheme, suffix }: HostilePlace) => `${scheme}://${LABEL}${suffix}/`

  async function attempt(region: string, wire: Wire, typed: object = {}): Promise<string | number> {
    tried++
    const identity = { account: ACCOUNT, region, functionName: 'f', qualifier: '$LATEST' }
    const request = {
      method: 'GET',
      path: '/',
      query: [],
      headers: [],
      body: '',
      mode: 'unsigned',
      origin: '',
    }
    const parsed = probeInputSchema.safeParse({ ...identity, ...request, ...typed })
    if (!parsed.success) return 'invalid-input'
    // More than a person may send within a minute.
    await (await database()).db.deleteFrom('sending_places').execute()
    try {
      const input = parsed.data
      const permit = permitFor(sendingOperation(input), input)
      const events = await sendOver({ permit, input }, wire)
      let status = 0
      for await (const event of events) if (event.kind === 'head') status = event.status
      return status
    } catch (error) {
      if (error instanceof FailureError) return error.failure.code
      throw error
    }
  }

  test('nothing that AWS may name as a function URL is reached, or even looked up', async () => {
    const count = hostileFunctionUrls(placeOf(REGIONS[0] ?? '')).length
    for (let i = 0; i < count; i++) {
      const region = nextRegion()
      namedUrl = hostileFunctionUrls(placeOf(region))[i] ?? ''
      expect(await attempt(region, wireAnswering(['127.0.0.1'])), namedUrl).toBe('not-a-function-url')
    }
    expect([made, asked, ownRequests]).toEqual([[], [], []])
  })

  test('whatever the name service answers, nothing inside is reached', async () => {
    for (const addresses of HOSTILE_ANSWERS) {
      const region = nextRegion()
      namedUrl = urlOf(placeOf(region))
      expect(await attempt(region, wireAnswering(addresses)), addresses.join()).toBe(
        isLocal ? 200 : 'not-a-function-url',
      )
    }
    // The sandbox is reached without asking anybody, at this one address.
    if (isLocal) expect(asked).toEqual([])
    else expect(made).toEqual([])
    for (const { addresses } of made) expect(addresses).toEqual([{ address: '127.0.0.1', family: 4 }])
  })

  test('no reply leads anywhere else', async () => {
    const locations = hostileLocations(placeOf(REGIONS[0] ?? ''))
    for (const Location of locations)
      for (const status of REDIRECTS) {
        const region = nextRegion()
        namedUrl = urlOf(placeOf(region))
        reply = { status, headers: { Location, Refresh: `0; url=${Location}` } }
        const text = `HTTP/1.1 ${status} Moved\r\nLocation: ${Location}\r\nContent-Length: 0\r\n\r\n`
        const wire = wireAnswering(['52.95.110.1'])
        const faked = faking(wire, text)
        expect(await attempt(region, isLocal ? wire : faked), Location).toBe(status)
      }
    expect(made).toHaveLength(locations.length * REDIRECTS.length)
    for (const { hostname } of made) expect(hostname).toMatch(OWN_NAME)
  })

  test('nothing typed changes where a request goes', async () => {
    const typed = [
      ...HOSTILE_PATHS.map((path) => ({ path })),
      ...HOSTILE_HEADERS.map((name) => ({ headers: [{ name, value: 'evil.example' }] })),
      { headers: [{ name: 'x-a', value: 'b\r\nHost: evil.example' }] },
      { query: [{ name: 'a', value: ' HTTP/1.1\r\nHost: evil.example' }] },
      { method: 'CONNECT' },
      { method: 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n' },
      { mode: 'browser', origin: 'http://evil.example\r\nHost: evil.example' },
    ]
    for (const each of typed) {
      const region = nextRegion()
      namedUrl = urlOf(placeOf(region))
      const wire = wireAnswering(['52.95.110.1'])
      const text = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
      const faked = faking(wire, text)
      expect([200, 'invalid-input'], JSON.stringify(each)).toContain(
        await attempt(region, isLocal ? wire : faked, each),
      )
    }
    for (const line of ownRequests) expect(line).toMatch(new RegExp(`^${LABEL}\\.lambda-url\\.\\S+ /[!-~]*$`))
    for (const { hostname } of made) expect(hostname).toMatch(OWN_NAME)
  })

  test('and there were at least 200 of them', () => expect(tried).toBeGreaterThanOrEqual(isLocal ? 400 : 200))
})
