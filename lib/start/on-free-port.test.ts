import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { FailedStart } from './child-server'
import { onFreePort } from './on-free-port'

test('another port is tried where somebody took this one in the same moment', async () => {
  const server = createServer()
  const tried: number[] = []
  const started = await onFreePort(0, async (port) => {
    tried.push(port)
    if (tried.length > 1) return port
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    throw new FailedStart(1, `Port ${port} is taken: stop what listens there.`)
  })
  expect(tried).toEqual([(server.address() as AddressInfo).port, started])
  server.close()
})

test('any other reason ends it at once', async () => {
  let tries = 0
  const start = onFreePort(0, () => {
    tries++
    return Promise.reject(new FailedStart(1, 'No region is set.'))
  })
  await expect(start).rejects.toThrow('No region is set.')
  expect(tries).toBe(1)
})
