import 'server-only'
import type { Socket } from 'node:net'

/** How often it is looked, in milliseconds. */
const LOOK_EVERY = 15_000
/** Who takes less than this from one look to the next, with more waiting, is not reading; in bytes. */
const LEAST = 15_000

/**
 * Ends connections whose other side hardly takes what was answered (1 KB a second): each holds memory and one of the
 * places for connections. A stream that has nothing to say just now is left alone.
 */
export function endSlowReaders(sockets: Iterable<Socket>, taken: WeakMap<Socket, number>): void {
  for (const socket of sockets) {
    const isWaiting = socket.writableLength > 0
    const sent = socket.bytesWritten - socket.writableLength
    const before = taken.get(socket)
    if (isWaiting && before !== undefined && sent - before < LEAST) socket.destroy()
    if (isWaiting) taken.set(socket, sent)
    else taken.delete(socket)
  }
}

/** Looks again and again, as long as the process lives. Returns what is told of every connection. */
export function watchReaders(): (socket: Socket) => void {
  const open = new Set<Socket>()
  const taken = new WeakMap<Socket, number>()
  setInterval(() => endSlowReaders(open, taken), LOOK_EVERY).unref()
  return (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  }
}
