import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort, portIfFree } from './free-port'

test('takes the preferred port, and another when somebody has it', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await portIfFree(port)).toBeUndefined()
  const next = await freePort(port)
  expect(next).not.toBe(port)
  expect(await portIfFree(next)).toBe(next)
  await new Promise((resolve) => server.close(resolve))
  expect(await freePort(port)).toBe(port)
})
