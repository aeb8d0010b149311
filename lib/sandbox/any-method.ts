import { METHODS, type Server } from 'node:http'
import type { Socket } from 'node:net'

const KNOWN = new Set(METHODS)

/** RFC 9110, section 9.1: a method is a token, with a case of its own. */
const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) \S+ HTTP\/1\.1\r?\n/

// What Node's parser gets to see instead; with it, a body may follow.
const STAND_IN = 'POST'

/**
 * Lets a server take requests with methods that Node's parser refuses, as function URLs and their functions may. It
 * holds for the first request of a connection. The answer says, once, which method a socket's request really had.
 */
export function takeAnyMethod(server: Server): (socket: Socket) => string | undefined {
  const methods = new WeakMap<Socket, string>()
  const [attach] = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const waiting = () => socket.destroy()
    socket.once('error', waiting)
    socket.once('readable', () => {
      socket.off('error', waiting)
      const chunk: Buffer | null = socket.read()
      if (chunk === null) return socket.destroy()
      const [, method = STAND_IN] = REQUEST_LINE.exec(chunk.toString('latin1')) ?? []
      const isKnown = KNOWN.has(method)
      if (!isKnown) methods.set(socket, method)
      socket.unshift(isKnown ? chunk : Buffer.concat([Buffer.from(STAND_IN), chunk.subarray(method.length)]))
      attach?.call(server, socket)
    })
  })
  return (socket) => {
    const method = methods.get(socket)
    methods.delete(socket)
    return method
  }
}
