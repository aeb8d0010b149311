import 'server-only'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { signInPath } from '@/lib/identity/paths'
import { noteVisit } from '@/lib/process/leaving'
import { type ActionManifest, type JudgeAction, judgeActionOf } from '@/lib/proxy/action-pages'
import type { AskerAddress } from '@/lib/proxy/asker-address'
import { bearsToken, judgeRequest, type ProxiedRequest, type Refusal } from '@/lib/proxy/judge-request'
import { judgeRouterState } from '@/lib/proxy/judge-router-state'
import { judgeTarget, pathOf } from '@/lib/proxy/judge-target'
import { type PackedFiles, sendPacked } from '@/lib/proxy/packed-files'
import { refuse, refuseConnection } from '@/lib/proxy/refuse'
import { countRequest, inRequest } from '@/lib/proxy/request-seen'
import { securityHeaders } from '@/lib/proxy/security-headers'
import { answerService, cannotTell, isService, type Services } from '@/lib/proxy/services'
import type { Asker, Sessions } from '@/lib/proxy/sessions'
import { watchReaders } from '@/lib/proxy/slow-readers'
import { admitToTeam } from '@/lib/proxy/team-door'
import { ADDRESS_HEADER } from '@/lib/sessions/who-asks'

/** In milliseconds: for the lines of a request, and for the whole of it with its body. Answers may take longer. */
const HEADERS_LIMIT = 10_000
const REQUEST_LIMIT = 20_000
/** A browser opens six to a host; more than this is nobody's tabs. */
const MAX_CONNECTIONS = 500

/**
 * What Next would believe of a proxy in front of it, and there is none. `x-forwarded-host` is judged, not dropped:
 * who sends it means something else than this console.
 */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', ADDRESS_HEADER]

type Headers = Record<string, string>

/** What is ready as soon as it answers, and counts nothing. */
const NO_SERVICES: Services = { unready: async () => undefined }

/** Also of a process that serves no pages. */
const HEALTH = '/api/health'

const NO_UPGRADE = refusalOf(403, 'No such connection', 'This console answers requests and nothing else.')
const NO_TUNNEL = refusalOf(405, 'Method not allowed', 'This console takes GET, HEAD and POST only.')
const NO_EXPECTATION = refusalOf(
  417,
  'Unknown expectation',
  'This console knows no expectation of this name.',
)
const UNKNOWN_PERSON = refusalOf(
  401,
  'Open the console from its terminal',
  'This computer may have other users, so the console asks for the address that npm start has printed: open that once in this browser.',
)
const NO_TOKENS = refusalOf(
  401,
  'No tokens without sign-in',
  'This console runs for the person on its computer, so it has no tokens (CONSOLE_SIGN_IN=off).',
)
const SIGNED_OUT = refusalOf(
  401,
  'Not signed in',
  'Nobody has signed in here, or the session has ended. Open the page again to sign in.',
)
const NO_PAGES = refusalOf(
  404,
  'No pages here',
  'This process only reads AWS in the background (CONSOLE_ROLE=worker): open the console at a process that serves pages.',
)
const CANNOT_TELL = refusalOf(
  503,
  'The database does not answer',
  'Who has signed in stands in the database, and it does not answer. Try again in a moment.',
)
const STOPPING = refusalOf(503, 'The console is stopping', 'Nothing new is taken. Start it again to go on.')
const UNREADABLE = refusalOf(400, 'Malformed request', 'This is no request of HTTP.')
const TOO_LONG = refusalOf(431, 'Too large', 'The lines of the request are longer than the console reads.')
const TOO_SLOW = refusalOf(408, 'Too slow', 'The request did not arrive in time.')

export interface FrontDoor {
  /** Puts itself between a server and Next's handler; files that were packed beforehand it hands out itself. */
  open(server: Server, pages: RequestListener, actions: ActionManifest, packed?: PackedFiles): void
  /**
   * From here on everything is refused, and who asks whether it is ready hears no; what has been let in goes on. It
   * listens to the end: a balancer that meets a closed port cannot tell a stop from a crash.
   */
  close(): void
}

/** Where the start program waits for the door (`lib/start/standalone-server.mjs`); in development nobody does. */
const TAKER = Symbol.for('function-url-console.take-front-door')

/** Gives the door to the server of this process: from now on it answers. */
export function handOver(door: FrontDoor): void {
  const holder = globalThis as { [TAKER]?: (door: FrontDoor) => void }
  holder[TAKER]?.(door)
}

/** A console whose people sign in. */
export interface Team {
  publicOrigin: string
  addressOf: AskerAddress
}

interface DoorOptions {
  services?: Services
  isWorker?: boolean
  team?: Team
}

/**
 * The door in front of Next: everything is judged on its lines alone, before a byte of a body is kept, and what Next
 * would answer before `proxy.ts` is refused here. The rules are those of `proxy.ts`, which judges again. A worker
 * serves nothing but its health, the probes and the metrics. These two kinds are answered here, to whatever name the asker
 * calls this computer by: probes go to addresses, and are told nothing but yes or no.
 */
export function frontDoor(
  allowedHosts: readonly string[],
  known?: Sessions,
  { isWorker = false, team, services = NO_SERVICES }: DoorOptions = {},
): FrontDoor {
  const opened: Server[] = []
  let isStopping = false

  function judge(request: IncomingMessage, judgeAction: JudgeAction): Refusal | undefined {
    const asked = gateRequest(request)
    return (
      judgeTarget(request.url ?? '', request.rawHeaders) ??
      judgeRequest(asked, allowedHosts, team?.publicOrigin) ??
      judgeRouterState(asked.header) ??
      (isStopping ? STOPPING : undefined) ??
      (isWorker && asked.pathname !== HEALTH ? NO_PAGES : undefined) ??
      judgePage(asked, judgeAction)
    )
  }

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { headers, socket } = request
    const asker = { headers, remoteAddress: socket.remoteAddress }
    const answer = answerService(pathOf(request.url ?? ''), services, asker, isStopping).catch(cannotTell)
    void answer.then(({ status, type, body, headers: own }) => {
      prepareAnswer(response)
      if (isStopping) response.setHeader('Connection', 'close')
      response.writeHead(status, { ...own, 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body)
    })
  }

  function open(
    server: Server,
    pages: RequestListener,
    actions: ActionManifest,
    packed: PackedFiles = new Map(),
  ): void {
    const judgeAction = judgeActionOf(actions)
    const answered = new WeakMap<Duplex, ServerResponse>()
    const letIn = (request: IncomingMessage, response: ServerResponse, isAwaited: boolean) => {
      answered.set(request.socket, response)
      countRequest(request, response)
      if (isForService(request)) return serve(request, response)
      const refusal = judge(request, judgeAction)
      if (refusal) return refuse(request, response, refusal)
      const admission = known?.admit(asker(request)) ?? 'in'
      if (known && admission === 'opens') return leadIn(response, known.cookie)
      if (admission === 'up') return sayUp(response)
      if (admission === 'again') return leadAgain(request, response)
      if (admission === 'out') return refuse(request, response, strangerOf(request))
      if (team) void letInPerson(request, response, isAwaited, team)
      else goIn(request, response, isAwaited)
    }
    const goIn = (
      request: IncomingMessage,
      response: ServerResponse,
      isAwaited: boolean,
      set: Headers = {},
    ) => {
      if (isAwaited) response.writeContinue()
      const address = team?.addressOf(request)
      prepare(request, response)
      if (address) request.headers[ADDRESS_HEADER] = address
      for (const [name, value] of Object.entries(set)) response.setHeader(name, value)
      noteVisit(request, response)
      if (!sendPacked(packed, request, response)) inRequest(request, response, () => pages(request, response))
    }
    const letInPerson = async (
      request: IncomingMessage,
      response: ServerResponse,
      isAwaited: boolean,
      { publicOrigin }: Team,
    ) => {
      const admission = await admitToTeam(gateRequest(request), new Date()).catch(() => undefined)
      if (!admission) return refuse(request, response, CANNOT_TELL)
      if (admission.is === 'up') return sayUp(response)
      if (admission.is === 'out') return refuse(request, response, SIGNED_OUT)
      if (admission.is === 'sign-in') return leadToSignIn(request, response, publicOrigin)
      goIn(request, response, isAwaited, admission.cookie ? { 'Set-Cookie': admission.cookie } : {})
    }
    const inTurn = oneAtATime()
    const admit = (request: IncomingMessage, response: ServerResponse, isAwaited = false) =>
      inTurn(request, response, () => letIn(request, response, isAwaited))
    limit(server)
    server.on('connection', watchReaders())
    opened.push(server)
    server.on('request', (request, response) => admit(request, response))
    server.on('checkContinue', (request, response) => admit(request, response, true))
    server.on('checkExpectation', (request, response) => refuse(request, response, NO_EXPECTATION))
    // Next leaves the sockets of upgrades open for ever where proxy.ts answers.
    server.on('upgrade', (_request, socket) => refuseConnection(socket, NO_UPGRADE))
    server.on('connect', (_request, socket) => refuseConnection(socket, NO_TUNNEL))
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      // An answer that has begun cannot be followed by another.
      const hasBegun = answered.get(socket)?.headersSent && !answered.get(socket)?.writableFinished
      if (hasBegun || !socket.writable || error.code === 'ECONNRESET') socket.destroy()
      else refuseConnection(socket, refusalOfError(error))
    })
  }

  function close(): void {
    isStopping = true
    for (const server of opened) server.closeIdleConnections()
  }

  return { open, close }
}

/** A well-formed request for a probe or the metrics, under any name of this computer. */
function isForService(request: IncomingMessage): boolean {
  const asked = gateRequest(request)
  const host = asked.header('host')?.toLowerCase() ?? ''
  const isWellFormed = !judgeTarget(request.url ?? '', request.rawHeaders) && !judgeRequest(asked, [host])
  return isService(asked.pathname) && request.method !== 'POST' && isWellFormed
}

/**
 * Requests that come on a connection before the answer to the one before is out (HTTP's pipelining, which browsers do
 * not use) wait for it: else one connection could ask for a hundred pages at once, and read none.
 */
function oneAtATime() {
  const last = new WeakMap<Duplex, ServerResponse>()
  return (request: IncomingMessage, response: ServerResponse, begin: () => void): void => {
    const earlier = last.get(request.socket)
    last.set(request.socket, response)
    const beginIfThere = () => {
      if (!request.socket.destroyed) begin()
    }
    if (earlier && !earlier.closed) earlier.once('close', beginIfThere)
    else begin()
  }
}

function asker(request: IncomingMessage): Asker {
  const { method, pathname, header } = gateRequest(request)
  const site = header('sec-fetch-site')
  const isElsewhere = site === 'cross-site' || site === 'same-site'
  const isLink = method === 'GET' && isElsewhere && header('sec-fetch-mode') === 'navigate'
  return { pathname, cookie: header('cookie'), isLink }
}

const strangerOf = (request: IncomingMessage): Refusal =>
  bearsToken(gateRequest(request)) ? NO_TOKENS : UNKNOWN_PERSON

function sayUp(response: ServerResponse): void {
  prepareAnswer(response)
  response
    .writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end('{"up":true}')
}

function leadIn(response: ServerResponse, cookie: string): void {
  prepareAnswer(response)
  response.writeHead(303, { Location: '/', 'Set-Cookie': cookie, 'Cache-Control': 'no-store' }).end()
}

/**
 * A Strict cookie stays behind when another site's link is followed (RFC 6265bis, 5.2). A page of our own that goes
 * to the same address at once has it with it, so a link in a chat still opens; where there is none, nor then is here.
 */
function leadAgain(request: IncomingMessage, response: ServerResponse): void {
  prepareAnswer(response)
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    Refresh: `0; url=${pathOf(request.url ?? '/')}${queryOf(request.url ?? '')}`,
  })
  response.end('<!doctype html><title>Function URL Console</title>')
}

function leadToSignIn(request: IncomingMessage, response: ServerResponse, publicOrigin: string): void {
  prepareAnswer(response)
  const next = `${pathOf(request.url ?? '/')}${queryOf(request.url ?? '')}`
  const Location = new URL(signInPath(next === '/' ? {} : { next }), publicOrigin).href
  response.writeHead(303, { Location, 'Cache-Control': 'no-store' }).end()
}

const queryOf = (target: string) => /\?[^#]*/.exec(target)?.[0] ?? ''

function limit(server: Server): void {
  server.headersTimeout = HEADERS_LIMIT
  server.requestTimeout = REQUEST_LIMIT
  server.maxConnections = MAX_CONNECTIONS
}

function gateRequest({ method = '', url = '', headers }: IncomingMessage): ProxiedRequest {
  const header = (name: string) => {
    const value = headers[name]
    return value === undefined ? null : String(value)
  }
  return { method, pathname: pathOf(url), header }
}

/** Only server actions are posted to pages; the door that sends requests stands below /api/. */
function judgePage(
  { method, pathname, header }: ProxiedRequest,
  judgeAction: JudgeAction,
): Refusal | undefined {
  const id = header('next-action')
  return method === 'POST' && id !== null ? judgeAction(id, pathname) : undefined
}

/** `proxy.ts` writes headers of its own over these; what Next answers without it has them too. */
function prepare(request: IncomingMessage, response: ServerResponse): void {
  for (const name of FORWARDED) delete request.headers[name]
  prepareAnswer(response)
}

function prepareAnswer(response: ServerResponse): void {
  const safe = securityHeaders(randomBytes(16).toString('base64'), false)
  for (const [name, value] of Object.entries(safe)) response.setHeader(name, value)
}

function refusalOfError({ code }: NodeJS.ErrnoException): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return TOO_LONG
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? TOO_SLOW : UNREADABLE
}

function refusalOf(status: Refusal['status'], title: string, sentence: string): Refusal {
  return { status, title, sentence }
}
