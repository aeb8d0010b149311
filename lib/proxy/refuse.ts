import 'server-only'
import { randomBytes } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Refusal } from '@/lib/proxy/judge-request'
import { refusalPage } from '@/lib/proxy/refusal-page'
import { securityHeaders } from '@/lib/proxy/security-headers'

/** How long what is still being sent is read and dropped after a refusal, in milliseconds. */
const LINGER = 1_000

/** A page with its headers, as it goes over the wire. */
interface Answer {
  headers: Record<string, string>
  page: Buffer
}

/**
 * Answers without having read the body, and ends the connection. What the other side still sends is dropped for a
 * moment: a connection closed on unread bytes is reset, and the answer lost with it (RFC 9112, 9.6).
 */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { headers, page } = answerTo(refusal)
  response.writeHead(refusal.status, headers)
  response.write(request.method === 'HEAD' ? '' : page)
  const timer = setTimeout(() => request.socket.destroy(), LINGER)
  const end = () => {
    clearTimeout(timer)
    response.end()
  }
  if (request.complete) end()
  request.once('end', end)
  request.once('close', end)
  request.on('error', () => undefined)
  request.resume()
}

/**
 * Answers where Node has no response to answer with: upgrades, CONNECT and what it could not read. The connection is
 * gone when the answer is, whatever the other side does.
 */
export function refuseConnection(socket: Duplex, refusal: Refusal): void {
  const { headers, page } = answerTo(refusal)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('')}\r\n`
  const timer = setTimeout(() => socket.destroy(), LINGER)
  socket.once('close', () => clearTimeout(timer))
  socket.on('error', () => undefined)
  socket.resume()
  socket.end(Buffer.concat([Buffer.from(head), page]), () => socket.destroy())
}

function answerTo(refusal: Refusal): Answer {
  const nonce = randomBytes(16).toString('base64')
  const page = Buffer.from(refusalPage(refusal, nonce))
  const headers = {
    ...securityHeaders(nonce, false),
    ...refusal.headers,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': String(page.length),
    'Cache-Control': 'no-store',
    Connection: 'close',
  }
  return { headers, page }
}
