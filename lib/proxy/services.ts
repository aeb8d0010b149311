import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What the door answers by itself, without a page, a session or AWS. */
export interface ServiceAnswer {
  status: 200 | 401 | 404 | 503
  type: string
  body: string
  headers?: Record<string, string>
}

export interface Services {
  /** Why nothing is to be sent here now; `undefined` while it may. */
  unready(): Promise<string | undefined>
  /** What is counted; absent where nobody may read it. */
  metrics?: { read(): Promise<{ type: string; text: string }>; token?: string }
}

/** Who asks, as far as a service looks. */
export type ServiceAsker = Pick<IncomingMessage, 'headers'> & { remoteAddress?: string }

const LIVE = '/api/live'
const READY = '/api/ready'
const METRICS = '/api/metrics'

export const isService = (pathname: string): boolean =>
  pathname === LIVE || pathname === READY || pathname === METRICS

/** Answers a probe or the metrics. `isStopping` goes before everything else. */
export async function answerService(
  pathname: string,
  { unready, metrics }: Services,
  asker: ServiceAsker,
  isStopping: boolean,
): Promise<ServiceAnswer> {
  if (pathname === LIVE) return json(200, { live: true })
  if (pathname === METRICS) return metricsFor(metrics, asker)
  const reason = isStopping ? 'stopping' : await unready()
  if (reason === undefined) return json(200, { ready: true })
  // Strangers are told that it is not ready, and who stands at the machine why.
  return json(503, { ready: false, ...(isOnThisComputer(asker) && { reason }) })
}

async function metricsFor(metrics: Services['metrics'], asker: ServiceAsker): Promise<ServiceAnswer> {
  if (!metrics) return NOTHING
  const { token } = metrics
  if (token === undefined ? !isOnThisComputer(asker) : !hasToken(asker, token)) {
    const headers = { 'WWW-Authenticate': 'Bearer' }
    return token === undefined ? NOTHING : { ...json(401, { error: 'A bearer token is needed.' }), headers }
  }
  const { type, text } = await metrics.read()
  return { status: 200, type, body: text }
}

/** Also by the name that it is called: a web page can make a name of its own lead to this computer. */
function isOnThisComputer({ headers, remoteAddress = '' }: ServiceAsker): boolean {
  const isNear = /^(::ffff:)?127\.|^::1$/.test(remoteAddress) && isLoopbackHost(headers.host ?? '')
  return isNear && !Object.keys(headers).some((name) => /^(x-)?forwarded\b/.test(name))
}

const isLoopbackHost = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host)

function hasToken({ headers }: ServiceAsker, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const given = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

const json = (status: ServiceAnswer['status'], body: object): ServiceAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
})

/** Something went wrong that nobody expected: the log of whoever asks has the status. */
export const cannotTell = (): ServiceAnswer => json(503, { error: 'It cannot be told now.' })

const NOTHING = json(404, { error: 'There is nothing here.' })
