import 'server-only'
import dns from 'node:dns/promises'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { assertCovers, assertOperation, type Permit } from '@/lib/auth/permit'
import { fail } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import type { ProbeTarget } from '@/lib/probe/probe-target'
import { isPublicAddress } from '@/lib/probe/public-address'
import { type Pair, type ProbeMethod, type ProbeMode, sendingOperation } from '@/lib/probe/request'

interface ResolvedAddress {
  address: string
  family: number
}

/** A connection to be made: to one of these addresses, whatever the name may lead to by then. */
export interface Connection {
  hostname: string
  port: number
  addresses: ResolvedAddress[]
  isTls: boolean
}

/** The two things that reach out of the process; tests give their own. */
export interface Wire {
  resolve: (hostname: string) => Promise<ResolvedAddress[]>
  dial: (connection: Connection) => Duplex
}

export const systemWire: Wire = {
  resolve: (hostname) => dns.lookup(hostname, { all: true }),
  dial: ({ hostname, port, addresses, isTls }) => {
    const [first] = addresses
    // Node's own look-up is replaced: it connects to the addresses that were judged, and to no other.
    const lookup: net.LookupFunction = (_hostname, options, done) =>
      options.all ? done(null, addresses) : done(null, first?.address ?? '', first?.family)
    const options = { host: hostname, port, lookup }
    return isTls
      ? tls.connect({ ...options, servername: hostname, ALPNProtocols: ['http/1.1'] })
      : net.connect(options)
  },
}

/** What goes out; every header in it has been judged. */
export interface OutgoingRequest {
  mode: ProbeMode
  method: ProbeMethod
  /** Path and query, percent-encoded. */
  target: string
  headers: Record<string, string>
  body: string
}

const LOOPBACK: ResolvedAddress[] = [{ address: '127.0.0.1', family: 4 }]

/**
 * Sends one request to the function URL of an identity, if the permit is for sending it there, and answers its reply as soon as its head is here. No proxy is asked, no
 * redirect followed, no connection kept; `signal` ends it at any time, also while the body is read.
 * @throws {PermitError} when the permit is for another function URL, or the request may have more effect than it allows.
 * @throws {FailureError} `not-a-function-url` where the name leads to an address that is not public; what the
 * network says goes on as it is.
 */
export async function openExchange(
  permit: Permit,
  { account, region, functionName, qualifier }: FunctionUrlIdentity,
  target: ProbeTarget,
  outgoing: OutgoingRequest,
  signal: AbortSignal,
  wire: Wire = systemWire,
): Promise<IncomingMessage> {
  assertOperation(permit, operationOf(outgoing))
  assertCovers(permit, { account, region, functionName, qualifier })
  const addresses = target.isLocal ? LOOPBACK : await publicAddresses(target, wire, signal)
  signal.throwIfAborted()
  const { hostname, port } = target
  const sent = request({
    method: outgoing.method,
    path: outgoing.target,
    headers: outgoing.headers,
    maxHeaderSize: PROBE_LIMITS.replyHeadBytes,
    // Without an agent there is no pool, and no proxy that an environment variable names.
    createConnection: () => wire.dial({ hostname, port, addresses, isTls: !target.isLocal }),
    signal,
  })
  return replyTo(sent, outgoing.body)
}

/** What the request is for, read again from what goes out. */
function operationOf({ mode, method, target, headers }: OutgoingRequest) {
  const pairOf = ([name, value]: [string, string]): Pair => ({ name, value })
  const [, query = ''] = target.split('?')
  return sendingOperation({
    mode,
    method,
    headers: Object.entries(headers).map(pairOf),
    query: [...new URLSearchParams(query)].map(pairOf),
  })
}

/** All or nothing: a name that leads to one address inside leads nowhere. */
async function publicAddresses(
  { hostname }: ProbeTarget,
  wire: Wire,
  signal: AbortSignal,
): Promise<ResolvedAddress[]> {
  const addresses = await untilAborted(signal, wire.resolve(hostname))
  const isPublic = addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address))
  if (isPublic) return addresses
  return fail('not-a-function-url', `The name ${hostname} does not lead to a public address.`)
}

function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

function replyTo(sent: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve)
    // 101: nothing asked for another protocol, so the connection ends and there is a head without a body.
    sent.once('upgrade', (reply, socket) => {
      socket.destroy()
      reply.push(null)
      resolve(reply)
    })
    sent.on('error', reject)
    sent.end(body === '' ? undefined : body)
  })
}
