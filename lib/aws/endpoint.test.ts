import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { endpointLabel } from '@/lib/aws/endpoint'
import { type AwsWorld, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { forgetSingletons } from '@/lib/process/singleton'

let close: (() => Promise<void>) | undefined
let world: AwsWorld | undefined
afterEach(async () => {
  await close?.()
  await world?.close()
  close = world = undefined
})

async function labelOf(AWS_ENDPOINT_URL: string | undefined) {
  const before = process.env.AWS_ENDPOINT_URL
  if (AWS_ENDPOINT_URL === undefined) delete process.env.AWS_ENDPOINT_URL
  else process.env.AWS_ENDPOINT_URL = AWS_ENDPOINT_URL
  forgetSingletons()
  try {
    return await endpointLabel()
  } finally {
    process.env.AWS_ENDPOINT_URL = before
  }
}

async function emulator(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('the sandbox is called by its name, AWS too, another endpoint by its host', async () => {
  world = await startAwsWorld()
  expect(await labelOf(world.sandbox.url)).toBe('Sandbox')
  expect(await labelOf(undefined)).toBe('AWS')
  const vpce = 'vpce-1.lambda.eu-central-1.vpce.amazonaws.com'
  expect(await labelOf(`https://${vpce}`)).toBe(vpce)
})

const ABOUT = JSON.stringify({ sandbox: 'function-url-console' })
test.each<[string, RequestListener]>([
  ['knows no such path', (_, response) => response.writeHead(404).end(ABOUT)],
  ['answers everything', (_, response) => response.end('{"services":{"lambda":"running"}}')],
  ['answers no JSON', (_, response) => response.end('<html>')],
  ['sends elsewhere', (_, response) => response.writeHead(302, { Location: '/other' }).end()],
  ['hangs up', (request) => request.socket.destroy()],
])('an emulator on this computer that %s is no sandbox', async (_title, answer) => {
  world = await startAwsWorld()
  const host = await emulator(answer)
  expect(await labelOf(`http://${host}`)).toBe(host)
})

test('nobody at a loopback address is no sandbox', async () => {
  world = await startAwsWorld()
  expect(await labelOf('http://127.0.0.1:9')).toBe('127.0.0.1:9')
})
