import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { endSlowReaders } from '@/lib/proxy/slow-readers'

/** A server that answers much more than a connection holds, and a client that reads or does not. */
async function readerOf(isReading: boolean) {
  const server = createServer((_, answer) => answer.end(Buffer.alloc(64_000_000)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => undefined)
  client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  if (isReading) client.resume()
  const socket = await accepted
  const close = () => {
    client.destroy()
    server.close()
    server.closeAllConnections()
  }
  return { socket, close }
}

test('who does not read what was answered is ended at the second look', async () => {
  const { socket, close } = await readerOf(false)
  const taken = new WeakMap<Socket, number>()
  await expect.poll(() => socket.writableLength).toBeGreaterThan(0)
  const settled = async () => {
    const before = socket.bytesWritten - socket.writableLength
    await expect.poll(() => socket.bytesWritten - socket.writableLength).toBe(before)
  }
  await settled()
  endSlowReaders([socket], taken)
  expect(socket.destroyed).toBe(false)
  endSlowReaders([socket], taken)
  expect(socket.destroyed).toBe(true)
  close()
})

test('who has read everything, or is told nothing, is left alone', async () => {
  const { socket, close } = await readerOf(true)
  const taken = new WeakMap<Socket, number>()
  await expect.poll(() => socket.bytesWritten > 64_000_000 && socket.writableLength === 0).toBe(true)
  endSlowReaders([socket], taken)
  endSlowReaders([socket], taken)
  expect(socket.destroyed).toBe(false)
  close()
})
